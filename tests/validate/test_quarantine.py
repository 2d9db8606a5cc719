from __future__ import annotations

import polars as pl
from good_warehouse import drafts
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import contracts
from pipelines.contracts.frames import schema
from pipelines.contracts.stages import DRAFT_OF
from pipelines.validate.quarantine import QUARANTINE_COLUMNS, Parted, part

VERDICTS = contracts.table("verdicts")
DRAFTS = drafts()


def verdict(table: str, row_id: str, severity: str = "critical") -> dict[str, str | None]:
    return {
        "document_id": row_id.split("-")[0],
        "table_name": table,
        "row_id": row_id,
        "check_name": "some_rule",
        "severity": severity,
        "reason": "It must be so.",
        "detail": "value 7",
    }


def parted(*verdicts: dict[str, str | None], frames: dict[str, pl.DataFrame] = DRAFTS) -> Parted:
    return part(frames, pl.DataFrame(verdicts, schema=schema(VERDICTS)))


def left_out(result: Parted) -> set[str]:
    return set(result.quarantine["row_id"])


def value(frame: pl.DataFrame, column: str, **key: str) -> object:
    return frame.filter(**key)[column].item()


def test_without_verdicts_all_rows_go_on() -> None:
    result = parted()
    assert all(result.accepted[name].equals(frame) for name, frame in DRAFTS.items())
    assert result.quarantine.columns == list(QUARANTINE_COLUMNS)
    assert result.quarantine.is_empty()


def test_a_warning_parts_nothing_off() -> None:
    assert left_out(parted(verdict("quotes", "d1-q0", severity="warning"))) == set()


def test_a_verdict_on_a_row_that_is_gone_is_passed_over() -> None:
    assert left_out(parted(verdict("quotes", "d9-q0"))) == set()


def test_a_quarantined_row_says_where_it_is_and_why() -> None:
    assert parted(verdict("numeric_claims", "d4-n1")).quarantine.rows(named=True) == [
        {
            "path": "d4.txt", "table_name": "numeric_claims", "row_id": "d4-n1", "stage": "validate",
            "reason": "It must be so.", "detail": "value 7",
        }
    ]  # fmt: skip


def test_a_quote_takes_its_speakers_along_and_is_forgotten_by_what_stands_in_it() -> None:
    result = parted(verdict("quotes", "d1-q0"))
    assert left_out(result) == {"d1-q0", "d1-q0|0"}
    assert "Left out with quotes d1-q0: It must be so." in result.quarantine["reason"].to_list()
    assert value(result.accepted["draft_quantities"], "quote_id", numeric_claim_id="d1-n0") is None
    assert value(result.accepted["draft_statements"], "quote_id", claim_mention_id="d1-c0") is None
    assert value(result.accepted["draft_statements"], "quote_id", claim_mention_id="d1-c1") == "d1-q3"
    assert value(result.accepted["draft_quotes"], "repeats_quote_id", quote_id="d1-q3") is None


def test_a_quote_that_holds_another_leaves_it_behind() -> None:
    result = parted(verdict("quotes", "d1-q1"))
    assert value(result.accepted["draft_quotes"], "parent_quote_id", quote_id="d1-q2") is None


def test_a_figure_is_forgotten_by_what_restates_it_and_rests_on_it() -> None:
    result = parted(verdict("numeric_claims", "d1-n0"))
    assert left_out(result) == {"d1-n0"}
    assert value(result.accepted["draft_quantities"], "same_as", numeric_claim_id="d1-n1") is None
    assert value(result.accepted["draft_statements"], "numeric_claim_id", claim_mention_id="d1-c0") is None


def test_an_article_takes_what_was_found_in_it_along_and_leaves_its_text_to_the_page() -> None:
    result = parted(verdict("articles", "d2-a0"))
    assert left_out(result) == {"d2-a0", "d2-m0", "d2-q0", "d2-q0|0", "d2-c0"}
    of_page = result.accepted["segments"].filter(document_id="d2")
    assert of_page.height == DRAFTS["segments"].filter(document_id="d2").height
    assert of_page["article_id"].null_count() == of_page.height


def test_a_segment_takes_its_whole_document_along() -> None:
    result = parted(verdict("segments", "d2-s0"))
    assert {row_id.split("-")[0] for row_id in left_out(result)} == {"d2"}
    assert not any(
        frame["document_id"].is_in(["d2"]).any()
        for frame in result.accepted.values()
        if "document_id" in frame.columns
    )
    (reason,) = result.quarantine.filter(table_name="documents")["reason"]
    assert reason == "Left out with segments d2-s0, without which the document is not whole: It must be so."


def test_a_row_that_breaks_two_rules_is_one_row_with_both() -> None:
    again = {**verdict("quotes", "d1-q2"), "check_name": "some_second_rule", "reason": "Nor so."}
    (row,) = parted(again, verdict("quotes", "d1-q2")).quarantine.rows(named=True)
    assert row["reason"] == "It must be so. Nor so."
    assert row["detail"] == "value 7; value 7"


def test_a_list_loses_the_member_that_was_left_out() -> None:
    everyone = pl.lit(["e1", "e2"], dtype=pl.List(pl.String))
    frames = {
        **DRAFTS,
        "draft_mentions": DRAFTS["draft_mentions"].with_columns(
            chain_member_ids=pl.when(mention_id="d1-m2").then(everyone).otherwise("chain_member_ids")
        ),
        "draft_chains": DRAFTS["draft_chains"].with_columns(
            article_id=pl.when(chain_id="e2").then(pl.lit("d4-a0")).otherwise("article_id")
        ),
    }
    result = parted(verdict("articles", "d4-a0"), frames=frames)
    members = value(result.accepted["draft_mentions"], "chain_member_ids", mention_id="d1-m2")
    assert list(members) == ["e1"]
    assert value(result.accepted["draft_mentions"], "chain_id", mention_id="d1-m1") is None


def _ids(name: str) -> list[tuple[str, str]]:
    contract = contracts.table(DRAFT_OF.get(name, name))
    keys = DRAFTS[contract.name].select(pl.concat_str(*contract.key, separator="|").alias("id"))["id"]
    return [(name, key) for key in keys]


JUDGED = [pair for name in ("documents", "segments", *DRAFT_OF) for pair in _ids(name)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(JUDGED), unique=True, max_size=4))
def test_what_goes_on_refers_only_to_what_goes_on_in_whatever_order(
    broken: list[tuple[str, str]],
) -> None:
    result = parted(*(verdict(*each) for each in broken))
    frames = result.accepted
    for name, frame in frames.items():
        for column in contracts.table(name).columns:
            target = DRAFT_OF.get(str(column.references), column.references)
            if target not in frames:
                continue
            (key,) = contracts.table(target).key
            held = frame[column.name]
            held = held.explode(empty_as_null=True) if isinstance(held.dtype, pl.List) else held
            dangling = set(held.drop_nulls()) - set(frames[target][key])
            # The fixture names entities, not chains, where drafts of other documents point at them.
            assert not dangling - {"e1", "e2"}, (name, column.name)
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=7) for name, frame in DRAFTS.items()}
    again = parted(*(verdict(*each) for each in reversed(broken)), frames=shuffled)
    assert again.quarantine.equals(result.quarantine)
    assert {row_id for _, row_id in broken} <= left_out(result)
