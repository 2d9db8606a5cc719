"""Sources by grammar: whose words or thoughts a reporting verb gives, as tokens of one segment.

Belongs here: subjects, own, shared, controlled or parsed astray. Not here: which words are a cue
(cues), or whom the words of a source mean (speakers).
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipelines.extract.reporting import NONE, verb_classes, word_list, word_pairs

Range = tuple[int, int]
"""Tokens from, up to and without."""

Quoted = Sequence[int]
"""For each token the quotation it stands in, -1 for none."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_PAST = frozenset({"VBD", "VBN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CONTRACTED = frozenset({"'s", "’s"})
_HAVING = frozenset({"have", "make", "take", "get"})
"""Verbs whose object is carried out by their subject: "have a way of knowing"."""
_CLOSING = frozenset({"”", '"', "’", "'", "''", "»"})
_SPEAKING_PRONOUNS = frozenset({"he", "she", "they", "who", "we", "i"})


def source_of_verb(verb: Token, quoted: Quoted) -> Range | None:
    """The subject, wherever grammar puts it; where the parse is astray, what words and order show."""
    return (
        _named_actor(verb, quoted)
        or _by_parse(verb, quoted)
        or _speaking_on(verb, quoted)
        or _right_before(verb)
    )


def _named_actor(verb: Token, quoted: Quoted) -> Range | None:
    """The person right before a participle or infinitive: "footage of Jane Doe asking", "led Doe to fear"."""
    doc, end = verb.doc, verb.i
    if verb.tag_ == "VB" and end > 0 and doc[end - 1].lower_ == "to":
        end -= 1
    elif verb.tag_ != "VBG":
        return None
    if end <= verb.sent.start or doc[end - 1].ent_type_ != "PERSON" or quoted[end - 1] != quoted[verb.i]:
        return None
    start = end - 1
    while start > verb.sent.start and doc[start].ent_iob_ == "I":
        start -= 1
    return (start, end) if doc[start - 1].lower_ not in ("and", "to", "with") else None


def _speaking_on(verb: Token, quoted: Quoted) -> Range | None:
    """Who said the words before: "he said, adding", "Smith said, going on to suggest"."""
    if verb.tag_ not in ("VBG", "VB"):
        return None
    for i in range(verb.i - 1, max(verb.i - 10, verb.sent.start), -1):
        token = verb.doc[i]
        if quoted[i] != quoted[verb.i] or (token.is_punct and token.text != ","):
            return None
        if token.tag_ in _PAST and "utterance" in verb_classes().get(token.lemma_.lower(), NONE):
            return _by_parse(token, quoted) if verb.doc[i + 1].text == "," else None
    return None


def _right_before(verb: Token) -> Range | None:
    """A name or pronoun that stands right before a finite verb which the parser gave no subject."""
    doc, end = verb.doc, verb.i
    if (
        verb.tag_ not in _FINITE
        or verb.dep_ in ("acl", "amod")
        or any(c.dep_ in SUBJECTS for c in verb.lefts)
    ):
        return None
    while end > verb.sent.start and (doc[end - 1].pos_ in ("ADV", "AUX") and doc[end - 1].text[:1].islower()):
        end -= 1
    start = end
    while start > verb.sent.start and doc[start - 1].text[:1].isupper() and end - start < 8:
        start -= 1
    if start == end and end > verb.sent.start and doc[end - 1].lower_ in _SPEAKING_PRONOUNS:
        return end - 1, end
    is_name = end - start > 1 or (start < end and doc[start].ent_type_ in ("PERSON", "ORG", "GPE"))
    return (start, end) if is_name else None


