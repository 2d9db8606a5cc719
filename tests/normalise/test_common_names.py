from __future__ import annotations

import polars as pl

from pipelines.normalise.common_names import names_in_common


def likeness(one: list[str], other: list[str], *others: list[str]) -> float:
    """Of two articles by what they name, in a corpus of `others` besides."""
    rows = [(f"a{number}", name) for number, names in enumerate([one, other, *others]) for name in names]
    named = pl.DataFrame(rows, schema=["article_id", "entity_id"], orient="row")
    pair = pl.DataFrame({"article_a": ["a0"], "article_b": ["a1"]})
    return float(names_in_common(pair, named)["likeness"][0])


def test_a_rare_name_in_common_says_more_than_one_that_all_have() -> None:
    everywhere = [["US", str(number)] for number in range(20)]
    rare = likeness(["Smith", "US", "Leeds"], ["Smith", "US", "Rome"], *everywhere)
    common = likeness(["Smith", "US", "Leeds"], ["Brown", "US", "Rome"], *everywhere)
    assert rare > 0.3 > 0.05 > common > 0


def test_nothing_in_common_is_nothing_and_an_article_is_like_itself() -> None:
    assert likeness(["Smith"], ["Brown"]) == 0
    named = pl.DataFrame(
        {"article_id": ["a0"], "entity_id": [None]}, schema_overrides={"entity_id": pl.String}
    )
    alone = names_in_common(pl.DataFrame({"article_a": ["a0"], "article_b": ["a0"]}), named)
    assert alone["likeness"].to_list() == [1.0]
