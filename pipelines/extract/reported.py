"""Which words a reporting verb reports, by the parse and by what stands next to it.

Belongs here: the clause, its reach, and what tags report without one, as tokens of one segment. Not
here: which words are a cue (`cues`), whose words they are (`sources`).
"""

from __future__ import annotations

from spacy.tokens import Token

from pipelines.extract.quotation_marks import MARKS
from pipelines.extract.reporting import NONE, verb_classes, word_list, word_pairs
from pipelines.extract.sources import SUBJECTS, Quoted, Range, own_subjects, reports_for

_MOST_AFTER_TAG = 10
"""Most tokens, with the full stop, that follow the verb of a tag that ends its sentence."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CONTRASTS = frozenset({"though", "although", "while", "whereas"})
_GROUNDS = frozenset({"because", "if", "unless", "so"})
_QUESTION_WORDS = frozenset({"why", "how", "what", "who", "whether"})
_ASKING = frozenset({"ask", "wonder", "question", "inquire"})
_WORDS_OF_TIME = frozenset({"when", "where", "if"})
"""Open what is asked only where it is not said: "he would not say when", but "he said when he came"."""


def clause_of(verb: Token, takes_clause: bool, takes_infinitive: bool, quoted: Quoted) -> Token | None:
    """The head of the clause that a verb governs as what it reports; one in other marks first."""
    spoken = [child for child in verb.lefts if quoted[child.i] not in (-1, quoted[verb.i])]
    for child in (*spoken, *verb.rights, *verb.lefts):
        if child.dep_ == "ccomp" and (takes_clause or takes_infinitive):
            return child
        if child.dep_ == "advcl" and takes_clause and _asks_after(verb, child):
            return child
        if child.dep_ == "dobj" and verb.lemma_.lower() in word_list("verbs", "addressing"):
            # "told a group that it is late" is often parsed like "a group that is late".
            for clause in child.rights:
                marks = [c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"]
                if clause.dep_ == "relcl" and marks:
                    return clause
        if child.dep_ == "prep" and takes_clause and (told := _hung_on_time(child)) is not None:
            return told
        if child.dep_ == "xcomp" and child.i > verb.i:
            is_infinitive = any(left.lower_ == "to" for left in child.lefts)
            if takes_infinitive and is_infinitive:
                return child
            if child.tag_ == "VBG" and verb.lemma_.lower() in word_list("verbs", "gerund"):
                return child
    return None


def _hung_on_time(preposition: Token) -> Token | None:
    """The clause in "reported at the time that it was late", which parsers take for "a time that"."""
    for noun in preposition.rights:
        for clause in noun.rights if noun.dep_ == "pobj" else ():
            opens = [left for left in clause.lefts if left.lower_ == "that" and left.i == noun.i + 1]
            if clause.dep_ == "relcl" and opens and opens[0].dep_ in ("mark", "advmod"):
                return clause
    return None


def _asks_after(verb: Token, clause: Token) -> bool:
    """Whether a clause right after the verb is what it leaves open: "would not say when he leaves"."""
    opens = clause.left_edge.lower_
    is_unsaid = any(child.dep_ == "neg" for child in verb.lefts)
    is_asked = verb.lemma_.lower() in _ASKING and opens == "if"
    start, told = clause.left_edge.i, [c.right_edge.i for c in verb.rights if c.dep_ in ("dobj", "dative")]
    if opens in _QUESTION_WORDS or is_asked:
        return start in (verb.i + 1, *(end + 1 for end in told))
    return is_unsaid and opens in _WORDS_OF_TIME and start == verb.i + 1


def reach_of(verb: Token, clause: Token) -> Range:
    """From where to where a clause reports: with the one asked ("urged them to go"), and what "and" adds."""
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if clause.dep_ == "xcomp":
        asked = [child for child in verb.rights if child.dep_ == "dobj" and child.i < clause.i]
        for child in verb.rights:
            is_cue = (verb.lemma_.lower(), child.lower_) in word_pairs("prepositions", "after")
            if child.dep_ == "prep" and is_cue and child.i < clause.i:
                asked += [each for each in child.rights if each.dep_ == "pobj"]
        start = min([start, *(child.left_edge.i for child in asked)])
    elif verb.i < clause.i:
        for child in verb.rights:
            joins_on = child.dep_ == "conj" and child.i > end and verb.doc[end].dep_ == "cc"
            is_clause = any(each.dep_ in SUBJECTS for each in child.lefts)
            if joins_on and is_clause and child.lemma_.lower() not in verb_classes():
                end = child.right_edge.i + 1
    if verb.i < clause.i:
        end = _before_next_report(verb, clause, end)
    return start, end


def _before_next_report(verb: Token, clause: Token, end: int) -> int:
    """Where the next report begins inside the clause, by the parser's mistake.

    "Said it was late, adding that …"; "said it was late and warned …"; "said it was late, though she
    conceded …".
    """
    for child in verb.doc[clause.i + 1 : end]:
        starts = child.left_edge.i
        classes = verb_classes().get(child.lemma_.lower(), NONE)
        if starts <= clause.i or not classes:
            continue
        before = verb.doc[starts - 1]
        is_joined = child.dep_ == "conj" and before.dep_ == "cc" and child.head == clause
        if is_joined and clause.tag_ == "VB" and child.tag_ in ("VBD", "VBZ") and not own_subjects(child):
            return before.i
        if before.text == "," and _contrasts(verb, child):
            return starts - 1
        if "utterance" not in classes:
            continue
        if child.tag_ == "VBG" and before.text == "," and reports_for(verb, child):
            return starts - 1
        if is_joined and reports_for(verb, child):
            return before.i
    return end


def _contrasts(verb: Token, other: Token) -> bool:
    """Whether the writer sets another report against the verb's: ", though she said", ", while Lee did"."""
    marks = [child for child in other.lefts if child.dep_ == "mark" and child.lower_ in _CONTRASTS]
    is_told_alike = other.tag_ == verb.tag_ and other.dep_ == "advcl"
    is_someones = any(
        s.tag_ == "PRP" or s.ent_type_ in ("PERSON", "ORG", "NORP") for s in own_subjects(other)
    )
    return bool(marks) and is_told_alike and is_someones


