-- events, critical: A date that is known stands with what it rests on.
select
    event_id as key,
    concat_ws(' to ', date_from, date_to) as seen
from events
where (date_from is not null or date_to is not null) and date_basis is null
