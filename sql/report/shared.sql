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
    claim_mentions.claim_id,
    claim_mentions.claim_mention_id,
    struct_pack(
        outlet := place.outlet,
        published_from := place.published_from,
        published_to := place.published_to,
        according_to := entities.name,
        modality := claim_mentions.modality,
        place := surroundings(
            segments.text,
            claim_mentions.start_char - segments.start_char,
            claim_mentions.end_char - segments.start_char
        )
    ) as passage,
    place.published_from,
    place.path,
    claim_mentions.start_char
from claim_mentions
inner join counted_segments as place using (segment_id)
inner join segments using (segment_id)
left join entities on claim_mentions.attributed_entity_id = entities.entity_id;
