-- Where do these words stand? `from find('gas pipeline')`
-- One row per passage of a story that holds all the words; those that hold them side by side come first.
create macro find(words) as table
    select
        passage.text as passage,
        place.outlet,
        place.published_from,
        place.title,
        passage.kind,
        has_words(passage.text, words) as is_side_by_side,
        place.path,
        passage.start_char,
        passage.end_char,
        passage.segment_id,
        passage.article_id,
        passage.document_id
    from segments as passage
    inner join counted_segments as place using (segment_id)
    where list_has_all(string_split(folded(passage.text), ' '), string_split(folded(words), ' '))
    order by
        is_side_by_side desc,
        place.published_from desc nulls last,
        passage.document_id,
        passage.start_char
