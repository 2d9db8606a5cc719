-- articles, critical: An article spans from the start of its first segment to the end of its last.
with hulls as (
    select
        article_id,
        min(start_char) as start_char,
        max(end_char) as end_char
    from segments
    where article_id is not null
    group by article_id
)

select
    articles.article_id as key,
    concat_ws(
        ' ', articles.start_char, 'to', articles.end_char,
        'and its segments', hulls.start_char, 'to', hulls.end_char
    ) as seen
from articles
left join hulls on articles.article_id = hulls.article_id
where
    articles.start_char is distinct from hulls.start_char
    or articles.end_char is distinct from hulls.end_char
