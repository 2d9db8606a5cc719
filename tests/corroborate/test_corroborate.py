"""The planted set: an article, its agency copy cut and re-titled, a rewrite by another outlet, a denial."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate import Corroborated, Inputs
from pipelines.corroborate import corroborate as corroborate_frames
from pipelines.extract.encoder import encode
from pipelines.extract.vectors import vectors

TABLES = tuple(field.name for field in fields(Corroborated))
DAY = date(2024, 5, 17)


def corroborate(inputs: Inputs) -> Corroborated:
    return corroborate_frames(inputs, lambda sentences: encode(sentences.to_list()).lazy())


class Corpus:
    """Builds the frames of a corpus, one statement at a time."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.entity_ids: dict[str, str] = {}

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def source(self, name: str, kind: str = "outlet", owner: str | None = None) -> str:
        self.add("sources", source_id=f"s-{name}", name=name, kind=kind, owner=owner)
        return f"s-{name}"

    def article(self, name: str, source: str | None, hashes: range = range(0), **more: Any) -> str:
        given = {"kind": "main", "title": name, "published_from": DAY, "published_to": DAY, **more}
        self.add("articles", article_id=name, document_id=f"d-{name}", source_id=source, language="en",
                 extraction_status="done", word_count=100, start_char=0, end_char=1000,
                 fingerprint=list(hashes), **given)  # fmt: skip
        self.add("segments", segment_id=f"{name}-s0", document_id=f"d-{name}", article_id=name, ordinal=0,
                 kind="body", start_char=0, end_char=1000, text="", repeats_segment_id=None)  # fmt: skip
        return name

    def entity(self, name: str) -> str:
        if name not in self.entity_ids:
            self.entity_ids[name] = f"e-{name}"
            self.add("entities", entity_id=f"e-{name}", kind="person", name=name, mention_count=1,
                     article_count=1)  # fmt: skip
        return self.entity_ids[name]

    def says(
        self,
        article: str,
        text: str,
        *names: str,
        value: float | None = None,
        unit: str = "person",
        **more: Any,
    ) -> str:
        """A statement: its words are its terms, the first name its subject; gives its id."""
        ordinal = sum(row["article_id"] == article for row in self.rows.get("statements", []))
        key, start = f"{article}-c{ordinal}", ordinal * 100
        for name in names:
            self.add("chain_entities", chain_id=f"{key}-{name}", entity_id=self.entity(name))
        place = {"document_id": f"d-{article}", "article_id": article, "segment_id": f"{article}-s0",
                 "start_char": start, "end_char": start + 90, "confidence": 0.9}  # fmt: skip
        if value is not None:
            self.add("numeric_claims", **{**place, "end_char": start + 10}, numeric_claim_id=f"{key}-n",
                     text=f"{value:g} {unit}", value=value, modifier="exact", change="none", kind="count",
                     unit=unit)  # fmt: skip
        figure = f"{key}-n" if value is not None else None
        row = {"kind": "numeric" if figure else "statement", "polarity": "affirmed",
               "modality": "asserted", "numeric_claim_id": figure}  # fmt: skip
        self.add("statements", claim_mention_id=key, text=text, vector=vectors([text])[0],
                 terms=text.lower().split(), chain_ids=[f"{key}-{name}" for name in names],
                 subject_chain_id=f"{key}-{names[0]}" if names else None, sentence_char=start,
                 **place, **{**row, **more})  # fmt: skip
        return key

    def inputs(self) -> Inputs:
        named = {"statements": "draft_statements"}
        built = {
            name: frames.from_records(self.rows.get(name, []), contracts.table(named.get(name, name)))
            for name in (
                "sources",
                "segments",
                "mentions",
                "entities",
                "quotes",
                "quote_speakers",
                "numeric_claims",
                "statements",
            )
        }
        schema = {
            name: dtype
            for name, dtype in frames.schema(contracts.table("articles")).items()
            if name not in {"event_id", "event_confidence", "syndication_group_id"}
        }
        return Inputs(
            articles=pl.DataFrame(
                self.rows["articles"], schema={**schema, "fingerprint": pl.List(pl.UInt64)}
            ),
            chain_entities=pl.DataFrame(
                self.rows.get("chain_entities", []), schema={"chain_id": pl.String, "entity_id": pl.String}
            ),
            **built,
        )


