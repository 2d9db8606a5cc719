-- claims, critical: The subject of a claim is among its entities, as the subject.
select
    claims.claim_id as key,
    'subject_entity_id ' || claims.subject_entity_id as seen
from claims
where
    claims.subject_entity_id is not null
    and not exists (
        select 1
        from claim_entities
        where
            claim_entities.claim_id = claims.claim_id
            and claim_entities.entity_id = claims.subject_entity_id
            and claim_entities.role = 'subject'
    )