def _by_parse(verb: Token, quoted: Quoted) -> Range | None:
    """The subject: own, shared, controlled, or the agent of a passive."""
    agents = [child for child in verb.rights if child.dep_ == "agent"]
    for agent in agents:
        for child in agent.rights:
            if child.dep_ == "pobj":
                return phrase_of(child)
    if (named := _named_after(verb)) is not None:
        return named
    if _is_put_to_subject(verb):
        return None
    node = verb
    for _ in range(6):
        subjects = [s for s in own_subjects(node) if quoted[s.i] == quoted[verb.i] and not _is_time(s)]
        if subjects:
            return _joined_subject(verb, node, subjects, quoted)
        if node.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp") and node.head != node:
            if node is verb and (outer := _speaking_above(verb)) is not None:
                node = outer
                continue
            is_gerund = node.dep_ == "pcomp"
            node = node.head
            while node.pos_ == "ADP" and node.head != node:
                node = node.head
            if is_gerund and node.dep_ == "dobj" and node.head.lemma_.lower() in _HAVING:
                node = node.head
        elif node.dep_ == "acl" and node.tag_ == "VBN":
            return None
        elif node.dep_ == "acl" and node.tag_ == "VB" and node.head.dep_ == "dobj":
            node = node.head.head
        elif node.dep_ in ("acl", "relcl"):
            if (issuer := _issuer(node.head)) is not None:
                node = issuer
                continue
            return phrase_of(node.head, before=node.left_edge.i)
        else:
            return None
        if node.pos_ not in ("VERB", "AUX") and (above := _governing(node)) is not None:
            node = above
        if node.pos_ not in ("VERB", "AUX"):
            return phrase_of(node) if node.pos_ in ("NOUN", "PROPN") and verb.dep_ == "acl" else None
    return None


def _is_put_to_subject(verb: Token) -> bool:
    """Whether a participle tells what was put to the subject, by whom is open: "Asked if it rained, he"."""
    is_addressing = verb.lemma_.lower() in word_list("verbs", "addressing")
    has_helper = any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)
    return is_addressing and verb.tag_ == "VBN" and verb.dep_ == "advcl" and not has_helper


def _speaking_above(verb: Token) -> Token | None:
    """The verb whose subject goes on to speak, where the parse hangs a report into what was said."""
    host, found = verb.head, None
    for _ in range(3):
        outer = host.head
        if host.dep_ != "ccomp" or outer.i > host.i:
            break
        if reports_for(outer, verb) or (host == verb.head and _is_told_apart(host, verb)):
            if "utterance" in verb_classes().get(outer.lemma_.lower(), NONE):
                return outer
            found = found or outer
        host = outer
    return found


def _issuer(noun: Token) -> Token | None:
    """The verb by which someone gives out a text, whose words are theirs: "issued a statement saying"."""
    if noun.lemma_.lower() not in word_list("nouns", "document"):
        return None
    while noun.dep_ in ("pobj", "prep") and noun.head.pos_ in ("NOUN", "ADP") and noun.head.i < noun.i:
        noun = noun.head
    verb = noun.head
    is_issued = noun.dep_ == "dobj" and verb.lemma_.lower() in word_list("nouns", "issuing")
    return verb if is_issued and own_subjects(verb) else None


def _governing(word: Token) -> Token | None:
    """The verb that an adjective, an adverb or a preposition with its noun belongs to: "was able to"."""
    for _ in range(4):
        if word.pos_ in ("VERB", "AUX"):
            return word
        is_open = word.dep_ in ("acomp", "advmod", "prep", "pobj", "attr", "oprd")
        if not is_open or word.head == word:
            return None
        word = word.head
    return word if word.pos_ in ("VERB", "AUX") else None


def _named_after(verb: Token) -> Range | None:
    """Who stands after "X, reported Reuters" and "“X?” asked the nurse", which parsers take for an object."""
    is_behind_speech = verb.tag_ in _FINITE and verb.i > verb.sent.start and verb.nbor(-1).text in _CLOSING
    is_behind_clause = any(child.dep_ == "ccomp" for child in verb.lefts)
    if own_subjects(verb) or not (is_behind_speech or is_behind_clause):
        return None
    for child in verb.rights:
        is_name = child.ent_type_ in ("PERSON", "ORG")
        if child.dep_ == "dobj" and child.left_edge.i == verb.i + 1 and (is_name or is_behind_speech):
            start, end = phrase_of(child)
            return start, _without_aside(child, end)
    return None


