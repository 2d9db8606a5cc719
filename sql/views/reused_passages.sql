-- Which words do articles of one text share, and who prints them?
-- One row per stretch of eight words or more in an article that stands elsewhere in its group of copies.
with members as (
    select
        syndication_groups.syndication_group_id,
        place.outlet,
        place.published_from,
        place.title,
        place.path,
        string_split_regex(trim(segments.text), '\s+') as words,
        segments.start_char,
        place.segment_id,
        place.article_id,
        place.document_id
    from syndication_groups
    inner join counted_segments as place using (article_id)
    inner join segments using (segment_id)
    where syndication_groups.overlap is not null
),

starts as (
    select
        syndication_group_id,
        outlet,
        article_id,
        segment_id,
        words,
        unnest(range(1, len(words) - 6)) as first_word
    from members
),

stretches as (
    select
        * exclude (words),
        folded(array_to_string(words[first_word:first_word + 7], ' ')) as stretch
    from starts
),

elsewhere as (
    select
        syndication_group_id,
        stretch,
        list(distinct outlet) as outlets
    from stretches
    group by syndication_group_id, stretch
    having count(distinct article_id) >= 2
),

shared as (
    select
        stretches.segment_id,
        stretches.first_word,
        elsewhere.outlets,
        stretches.first_word - row_number() over (
            partition by stretches.segment_id order by stretches.first_word
        ) as run
    from stretches
    inner join elsewhere using (syndication_group_id, stretch)
),

runs as (
    select
        segment_id,
        min(first_word) as first_word,
        max(first_word) + 7 as last_word,
        list_distinct(flatten(list(outlets))) as outlets
    from shared
    group by segment_id, run
)

select
    array_to_string(members.words[runs.first_word:runs.last_word], ' ') as passage,
    members.outlet,
    members.published_from,
    members.title,
    list_sort(runs.outlets) as printed_by,
    runs.last_word - runs.first_word + 1 as word_count,
    members.path,
    members.syndication_group_id,
    members.segment_id,
    members.article_id,
    members.document_id
from runs
inner join members using (segment_id)
order by members.syndication_group_id, members.document_id, members.start_char, runs.first_word
