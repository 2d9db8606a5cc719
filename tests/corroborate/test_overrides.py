"""What users say of claims goes before what rules say; rows that match nothing are told, with their line."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from planted import LEAD, LEAD_COUNT, Corpus, claim_of, corroborate, planted_inputs

from pipelines.corroborate import Inputs
from pipelines.corroborate.overrides import place, read_claims
from pipelines.corroborate.records import columns

HEADER = "path,text,action,value\n"


@pytest.fixture(scope="module")
def planted() -> Inputs:
    return planted_inputs()


def documents(inputs: Inputs) -> pl.DataFrame:
    return inputs.articles.select("document_id", (pl.col("article_id") + ".txt").alias("path"))


def with_corrections(inputs: Inputs, *lines: str) -> tuple[Inputs, tuple[str, ...]]:
    corrections, unread = read_claims(HEADER + "\n".join(lines))
    placed, stale = place(corrections, documents(inputs), columns(inputs.statements, pl.all()))
    problems = tuple(f"{each.line}: {each.reason}" for each in (*unread, *stale))
    return replace(inputs, overrides=placed), problems


def test_what_is_said_to_be_the_same_is_one_claim(planted: Inputs) -> None:
    inputs, problems = with_corrections(
        planted, f"elsewhere.txt,goalkeeper signed,same,original.txt | {LEAD_COUNT}"
    )
    result = corroborate(inputs)
    assert problems == ()
    assert claim_of(result, "elsewhere-c0")["claim_id"] == claim_of(result, "original-c1")["claim_id"]


def test_figures_that_differ_are_one_claim_where_a_user_says_so(planted: Inputs) -> None:
    inputs, problems = with_corrections(planted, f"original.txt,{LEAD_COUNT},same,rewrite.txt | {LEAD_COUNT}")
    result = corroborate(inputs)
    assert problems == ()
    assert claim_of(result, "original-c1")["claim_id"] == claim_of(result, "rewrite-c1")["claim_id"]


def test_what_is_said_not_to_be_the_same_is_parted(planted: Inputs) -> None:
    before = corroborate(planted)
    assert claim_of(before, "original-c0")["claim_id"] == claim_of(before, "copy-c0")["claim_id"]
    inputs, _ = with_corrections(planted, f"original.txt,{LEAD},not same,copy.txt | {LEAD}")
    result = corroborate(inputs)
    assert claim_of(result, "original-c0")["claim_id"] != claim_of(result, "copy-c0")["claim_id"]


def test_a_conflict_is_told_and_untold(planted: Inputs) -> None:
    said = f"original.txt,{LEAD},conflict,elsewhere.txt | goalkeeper signed record transfer"
    inputs, _ = with_corrections(planted, said)
    rules = corroborate(inputs).claim_relations.filter(pl.col("relation") == "conflicts")
    assert "user" in rules["rule"].to_list()
    inputs, _ = with_corrections(planted, f"original.txt,{LEAD},not a conflict,denial.txt | {LEAD}")
    rules = corroborate(inputs).claim_relations.filter(pl.col("relation") == "conflicts")
    assert "affirmed_and_denied" not in rules["rule"].to_list()


def test_what_conflicts_is_not_the_same_claim_though_rules_say_so(planted: Inputs) -> None:
    conflict = f"original.txt,{LEAD},conflict,copy.txt | {LEAD}"
    for lines in ([conflict], [f"original.txt,{LEAD},not same,copy.txt | {LEAD}", conflict]):
        inputs, problems = with_corrections(planted, *lines)
        result = corroborate(inputs)
        assert problems == ()
        assert claim_of(result, "original-c0")["claim_id"] != claim_of(result, "copy-c0")["claim_id"]
        told = result.claim_relations.filter(pl.col("rule") == "user")
        mentions = told.select("claim_mention_id_a", "claim_mention_id_b").row(0)
        assert set(mentions) == {"original-c0", "copy-c0"}


def test_rows_that_contradict_each_other_by_way_of_a_third_passage_are_told(planted: Inputs) -> None:
    same = f"original.txt,{LEAD},same,copy.txt | {LEAD}"
    as_well = f"copy.txt,{LEAD},same,rewrite.txt | minister resigned amid"
    otherwise = f"rewrite.txt,minister resigned amid,conflict,original.txt | {LEAD}"
    assert with_corrections(planted, same, as_well, otherwise)[1] == (
        "4: line 2 says otherwise of the same passages",
    )
    assert with_corrections(planted, same, otherwise, as_well)[1] == (
        "4: line 3 says otherwise of the same passages",
    )


def test_a_plan_cannot_be_said_to_be_the_same_as_the_fact() -> None:
    corpus = Corpus()
    for name, modality in (("a", "asserted"), ("b", "future")):
        corpus.article(name, corpus.source(name))
        corpus.says(name, LEAD, "Novak", predicate="resign", modality=modality)
    inputs, problems = with_corrections(corpus.inputs(), f"a.txt,{LEAD},same,b.txt | {LEAD}")
    assert [
        each.startswith("2: one passage asserts what the other tells as planned") for each in problems
    ] == [True]
    assert corroborate(inputs).claims.height == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("gone.txt,anything,same,copy.txt | anything", "the corpus has no document 'gone.txt'"),
        (f"copy.txt,no such words,same,original.txt | {LEAD}", "no claim in 'copy.txt' has the words"),
        (f"copy.txt,{LEAD},equal,original.txt | {LEAD}", "action 'equal' is none of"),
        (f"copy.txt,{LEAD},same,{LEAD}", "`value` does not name the second passage"),
        (f"original.txt,{LEAD},same,denial.txt | {LEAD}", "one passage affirms what the other denies"),
        (f"copy.txt,{LEAD},same,copy.txt | {LEAD}", "both passages are the same"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(
    planted: Inputs,
    line: str,
    reason: str,
) -> None:
    inputs, problems = with_corrections(planted, line)
    assert inputs.overrides is not None
    assert inputs.overrides.is_empty()
    assert [each.startswith(f"2: {reason}") for each in problems] == [True]


def test_a_header_that_lacks_a_column_is_told() -> None:
    assert read_claims("path,text\na,b\n")[1][0].reason == "the header has no column `action`"
