-- How do nodes point to one another and into texts, and how is what is unknown left out?
-- One value per call; temporary, made by the export.
create or replace temp macro node(id) as case when id is not null then json_object('@id', '#' || id) end;

create or replace temp macro text_position(document_id, start_char, end_char) as json_object(
    '@type', 'oa:SpecificResource',
    'oa:hasSource', json_object('@id', '#' || document_id),
    'oa:hasSelector',
    json_object('@type', 'oa:TextPositionSelector', 'oa:start', start_char, 'oa:end', end_char)
);

create or replace temp macro filled(object) as json_merge_patch('{}', object);
