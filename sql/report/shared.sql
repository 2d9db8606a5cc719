-- What do several questions of the report build on? Temporary, made by the report
-- `surroundings`: what stands before and after words in their paragraph, at most 240 characters each way.
create or replace temp macro surroundings(paragraph, start_char, end_char) as struct_pack(
    before := case
        when start_char > 240
            then '… ' || regexp_replace(substr(paragraph, start_char - 239, 240), '^\S*\s+', '')
        else regexp_replace(substr(paragraph, 1, start_char), '^\s+', '')
    end,
    words := substr(paragraph, start_char + 1, end_char - start_char),
    after := case
        when length(paragraph) - end_char > 240
            then regexp_replace(substr(paragraph, end_char + 1, 240), '\s+\S*$', '') || ' …'
        else regexp_replace(substr(paragraph, end_char + 1), '\s+$', '')
    end
);

-- `told_passages`: one row per passage of a claim, `passage` being all that a reader is told of it.
create or replace temp view told_passages as
select
    claim_passages.claim_id,
    claim_passages.claim_mention_id,
    struct_pack(
        outlet := claim_passages.outlet,
        published_from := claim_passages.published_from,
        published_to := claim_passages.published_to,
        according_to := claim_passages.according_to,
        modality := claim_passages.modality,
        place := surroundings(
            segments.text,
            claim_passages.start_char - segments.start_char,
            claim_passages.end_char - segments.start_char
        )
    ) as passage,
    claim_passages.published_from,
    claim_passages.is_within_another,
    claim_passages.path,
    claim_passages.start_char
from claim_passages
inner join segments using (segment_id);
