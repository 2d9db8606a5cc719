-- How are words compared, whatever their case, accents and punctuation?
-- One text per text: lower case, no accents, one blank between words.
create macro folded(words) as
trim(regexp_replace(lower(strip_accents(words)), '[^\p{L}\p{N}]+', ' ', 'g'))