def own_subjects(verb: Token) -> list[Token]:
    """Subjects of a verb, the nearest first."""
    return sorted((c for c in verb.children if c.dep_ in SUBJECTS), key=lambda c: abs(c.i - verb.i))


def _is_time(subject: Token) -> bool:
    """Whether a subject is a date, and not the name of someone called May or June."""
    dates = ("DATE", "TIME")
    is_name = any(
        c.dep_ == "compound" and c.tag_ == "NNP" and c.ent_type_ not in dates for c in subject.lefts
    )
    return subject.ent_type_ in dates and not is_name


def _joined_subject(verb: Token, node: Token, subjects: list[Token], quoted: Quoted) -> Range | None:
    """The subject; two that stand side by side are a title and its name, parsed apart."""
    subject = subjects[0]
    is_acted_on = subject.dep_ == "nsubjpass" and node is verb and not _has_contracted(verb)
    if subject.dep_ == "expl" or is_acted_on:
        return None
    start, end = phrase_of(subject)
    if node.i < start:
        end = _without_aside(subject, end)
    for other in subjects[1:]:
        is_title = not verb.doc[start - 1].is_punct
        if other.right_edge.i + 1 == start and is_title and quoted[other.left_edge.i] == quoted[verb.i]:
            start = other.left_edge.i
    while start < end - 1 and quoted[start] != quoted[verb.i]:
        start += 1
    return start, end


def _has_contracted(verb: Token) -> bool:
    """Whether "’s" before a participle is "has", which parsers take for "is": "she’s called for"."""
    is_contracted = any(c.dep_ == "auxpass" and c.lower_ in _CONTRACTED for c in verb.lefts)
    governs = {(verb.lemma_.lower(), child.lower_) for child in verb.rights if child.dep_ == "prep"}
    is_open = verb.lemma_.lower() in word_list("passive", "open")
    return is_contracted and (not is_open or bool(governs & word_pairs("prepositions", "after")))


def _without_aside(subject: Token, end: int) -> int:
    """After "said X, a lawyer," a clause that begins with "who" is the writer's aside."""
    for token in subject.doc[subject.i + 1 : end]:
        if token.tag_ in ("WP", "WDT", "WP$") and token.doc[token.i - 1].text == ",":
            return token.i - 1
    return end


def phrase_of(head: Token, before: int | None = None) -> Range:
    """The whole noun phrase of a head, up to what follows it from `before` on."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if before is not None:
        end = max(min(end, before), head.i + 1)
    return start, end


def _is_told_apart(host: Token, verb: Token) -> bool:
    """Whether a reporting verb in the past cannot be coordinated with its host: "should wait but said"."""
    has_modal = any(child.tag_ in ("MD", "TO") for child in host.lefts)
    is_copula = host.lemma_ == "be" and not own_subjects(verb)
    return (has_modal and verb.tag_ in ("VBD", "VBZ")) or (
        is_copula and verb.tag_ == "VBD" and bool(verb_classes().get(verb.lemma_.lower()))
    )


def reports_for(verb: Token, other: Token) -> bool:
    """Whether a verb inside the clause rather reports what the verb's own subject says."""
    if "utterance" not in verb_classes().get(other.lemma_.lower(), NONE) or own_subjects(other):
        return False
    if other.tag_ == "VBG":
        return other.dep_ in ("advcl", "acl", "conj")
    is_alike = other.tag_ == verb.tag_ or (other.tag_ in _PAST and verb.tag_ in _PAST)
    return other.dep_ == "conj" and is_alike and other.tag_ in ("VBD", "VBZ")
