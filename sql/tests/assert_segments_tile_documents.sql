-- segments, critical: The segments of a document follow one another from its first character to its last,
-- numbered from 0.
with tiles as (
    select
        document_id,
        segment_id,
        ordinal,
        start_char,
        end_char,
        row_number() over (partition by document_id order by start_char, ordinal) - 1 as position,
        lag(end_char, 1, 0) over (partition by document_id order by start_char, ordinal) as previous_end,
        lead(start_char) over (partition by document_id order by start_char, ordinal) as next_start
    from segments
)

select
    coalesce(tiles.segment_id, documents.document_id) as key,
    concat_ws(
        ' ', 'ordinal', tiles.ordinal, 'from', tiles.start_char, 'to', tiles.end_char,
        'after', tiles.previous_end, 'of', length(documents.text)
    ) as seen
from documents
left join tiles on documents.document_id = tiles.document_id
where
    coalesce(tiles.ordinal <> tiles.position, false)
    or coalesce(tiles.start_char <> tiles.previous_end, false)
    or (tiles.next_start is null and coalesce(tiles.end_char, 0) <> length(documents.text))
