"""The planted set: an article, its agency copy cut and re-titled, a rewrite by another outlet, a denial."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from importlib import import_module

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import BACKGROUND, LEAD, Corpus, claim_of, corroborate, planted_corpus, planted_inputs

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate import Corroborated, Inputs

TABLES = tuple(field.name for field in fields(Corroborated))


@pytest.fixture(scope="module")
def planted() -> Inputs:
    return planted_inputs()


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
    assert copied.get_column("article_id").unique().to_list() == ["copy"]
    assert set(copied.get_column("detail")) == {"One text with that of Gazette: 100% of it stands elsewhere."}


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


def test_a_correction_does_not_say_what_it_corrects() -> None:
    corpus = planted_corpus()
    text = "12 contracts, not 14: auditors found irregular harbour contracts"
    corpus.article("correction", corpus.source("Correction Times"), range(800, 900))
    corpus.says("correction", text, "Audit Office", predicate="find", value=12, unit="contract")
    start = corpus.rows["numeric_claims"][-1]["start_char"] + text.index("14")
    corpus.add("numeric_claims", **corpus.rows["numeric_claims"][-1] | {
        "numeric_claim_id": "disclaimed", "text": "14", "value": 14.0, "start_char": start,
        "end_char": start + 2,
    })  # fmt: skip
    corpus.says("correction", BACKGROUND, "Port Council", predicate="open")
    result = corroborate(corpus.inputs())
    claims = {claim_of(result, each)["claim_id"] for each in ("original-c1", "correction-c0")}
    assert len(claims) == 2
    conflicts = result.claim_relations.filter(pl.col("relation") == "conflicts")
    assert claims in [set(pair) for pair in conflicts.select("claim_id_a", "claim_id_b").rows()]


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


def test_the_share_of_a_text_that_stands_elsewhere_is_its_own() -> None:
    corpus = Corpus()
    for name, hashes in (("cut", range(70)), ("full", range(100)), ("part", range(50, 130))):
        corpus.article(name, corpus.source(name), hashes)
        corpus.says(name, LEAD, "Novak", predicate="resign")
    overlaps = dict(
        corroborate(corpus.inputs()).syndication_groups.select("article_id", "overlap").iter_rows()
    )
    assert overlaps == {"cut": 1.0, "full": 1.0, "part": 0.625}


def test_an_agency_that_follows_its_copies_says_why_it_does_not_count() -> None:
    corpus = Corpus()
    agency = corpus.source("Agency", kind="agency")
    corpus.article("copy", corpus.source("Herald"), origin_source_id=agency, origin_basis="dateline")
    later = {"published_from": date(2024, 5, 18), "published_to": date(2024, 5, 18)}
    corpus.article("own", agency, range(500, 550), **later)
    corpus.article("second", agency, range(700, 750), **later)
    for name in ("copy", "own", "second"):
        corpus.says(name, LEAD, "Novak", predicate="resign")
    sources = corroborate(corpus.inputs()).claim_sources.sort("article_id")
    assert sources.get_column("independence_group").unique().to_list() == ["s-Herald"]
    assert sources.select("merged_because", "detail").rows() == [
        (None, None),
        ("agency", "Written by Agency."),
        ("agency", "Written by Agency."),
    ]


def test_of_one_day_the_original_stands_for_its_copies() -> None:
    corpus = Corpus()
    agency = corpus.source("Agency", kind="agency")
    corpus.article("a", corpus.source("Herald"), range(30), origin_source_id=agency, origin_basis="notice")
    corpus.article("b", corpus.source("Courier"), range(30))
    corpus.article("c", agency, range(50))
    for name in ("a", "b", "c"):
        corpus.says(name, LEAD, "Novak", predicate="resign")
    sources = corroborate(corpus.inputs()).claim_sources.sort("article_id")
    assert sources.get_column("independence_group").unique().to_list() == ["s-Agency"]
    assert sources.get_column("merged_because").to_list() == ["notice", "text_reuse", None]


def test_the_size_of_pieces_does_not_matter(planted: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = corroborate(planted)
    for module, names in (
        ("candidates", ("PIECE_PASSAGES", "PIECE_PAIRS", "PIECE_KEYS")),
        ("features", ("PIECE_ARTICLES",)),
        ("nearness", ("PIECE_ARTICLES",)),
        ("words", ("PIECE_PASSAGES",)),
    ):
        for name in names:
            monkeypatch.setattr(import_module(f"pipelines.corroborate.{module}"), name, 1)
    found = corroborate(planted)
    for name in TABLES:
        assert getattr(found, name).equals(getattr(expected, name)), name
