-- Which stories were read? schema.org NewsArticle
-- One node per article; a day known only within bounds is an interval of Dublin Core's `issued`.
select
    json_object(
        '@id', '#' || article_id,
        '@type', 'NewsArticle',
        'headline', title,
        'author', byline,
        'publisher', node(source_id),
        'sourceOrganization', node(origin_source_id),
        'datePublished', case
            when published_at is not null then strftime(published_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')
            when published_from = published_to then published_from::varchar
        end,
        'dcterms:issued', case
            when published_from is distinct from published_to
                then
                    concat_ws(
                        '/', coalesce(published_from::varchar, '..'), coalesce(published_to::varchar, '..')
                    )
        end,
        'inLanguage', language,
        'about', node(event_id),
        'wordCount', word_count,
        'isBasedOn', node(document_id)
    ) as node
from articles
order by article_id
