-- Which entities go by this name, alias, acronym or role, whatever its case and accents?
-- One row per entity. Part of a name finds a person; it finds another entity only where no form is exactly
-- the words asked for. Roles and metonyms count as a whole only: Putin is not "Putin's spokesman".
create macro entities_called(called) as table
    with forms as (
        select
            entities.entity_id,
            entities.kind,
            entities.name as form,
            true as is_name
        from entities
        union all
        select
            entities.entity_id,
            entities.kind,
            entity_aliases.alias as form,
            entity_aliases.kind in ('name', 'short_name', 'acronym') as is_name
        from entities
        inner join entity_aliases using (entity_id)
    ),

    matching as (
        select
            forms.entity_id,
            forms.kind,
            forms.is_name,
            folded(forms.form) = folded(called) as is_exact
        from forms
        where has_words(forms.form, called)
    )

    select distinct matching.entity_id
    from matching
    where
        matching.is_exact
        or (
            matching.is_name
            and (
                matching.kind = 'person'
                or not (select coalesce(bool_or(same_words.is_exact), false) from matching as same_words)
            )
        )
