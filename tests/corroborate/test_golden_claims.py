"""The sample corpus read by hand: which passages are one claim, which are not, and which conflict."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.store import Store

GOLDEN = Path(__file__).parents[1] / "golden" / "claims" / "summits.toml"
READ = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(
            case, id=case["passages"][0], marks=[pytest.mark.xfail] if case.get("known_miss") else []
        )
        for case in READ[kind]
    ]


@pytest.fixture(scope="module")
def mentions(sample_store: Path) -> pl.DataFrame:
    store = Store(sample_store)
    paths = store.read("accepted_documents").select("document_id", pl.col("path").str.slice(0, 3))
    return store.read("claim_mentions").join(paths, on="document_id")


@pytest.fixture(scope="module")
def relations(sample_store: Path) -> pl.DataFrame:
    return Store(sample_store).read("claim_relations")


@pytest.fixture(scope="module")
def conflicts(relations: pl.DataFrame) -> pl.DataFrame:
    return relations.filter(pl.col("relation") == "conflicts")


def claims_of(mentions: pl.DataFrame, passage: str) -> set[str]:
    """The claims of the mentions that hold a passage's words; the shortest, where one is within another."""
    path, words = passage.split(": ", 1)
    holding = mentions.filter(pl.col("path") == path, pl.col("text").str.contains(words, literal=True))
    return set(holding.sort(pl.col("text").str.len_chars()).head(1)["claim_id"])


def relation(conflicts: pl.DataFrame, case: dict[str, Any], mentions: pl.DataFrame) -> list[dict[str, Any]]:
    first, second = (claims_of(mentions, each) for each in case["passages"])
    return [
        row
        for row in conflicts.iter_rows(named=True)
        if {row["claim_id_a"], row["claim_id_b"]} <= first | second and len(first | second) == 2
    ]


@pytest.mark.parametrize("case", cases("together"))
def test_what_says_the_same_is_one_claim(case: dict[str, Any], mentions: pl.DataFrame) -> None:
    found = [claims_of(mentions, each) for each in case["passages"]]
    assert all(found)
    assert len(set.union(*found)) == 1


@pytest.mark.parametrize("case", cases("apart"))
def test_what_is_another_state_or_measure_is_neither_one_claim_nor_a_conflict(
    case: dict[str, Any], mentions: pl.DataFrame, conflicts: pl.DataFrame
) -> None:
    first, second = (claims_of(mentions, each) for each in case["passages"])
    assert first
    assert second
    assert first != second
    assert relation(conflicts, case, mentions) == []


@pytest.mark.parametrize("case", cases("conflict"))
def test_what_no_rounding_reconciles_is_a_conflict(
    case: dict[str, Any], mentions: pl.DataFrame, conflicts: pl.DataFrame
) -> None:
    (found,) = relation(conflicts, case, mentions)
    assert case["reason"] in found["reason"]


@pytest.mark.parametrize("case", cases("update"))
def test_a_later_state_is_an_update_of_the_earlier(
    case: dict[str, Any], mentions: pl.DataFrame, relations: pl.DataFrame
) -> None:
    later, earlier = (claims_of(mentions, each) for each in case["passages"])
    (found,) = relation(relations, case, mentions)
    assert found["relation"] == "updates"
    assert (found["claim_id_a"], found["claim_id_b"]) == (*later, *earlier)
    assert case["reason"] in found["reason"]


def test_nothing_else_conflicts(conflicts: pl.DataFrame) -> None:
    assert conflicts.height == len(READ["conflict"])
