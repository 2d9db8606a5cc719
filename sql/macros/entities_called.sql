-- Which entities go by this name, alias, acronym or role, whatever its case and accents?
-- One row per entity. A person is found by any part of the name; another entity by part of one only
-- where no form is exactly the words asked for.
create macro entities_called(called) as table
    with forms as (
        select
            entities.entity_id,
            entities.kind,
            entities.name as form
        from entities
        union all
        select
            entities.entity_id,
            entities.kind,
            entity_aliases.alias as form
        from entities
        inner join entity_aliases using (entity_id)
    ),

    matching as (
        select
            forms.entity_id,
            forms.kind,
            folded(forms.form) = folded(called) as is_exact
        from forms
        where has_words(forms.form, called)
    )

    select distinct matching.entity_id
    from matching
    where
        matching.is_exact
        or matching.kind = 'person'
        or not (select coalesce(bool_or(same_words.is_exact), false) from matching as same_words)