def around(verb: Token, start: int, end: int) -> tuple[Range, ...]:
    """The clause without the verb's own words where it stands inside ("X, he said, Y")."""
    if not start <= verb.i < end:
        return ((start, end),)
    return ((start, verb.i), (verb.i + 1, end))


def before_name_again(
    verb: Token, pieces: tuple[Range, ...], source: Range, quoted: Quoted
) -> tuple[Range, ...]:
    """The pieces without a last phrase that names the person who speaks as its possessor.

    Of themselves speakers say "my visit", reported as "his visit": in "Ann Lee said they would build it,
    during Lee's visit" the visit is told by the writer (Condition C of Chomsky, 1981).
    """
    doc, (start, end) = verb.doc, pieces[-1] if pieces else (0, 0)
    if start < verb.i or quoted[verb.i] != -1:
        return pieces
    names = {token.text for token in doc[source[0] : source[1]] if token.ent_type_ == "PERSON"}
    for token in doc[start + 1 : end] if names else ():
        is_again = token.dep_ == "poss" and token.text in names and quoted[token.i] == -1
        top = token.head
        while is_again and top.dep_ in ("pobj", "prep") and top.head.pos_ not in ("VERB", "AUX"):
            top = top.head
        is_last = top.dep_ == "prep" and start < top.i and end - top.right_edge.i <= 2
        if is_again and is_last and top.left_edge.i == top.i:
            return (*pieces[:-1], (start, top.i))
    return pieces


