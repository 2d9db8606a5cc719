"""Stories planted in pairs: what two outlets contradict, and what only looks so."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from builds import make_context, run_pure_steps

GOLDEN = Path(__file__).parents[1] / "golden" / "relations" / "planted.toml"
PAIRS = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))["pair"]
FIRST_DAY, DAYS_APART = date(2021, 1, 4), 30
PAIR = [
    pytest.param(number, pair, id=pair["name"], marks=[pytest.mark.xfail] if pair.get("known_miss") else [])
    for number, pair in enumerate(PAIRS)
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The claim mentions, with the path of each, and the relations of a corpus of all pairs."""
    home = tmp_path_factory.mktemp("planted")
    corpus = home / "corpus"
    corpus.mkdir()
    with (corpus / "manifest.csv").open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(["path", "source", "published"])
        for number, pair in enumerate(PAIRS):
            day = FIRST_DAY + timedelta(days=number * DAYS_APART)
            later = day + timedelta(days=pair.get("second_days_later", 0))
            stories = (f"{pair['story']}\n\n{pair['first']}\n", f"{pair['second']}\n\n{pair['story']}\n")
            for outlet, on, text in zip(("Gazette", "Herald"), (day, later), stories, strict=True):
                (corpus / f"{number}-{outlet}.txt").write_text(text, encoding="utf-8")
                rows.writerow([f"{number}-{outlet}.txt", outlet, on])
    ctx = make_context(corpus, home)
    run_pure_steps(ctx)
    paths = ctx.store.read("accepted_documents").select("document_id", "path")
    return ctx.store.read("claim_mentions").join(paths, on="document_id"), ctx.store.read("claim_relations")


def claim_of(mentions: pl.DataFrame, path: str, words: str) -> str:
    """The claim of the shortest mention that holds the words."""
    holding = mentions.filter(pl.col("path") == path, pl.col("text").str.contains(words, literal=True))
    return str(
        holding.sort(pl.col("text").str.len_chars(), "claim_mention_id").row(0, named=True)["claim_id"]
    )


def between(relations: pl.DataFrame, first: set[str], second: set[str]) -> pl.DataFrame:
    """The relations of any claim of the first with any of the second."""
    sides = [pl.col("claim_id_a").is_in(list(first)), pl.col("claim_id_b").is_in(list(second))]
    turned = [pl.col("claim_id_a").is_in(list(second)), pl.col("claim_id_b").is_in(list(first))]
    return relations.filter(pl.all_horizontal(sides) | pl.all_horizontal(turned))


@pytest.mark.parametrize(("number", "pair"), PAIR)
def test_pairs_relate_as_read(
    number: int, pair: dict[str, Any], told: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    mentions, relations = told
    paths = (f"{number}-Gazette.txt", f"{number}-Herald.txt")
    claims = [claim_of(mentions, *each) for each in zip(paths, (pair["a"], pair["b"]), strict=True)]
    found = between(relations, {claims[0]}, {claims[1]})
    expected = [] if pair["relation"] == "none" else [pair["relation"]]
    assert found.get_column("relation").to_list() == expected


@pytest.mark.parametrize(("number", "pair"), PAIR)
def test_nothing_else_of_a_pair_conflicts(
    number: int, pair: dict[str, Any], told: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    mentions, relations = told
    first, second = (
        set(mentions.filter(pl.col("path") == f"{number}-{outlet}.txt").get_column("claim_id"))
        for outlet in ("Gazette", "Herald")
    )
    conflicts = between(relations, first, second).filter(pl.col("relation") == "conflicts")
    assert conflicts.height == (pair["relation"] == "conflicts")


def test_pairs_of_two_happenings_never_relate(told: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    mentions, relations = told
    story = mentions.select("claim_mention_id", pl.col("path").str.split("-").list.first().alias("story"))
    sided = relations.join(
        story.rename({"claim_mention_id": "claim_mention_id_a"}), on="claim_mention_id_a"
    ).join(story.rename({"claim_mention_id": "claim_mention_id_b"}), on="claim_mention_id_b", suffix="_b")
    assert sided.filter(pl.col("story") != pl.col("story_b")).is_empty()
