"""What makes two statements alike, and what keeps them apart."""

from __future__ import annotations

from datetime import date

import polars as pl
from planted import Corpus, encode_frame

from pipelines.corroborate.events import find_events
from pipelines.corroborate.likeness import featured
from pipelines.corroborate.passages import Passages, gather
from pipelines.corroborate.syndication import find_syndication


def passages_of(corpus: Corpus) -> Passages:
    inputs = corpus.inputs()
    return gather(inputs, find_events(inputs, find_syndication(inputs.articles))[1])


def compared(corpus: Corpus) -> dict[tuple[str, str], dict[str, object]]:
    """What is told of every pair of statements of the two articles `one` and `two`, by their texts."""
    passages = passages_of(corpus)
    told = passages.rows.select("row", "article_id", "text")
    sides = [told.filter(pl.col("article_id") == name).select("row", "text") for name in ("one", "two")]
    pairs = sides[0].join(sides[1], how="cross", suffix="_b").rename({"row": "a", "row_b": "b"})
    ordered = pairs.select(
        pl.min_horizontal("a", "b").alias("a"), pl.max_horizontal("a", "b").alias("b")
    )  # fmt: skip
    texts = dict(told.select("row", "text").iter_rows())
    found = featured(passages, ordered, encode_frame).iter_rows(named=True)
    first = dict(told.select("row", "article_id").iter_rows())
    return {
        (texts[row["a"]], texts[row["b"]])
        if first[row["a"]] == "one"
        else (texts[row["b"]], texts[row["a"]]): row
        for row in found
    }


def says_clauses(corpus: Corpus, article: str, sentence: str, *clauses: str) -> None:
    """A sentence of which each clause is a statement."""
    for clause in clauses:
        start = sentence.index(clause)
        corpus.says(
            article, clause, sentence=sentence, sentence_char=0, start_char=start,
            end_char=start + len(clause),
        )  # fmt: skip


def test_a_clause_is_met_by_its_counterpart_of_a_sentence_and_no_other() -> None:
    corpus = Corpus()
    for name in ("one", "two"):
        corpus.article(name, corpus.source(name), range(100, 150))
    sold, resigned = "The council sold the old ferry", "the mayor resigned"
    again, stepped_down = "The council has sold its old ferry", "the mayor stepped down"
    says_clauses(corpus, "one", f"{sold} on Monday, and {resigned}.", sold, resigned)
    says_clauses(corpus, "two", f"{again}, and {stepped_down} on Monday.", again, stepped_down)
    found = compared(corpus)
    assert {pair for pair, row in found.items() if row["is_counterpart"]} == {
        (sold, again),
        (resigned, stepped_down),
    }
    assert found[sold, stepped_down]["score"] == 0


def test_statements_that_rest_on_other_figures_of_one_family_share_no_claim() -> None:
    corpus = Corpus()
    for name in ("one", "two"):
        corpus.article(name, corpus.source(name), range(100, 150))
    corpus.says("one", "two patients fell ill of plague", value=2, unit="patient")
    corpus.says("two", "three cases of plague were found", value=3, unit="case")
    corpus.says("two", "two cases of plague were found", value=2, unit="case")
    ill = "two patients fell ill of plague"
    found = compared(corpus)
    assert not found[ill, "three cases of plague were found"]["may_match"]
    assert found[ill, "two cases of plague were found"]["may_match"]


def uttered_years_apart(speaker: str | None) -> dict[str, object]:
    """What is told of the pair of one wording, quoted in two articles that share nothing else."""
    corpus = Corpus()
    said = "never again will our valley be flooded without any warning from upstream"
    for name, seed, day in (("one", 100, date(2021, 3, 1)), ("two", 900, date(2024, 3, 1))):
        source = corpus.source(name)
        corpus.article(name, source, range(seed, seed + 50), published_from=day, published_to=day)
        speaker_id = corpus.entity(speaker) if speaker else None
        corpus.add("quotes", quote_id=f"{name}-q", quote_cluster_id="u1", speaker_entity_id=speaker_id)
        corpus.says(name, said, kind="quote", quote_id=f"{name}-q")
    return compared(corpus)[said, said]


def test_one_utterance_of_one_speaker_is_one_claim_in_any_event() -> None:
    known, unknown = uttered_years_apart("Petrova"), uttered_years_apart(None)
    assert known["other_event"]
    assert known["may_match"]
    assert not unknown["may_match"]