LEAD = "minister resigned over missing harbour funds"
LEAD_COUNT = "auditors found irregular harbour contracts"


@pytest.fixture(scope="module")
def planted() -> Inputs:
    corpus = Corpus()
    gazette, herald, courier = (corpus.source(name) for name in ("Gazette", "Herald", "Courier"))
    corpus.article("original", gazette, range(100))
    corpus.article("copy", herald, range(30, 100), title="Harbour scandal fells minister")
    corpus.article("rewrite", courier, range(200, 300))
    corpus.article("denial", corpus.source("Tribune"), range(400, 500))
    corpus.article(
        "elsewhere", gazette, range(600, 700), published_from=date(2024, 9, 1), published_to=date(2024, 9, 1)
    )
    for name in ("original", "copy"):
        corpus.says(name, LEAD, "Novak", "Karin Harbour", predicate="resign")
        corpus.says(name, LEAD_COUNT, "Audit Office", predicate="find", value=14, unit="contract")
    corpus.says(
        "rewrite",
        "minister resigned amid harbour funds scandal",
        "Novak",
        "Karin Harbour",
        predicate="resign",
    )
    corpus.says("rewrite", LEAD_COUNT, "Audit Office", predicate="find", value=19, unit="contract")
    corpus.says("denial", LEAD, "Novak", "Karin Harbour", predicate="resign", polarity="denied")
    corpus.says("elsewhere", "goalkeeper signed record transfer", "Moravec", predicate="sign")
    return corpus.inputs()


def claim_of(result: Corroborated, mention: str) -> dict[str, Any]:
    """The claim that a mention belongs to."""
    row = result.claim_mentions.row(by_predicate=pl.col("claim_mention_id") == mention, named=True)
    return result.claims.row(by_predicate=pl.col("claim_id") == row["claim_id"], named=True)


def test_every_table_conforms_to_its_contract(planted: Inputs) -> None:
    result = corroborate(planted)
    for name in TABLES:
        table = contracts.table(name)
        frame = getattr(result, name)
        assert frame.schema == frames.schema(table), name
        assert not frame.select(table.key).is_duplicated().any(), name
        required = [column.name for column in table.columns if not column.nullable]
        assert sum(frame.select(required).null_count().row(0)) == 0, name


def test_a_copy_is_a_source_but_no_independent_one(planted: Inputs) -> None:
    result = corroborate(planted)
    claim = claim_of(result, "original-c0")
    assert (claim["article_count"], claim["source_count"], claim["independent_source_count"]) == (3, 3, 2)
    copied = result.claim_sources.filter(pl.col("merged_because") == "text_reuse")
    assert copied.get_column("article_id").unique().to_list() == ["original"]


def test_the_denial_conflicts_and_stands_apart(planted: Inputs) -> None:
    result = corroborate(planted)
    assert claim_of(result, "denial-c0")["polarity"] == "denied"
    assert claim_of(result, "denial-c0")["claim_id"] != claim_of(result, "original-c0")["claim_id"]
    relation = result.claim_relations.filter(pl.col("rule") == "affirmed_and_denied")
    assert relation.get_column("relation").to_list() == ["conflicts"]


def test_figures_that_no_rounding_reconciles_conflict(planted: Inputs) -> None:
    result = corroborate(planted)
    relation = result.claim_relations.row(by_predicate=pl.col("rule") == "figures_apart", named=True)
    assert relation["relation"] == "conflicts"
    assert "“14 contract”" in relation["reason"]
    assert "“19 contract”" in relation["reason"]
    assert "No period is stated." in relation["reason"]


