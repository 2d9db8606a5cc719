-- What stands before and after these words in their paragraph? At most 240 characters each way, whole words
-- One value per call: `before`, `words`, `after`; offsets count from its start. Made by the report.
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
