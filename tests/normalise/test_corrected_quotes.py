from __future__ import annotations

import polars as pl

from pipelines.normalise.corrected_quotes import corrected, read_quotes

HEADER = "path,text,action,value\n"
QUOTES = pl.DataFrame(
    {
        "quote_id": ["q0", "q1", "q2"],
        "document_id": "d0",
        "text": ["“We will not pay for\nthis,”", "“No,”", "that it was over"],
    }
)
PARTICIPANTS = pl.DataFrame(
    {
        "quote_id": ["q0", "q0", "q1", "q1", "q1"],
        "ordinal": [0, 1, 0, 1, 2],
        "role": ["speaker", "addressee", "speaker", "speaker", "medium"],
        "chain_id": "c",
        "text": ["Lund", "Haugen", "Lund", "Holm", "NRK"],
        "method": "name",
        "confidence": 0.8,
        "entity_id": ["e-erik", "e-haugen", "e-erik", "e-holm", "e-nrk"],
    }
)
ALIASES = pl.DataFrame(
    {
        "entity_id": ["e-kari", "e-erik", "e-kari", "e-erik"],
        "alias": ["Kari Lund", "Erik Lund", "Lund", "Lund"],
        "kind": ["name", "name", "short_name", "short_name"],
    }
)


def correct(*lines: str) -> tuple[dict[tuple[str, str], list[str | None]], list[str]]:
    """Entities by quote and part played, and the problems with their lines."""
    corrections, unread = read_quotes(HEADER + "\n".join(lines))
    documents = pl.DataFrame({"path": ["a.txt"], "document_id": ["d0"]})
    found, stale = corrected(PARTICIPANTS, corrections, documents, QUOTES, ALIASES)
    assert not found.select("quote_id", "ordinal").is_duplicated().any()
    parts: dict[tuple[str, str], list[str | None]] = {}
    for quote, role, entity in found.select("quote_id", "role", "entity_id").rows():
        parts.setdefault((quote, role), []).append(entity)
    return parts, [f"{each.line}: {each.reason}" for each in (*unread, *stale)]


def test_a_quote_is_said_by_whom_the_user_names() -> None:
    parts, problems = correct("a.txt,We will not pay for this,speaker,Kari Lund")
    assert parts["q0", "speaker"] == ["e-kari"]
    assert parts["q0", "addressee"] == ["e-haugen"]
    assert problems == []


def test_joint_speakers_give_way_to_the_one_stated_and_an_empty_value_leaves_it_open() -> None:
    parts, _ = correct("a.txt,No,speaker,Kari Lund", "a.txt,We will not pay,speaker,")
    assert parts["q1", "speaker"] == ["e-kari"]
    assert parts["q1", "medium"] == ["e-nrk"]
    assert parts["q0", "speaker"] == [None]


def test_a_quote_without_a_speaker_gets_the_one_stated() -> None:
    parts, _ = correct("a.txt,it was over,speaker,Erik Lund")
    assert parts["q2", "speaker"] == ["e-erik"]


def test_rows_that_match_nothing_or_too_much_are_told_with_their_line() -> None:
    parts, problems = correct(
        "b.txt,No,speaker,Kari Lund",
        "a.txt,Yes,speaker,Kari Lund",
        "a.txt,No,speaker,Lund",
        "a.txt,No,speaker,Nobody Known",
        "a.txt,No,delete,",
        ",No,speaker,Kari Lund",
    )
    assert parts["q1", "speaker"] == ["e-erik", "e-holm"]
    assert sorted(problem.split(":")[0] for problem in problems) == ["2", "3", "4", "5", "6", "7"]
    assert "4: 'Lund' names several things in the corpus" in problems