def host_clause(verb: Token) -> tuple[Range, ...] | None:
    """The clause that a parenthesis stands in: "X, he says, Y"; "as he put it, X"."""
    marks = [child for child in verb.lefts if child.dep_ in ("mark", "advmod") and child.lower_ == "as"]
    is_as = bool(marks) and verb.lemma_.lower() in word_list("phrases", "as_verbs")
    if not (verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and is_as)):
        return None
    host, own = verb.head, (verb.left_edge.i, _end_of_aside(verb))
    sentence = (host.left_edge.i, host.right_edge.i + 1)
    return tuple(piece for piece in ((sentence[0], own[0]), (own[1], sentence[1])) if piece[0] < piece[1])


def _end_of_aside(verb: Token) -> int:
    """Where a parenthesis ends: before a reason or condition, which is part of what is said."""
    for child in verb.rights:
        marks = [left.lower_ for left in child.lefts if left.dep_ == "mark"]
        starts = child.left_edge.i
        if child.dep_ == "advcl" and starts == verb.i + 2 and marks and marks[0] in _GROUNDS:
            return starts
    return verb.right_edge.i + 1


def after_colon(verb: Token, quoted: Quoted) -> tuple[Range, ...] | None:
    """What a colon right after the verb leads in without marks: "she added: It is late."."""
    doc, start = verb.doc, verb.i + 2
    is_led_in = start < len(doc) and doc[start - 1].text == ":" and quoted[start] == quoted[verb.i] == -1
    if not is_led_in or doc[start].text in MARKS:
        return None
    if doc[start].is_title:
        return ((start, len(doc)),)
    return ((start, doc[start].sent.end),)


def sentence_before(verb: Token, source: Range, quoted: Quoted) -> tuple[Range, ...] | None:
    """What stands before a tag that ends its sentence, where the parse parts them: "X is late, he told us."""
    doc, sentence, comma = verb.doc, verb.sent, source[0] - 1
    rest = doc[verb.i + 1 : sentence.end]
    is_last = len(rest) <= _MOST_AFTER_TAG and not any(token.pos_ in ("VERB", "AUX") for token in rest)
    is_tag = verb.tag_ in _FINITE and source[1] <= verb.i and is_last
    if comma <= sentence.start or doc[comma].text != "," or not is_tag:
        return None
    said = doc[sentence.start : comma]
    is_clause = any(token.tag_ in _FINITE for token in said) and any(t.dep_ in SUBJECTS for t in said)
    is_plain = quoted[sentence.start] == quoted[comma - 1] == quoted[verb.i]
    is_main = not any(token.dep_ == "mark" or token.tag_ == "WRB" for token in said[:2])
    return ((sentence.start, comma),) if is_clause and is_plain and is_main else None


def label_of(verb: Token) -> Range | None:
    """ "call X Y", "describe X as Y": from X to the end of Y."""
    parts = [child for child in verb.rights if child.dep_ in ("dobj", "oprd", "attr")]
    as_phrases = [
        child
        for child in verb.rights
        if child.dep_ == "prep" and child.lower_ in ("as", "to") and child.n_rights
    ]
    small = [child for child in verb.rights if child.dep_ == "ccomp" and verb.lemma_ != "see"]
    if small:
        return small[0].left_edge.i, small[0].right_edge.i + 1
    if not parts and as_phrases and as_phrases[0].lower_ == "as":
        # "What she described as a gift": of whom or what it is said stands before the verb.
        named = [child for child in as_phrases[0].rights if child.dep_ == "pobj"]
        return (named[0].left_edge.i, named[0].right_edge.i + 1) if named else None
    is_named = any(part.dep_ in ("oprd", "attr") for part in parts) or len(parts) > 1
    if is_named or (parts and as_phrases):
        everything = [part for part in (*parts, *as_phrases) if part.pos_ != "PRON"] or parts
        start, end = min(part.left_edge.i for part in everything), max(p.right_edge.i for p in everything) + 1
        for child in verb.rights:
            is_gerund = child.dep_ == "prep" and any(each.dep_ == "pcomp" for each in child.rights)
            end = child.right_edge.i + 1 if is_gerund and child.i == end else end
        return start, end
    return None