def test_happenings_months_apart_are_two_events(planted: Inputs) -> None:
    events = dict(corroborate(planted).articles.select("article_id", "event_id").iter_rows())
    assert len({events[name] for name in ("original", "copy", "rewrite", "denial")}) == 1
    assert events["elsewhere"] != events["original"]


def test_counts_can_be_derived_from_claim_sources(planted: Inputs) -> None:
    result = corroborate(planted)
    derived = dict(
        result.claim_sources.group_by("claim_id").agg(pl.col("independence_group").n_unique()).iter_rows()
    )
    counted = dict(result.claims.select("claim_id", "independent_source_count").iter_rows())
    assert derived == counted


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**16))
def test_order_of_arrival_does_not_matter(planted: Inputs, seed: int) -> None:
    shuffled = {
        field.name: getattr(planted, field.name).sample(fraction=1.0, shuffle=True, seed=seed)
        for field in fields(Inputs)
        if field.name != "overrides"
    }
    expected, found = corroborate(planted), corroborate(replace(planted, **shuffled))
    for name in TABLES:
        assert getattr(found, name).equals(getattr(expected, name)), name


def test_an_empty_corpus_gives_empty_tables() -> None:
    corpus = Corpus()
    corpus.rows["articles"] = []
    result = corroborate(corpus.inputs())
    assert [getattr(result, name).height for name in TABLES] == [0] * len(TABLES)


def test_teasers_and_repeats_have_mentions_that_do_not_count() -> None:
    corpus = Corpus()
    corpus.article("page", corpus.source("Gazette"))
    corpus.article("teaser", "s-Gazette", kind="teaser")
    corpus.says("page", LEAD, "Novak", predicate="resign")
    corpus.says("teaser", LEAD, "Novak", predicate="resign")
    result = corroborate(corpus.inputs())
    assert result.claim_mentions.height == 2
    assert claim_of(result, "page-c0")["mention_count"] == 1
    assert result.claim_sources.get_column("article_id").to_list() == ["page"]


@pytest.mark.parametrize("modality", ["future", "conditional"])
def test_a_plan_is_never_one_claim_with_the_fact(modality: str) -> None:
    corpus = Corpus()
    for name in ("a", "b"):
        corpus.article(name, corpus.source(name))
    corpus.says("a", LEAD, "Novak", predicate="resign")
    corpus.says("b", LEAD, "Novak", predicate="resign", modality=modality)
    result = corroborate(corpus.inputs())
    assert result.claims.height == 2


def test_unknown_outlets_count_as_sources_of_their_own() -> None:
    corpus = Corpus()
    for name in ("a", "b"):
        corpus.article(name, None, range(ord(name) * 1000, ord(name) * 1000 + 50))
        corpus.says(name, LEAD, "Novak", predicate="resign")
    claim = claim_of(corroborate(corpus.inputs()), "a-c0")
    assert (claim["source_count"], claim["independent_source_count"], claim["unknown_source_count"]) == (
        2,
        2,
        2,
    )


def test_a_notice_makes_a_row_without_the_original() -> None:
    corpus = Corpus()
    agency = corpus.source("Agency", kind="agency")
    corpus.article("a", corpus.source("a"), origin_source_id=agency, origin_basis="notice")
    corpus.article("b", corpus.source("b"), range(5000, 5050), origin_source_id=agency, origin_basis="notice")
    for name in ("a", "b"):
        corpus.says(name, LEAD, "Novak", predicate="resign")
    result = corroborate(corpus.inputs())
    assert result.syndication_groups.get_column("evidence").to_list() == ["notice", "notice"]
    claim = claim_of(result, "a-c0")
    assert (claim["source_count"], claim["independent_source_count"]) == (2, 1)
    assert result.claim_sources.get_column("merged_because").to_list() == [None, "agency"]
