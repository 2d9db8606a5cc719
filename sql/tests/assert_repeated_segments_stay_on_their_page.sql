-- segments, critical: A segment repeats another one of its own document.
select
    repeats.segment_id as key,
    'repeats_segment_id ' || repeats.repeats_segment_id as seen
from segments as repeats
inner join segments as originals on repeats.repeats_segment_id = originals.segment_id
where
    repeats.segment_id = originals.segment_id
    or repeats.document_id <> originals.document_id
