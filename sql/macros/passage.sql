-- Which text stands behind this row? `from passage('…')` with any id of a row that has a span, or of a claim
-- One row per passage: one for a row, one per mention for a claim.
create macro passage(wanted_id) as table
    with spans as (
        select
            'documents' as table_name,
            null as segment_id,
            document_id,
            0 as start_char,
            length(text) as end_char
        from documents
        where document_id = wanted_id
        union all
        select
            'articles' as table_name,
            null as segment_id,
            document_id,
            start_char,
            end_char
        from articles
        where article_id = wanted_id
        union all
        select
            'segments' as table_name,
            segment_id,
            document_id,
            start_char,
            end_char
        from segments
        where segment_id = wanted_id
        union all
        select
            'mentions' as table_name,
            segment_id,
            document_id,
            start_char,
            end_char
        from mentions
        where mention_id = wanted_id
        union all
        select
            'quotes' as table_name,
            segment_id,
            document_id,
            start_char,
            end_char
        from quotes
        where quote_id = wanted_id
        union all
        select
            'numeric_claims' as table_name,
            segment_id,
            document_id,
            start_char,
            end_char
        from numeric_claims
        where numeric_claim_id = wanted_id
        union all
        select
            'claim_mentions' as table_name,
            segment_id,
            document_id,
            start_char,
            end_char
        from claim_mentions
        where claim_mention_id = wanted_id or claim_id = wanted_id
    )

    select
        substr(documents.text, spans.start_char + 1, spans.end_char - spans.start_char) as words,
        trim(segments.text) as paragraph,
        article_outlets.outlet,
        article_outlets.published_from,
        article_outlets.title,
        documents.path,
        documents.url,
        spans.table_name,
        spans.start_char,
        spans.end_char,
        segments.article_id,
        spans.document_id
    from spans
    inner join documents using (document_id)
    left join segments on spans.segment_id = segments.segment_id
    left join article_outlets
        on
            coalesce(segments.article_id, case when spans.table_name = 'articles' then wanted_id end)
            = article_outlets.article_id
    order by spans.document_id, spans.start_char
