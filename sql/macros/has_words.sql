-- Does a text hold these whole words, next to each other, whatever their case and accents?
-- One truth value per pair of texts. The first condition costs little and spares most texts the second.
create macro has_words(passage_text, words) as
contains(lower(strip_accents(passage_text)), split_part(folded(words), ' ', 1))
and contains(' ' || folded(passage_text) || ' ', ' ' || folded(words) || ' ')
