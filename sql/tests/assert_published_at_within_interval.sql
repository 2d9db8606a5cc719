-- articles, warning: The stated moment of publication lies within the interval, give or take a day of time
-- zones.
select
    article_id as key,
    concat_ws(' ', published_at::date, 'and', published_from, 'to', published_to) as seen
from articles
where
    published_at::date < published_from - 1
    or published_at::date > published_to + 1
