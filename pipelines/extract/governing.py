"""Does a time expression govern a word: does it stand in the word's own clause or in one above it?

Belongs here: that question, asked of a parse. Not here: reading time expressions (`periods.py`).
"""

from __future__ import annotations

from spacy.tokens import Token

CLAUSES = frozenset(
    ("ROOT", "conj", "relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "csubjpass", "pcomp")
)
"""Relations that open a clause; an `xcomp` is one with its verb ("expected to rise")."""
VERBS = frozenset(("VERB", "AUX"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
CONTRASTS = frozenset(("unlike", "like", "than", "versus", "vs", "vs.", "contrast", "contrary", "instead"))
"""A time behind one of these is what the clause is set against."""
PRESENT = frozenset(("now", "currently", "today", "nowadays", "presently"))
COORDINATE = frozenset(("ROOT", "conj", "parataxis"))
SEQUENCES = frozenset(("after", "before", "since", "until", "till", "once"))
"""Words that set the time of their clause off against that of the clause above."""
HIGHEST = 40


def governs(time: Token, word: Token) -> bool:
    """Does the time expression that begins with one token say when the clause of another holds?"""
    clause, own = _clause(time), _clause(word)
    if clause is None or own is None:
        return clause is not None
    if clause.i == own.i:
        return True
    if _says_now(own) or {_tense(clause), _tense(own)} == {"past", "present"}:
        return False
    above = _above(word)
    if clause.i in above or (_shares_subject(clause) and clause.head.i in above):
        return True
    return _restricts(clause) and (clause.head.i in above or _is_told_of(clause.head, own))


def stands_beside(time: Token, word: Token) -> bool:
    """Does the time stand in a clause coordinate with that of a word: "A fell 2 % and B rose 3 % in May"?"""
    clause, own = _clause(time), _clause(word)
    if clause is None or own is None or clause.dep_ not in COORDINATE or own.dep_ not in COORDINATE:
        return False
    return not _says_now(own) and _tense(clause) == _tense(own)


def is_past(word: Token) -> bool:
    """Does the clause of a word tell what was?"""
    clause = _clause(word)
    return clause is not None and _tense(clause) == "past" and not _says_now(clause)


def _says_now(clause: Token) -> bool:
    return any(
        child.lower_ in PRESENT and child.dep_ in ("advmod", "npadvmod", "pobj") for child in clause.children
    )


def _tense(clause: Token) -> str | None:
    """Whether the verb of a clause is past or present; None where it is neither or has no verb."""
    tags = {clause.tag_, *(child.tag_ for child in clause.children if child.dep_ in ("aux", "auxpass"))}
    if "VBD" in tags:
        return "past"
    return "present" if tags & {"VBZ", "VBP"} else None


def _shares_subject(clause: Token) -> bool:
    """Is this the second verb of one subject or one auxiliary: "killed one and hurt four on Monday"?"""
    has_subject = any(child.dep_ in SUBJECTS for child in clause.children)
    return clause.dep_ == "conj" and (not has_subject or _tense(clause) is None)


def _restricts(clause: Token) -> bool:
    """Does the clause, without a comma, say which thing: "cars sold in May"?"""
    first = clause.left_edge
    return clause.dep_ in ("acl", "relcl") and first.i > 0 and not first.nbor(-1).is_punct


def _is_told_of(noun: Token, clause: Token) -> bool:
    """Does a noun stand in what a clause is about, its subject or what there is?"""
    for _ in range(HIGHEST):
        if noun.head.i == clause.i:
            return noun.dep_ in SUBJECTS or noun.dep_ == "attr"
        if noun.dep_ in CLAUSES or noun.head.i == noun.i:
            return False
        noun = noun.head
    return False


def _clause(token: Token) -> Token | None:
    """The head of the clause that a token stands in; None where it is only compared with."""
    for _ in range(HIGHEST):
        if token.lower_ in CONTRASTS:
            return None
        is_clause = token.dep_ in CLAUSES and (token.pos_ in VERBS or token.dep_ != "conj")
        if is_clause or token.head.i == token.i:
            return token
        token = token.head
    return token


def _above(token: Token) -> set[int]:
    """Indices of a token and everything that it hangs on, up to where "after" or "before" parts the times."""
    above = {token.i}
    for _ in range(HIGHEST):
        is_apart = token.dep_ == "advcl" and any(child.lower_ in SEQUENCES for child in token.lefts)
        if is_apart or token.head.i == token.i or token.head.lower_ in SEQUENCES:
            break
        token = token.head
        above.add(token.i)
    return above
