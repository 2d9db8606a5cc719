"""Drafts that are not as contracts say are found before `normalise`, one seeded row at a time."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pytest
from good_warehouse import drafts

from pipelines import contracts
from pipelines.contracts import Type
from pipelines.contracts.checks import structural_checks
from pipelines.contracts.stages import PUBLISHED_AS
from pipelines.validate.quarantine import part
from pipelines.validate.structure import check_structure

DRAFTS = drafts()
BY_HAND = {
    ("segments", "segments_tile_documents"): ("d1-s1", {"start_char": 13}),
    ("draft_quotes", "nested_quotes_lie_within_their_parents"): ("d1-q2", {"parent_quote_id": "d1-q0"}),
    ("draft_quotes", "spans__fragments"): ("d1-q0", {"fragments": [{"start_char": 9, "end_char": 20}]}),
}
Seeded = tuple[str, str, str, dict[str, object]]


def _seeds() -> Iterator[Seeded]:
    """Frame, rule, row and the values that make the row break the rule."""
    for (name, check), (row_id, values) in BY_HAND.items():
        yield name, check, row_id, values
    for name, frame in DRAFTS.items():
        table = contracts.table(name)
        row_id = frame[table.key[0]][0]
        checks = {check.name for check in structural_checks([table])}
        for column in table.columns:
            if not column.nullable and column.name not in table.key:
                yield name, "not_null", row_id, {column.name: None}
            if column.vocabulary:
                yield name, f"vocabulary__{column.name}", row_id, {column.name: "odd"}
            if column.references is not None and column.name not in table.key:
                gone = ["gone"] if column.type is Type.TEXTS else "gone"
                yield name, f"reference__{column.name}", row_id, {column.name: gone}
        for check in sorted(checks):
            if check.startswith("span__"):
                text = check.removeprefix("span__")
                stated = frame.filter(pl.col(text).is_not_null())[table.key[0]][0]
                yield name, check, stated, {text: "else"}
                part_name = text.removesuffix("text").removesuffix("_")
                yield name, check, stated, {f"{part_name}_start_char".removeprefix("_"): 9_999}
        if "stands_in_its_segment" in checks:
            yield name, "stands_in_its_segment", row_id, {"segment_id": "d2-s0"}
            yield name, "stands_in_its_segment", row_id, {"article_id": "d3-a0"}


def changed(frame: pl.DataFrame, key: str, row_id: str, values: dict[str, object]) -> pl.DataFrame:
    return frame.with_columns(
        pl.when(pl.col(key) == row_id).then(pl.lit(value, frame.schema[name])).otherwise(name).alias(name)
        for name, value in values.items()
    )


def test_good_drafts_break_nothing() -> None:
    assert check_structure(DRAFTS).is_empty()


@pytest.mark.parametrize(("name", "check", "row_id", "values"), [*_seeds()])
def test_a_seeded_draft_breaks_the_rule(
    name: str, check: str, row_id: str, values: dict[str, object]
) -> None:
    frames = {**DRAFTS, name: changed(DRAFTS[name], contracts.table(name).key[0], row_id, values)}
    verdicts = check_structure(frames).filter(table_name=PUBLISHED_AS.get(name, name), check_name=check)
    assert verdicts.height >= 1
    assert verdicts["row_id"].str.starts_with(row_id).any()
    assert verdicts["severity"].unique().to_list() == ["critical"]
    assert verdicts["reason"].null_count() == verdicts["detail"].null_count() == 0


def test_what_is_left_after_parting_breaks_nothing() -> None:
    """An inverted span, as a finder that goes wrong gives it, costs its own row and no other document."""
    frames = {
        **DRAFTS,
        "draft_quotes": changed(DRAFTS["draft_quotes"], "quote_id", "d1-q1", {"end_char": 3}),
    }
    parted = part(frames, check_structure(frames))
    assert check_structure(parted.accepted).is_empty()
    assert set(parted.quarantine["row_id"]) == {"d1-q1", "d1-q1|0"} | {"d1-q2"}


def test_a_row_from_what_tells_no_story_is_found() -> None:
    frames = {**DRAFTS, "segments": changed(DRAFTS["segments"], "segment_id", "d2-s1", {"kind": "promo"})}
    found = check_structure(frames).filter(check_name="comes_from_the_story")
    assert set(found["row_id"]) == {"d2-m0", "d2-q0", "d2-c0"}


def test_a_key_that_stands_twice_is_found() -> None:
    twice = pl.concat([DRAFTS["draft_chains"], DRAFTS["draft_chains"].head(1)])
    (verdict,) = check_structure({"draft_chains": twice}).to_dicts()
    assert (verdict["row_id"], verdict["check_name"]) == ("e1", "key_unique")


def test_every_structural_check_of_a_draft_has_its_rule_here() -> None:
    seeded = {(name, check) for name, check, _, _ in _seeds()}
    for name in DRAFTS:
        wanted = {check.name for check in structural_checks([contracts.table(name)])}
        # Columns and types are what a frame has by construction; the two others are seeded above.
        wanted -= {"columns", "key_unique", "comes_from_the_story"}
        keys = set(contracts.table(name).key)
        wanted -= {f"reference__{key}" for key in keys} | {"not_null"}
        assert wanted <= {check for owner, check in seeded if owner == name}
