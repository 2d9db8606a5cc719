-- Does a text hold these whole words, next to each other, whatever their case and accents?
-- One truth value per pair of texts.
create macro has_words(passage_text, words) as
contains(' ' || folded(passage_text) || ' ', ' ' || folded(words) || ' ')
