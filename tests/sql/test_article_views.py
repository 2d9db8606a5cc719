from __future__ import annotations

from datetime import UTC, date, datetime

import pytest


def test_article_outlets_names_unknown_outlets_after_their_files(warehouse) -> None:
    warehouse.article("a1", outlet="Reuters")
    warehouse.article("a2")
    assert set(warehouse.values("article_outlets", "outlet", "publisher_id")) == {
        ("Reuters", "src-Reuters"),
        ("unknown outlet (a2.txt)", "a2"),
    }


def test_counted_segments_leaves_out_what_does_not_count(warehouse) -> None:
    warehouse.article("a1", "Told.")
    warehouse.article("a2", "Told again.", repeats="s-a1")
    warehouse.article("a3", "Teased.", kind="teaser")
    warehouse.article("a4", "Doubled.", segment_kind="duplicate")
    warehouse.add("segments", segment_id="page", document_id="d-a1", kind="navigation")
    assert warehouse.values("counted_segments", "segment_id") == ["s-a1"]


def test_coverage_by_outlet_and_month(warehouse) -> None:
    warehouse.article("a1", outlet="Reuters", published="2024-05-16", language="en", word_count=100)
    warehouse.article("a2", outlet="Reuters", published="2024-05-18", language="en", word_count=50)
    warehouse.article(
        "a3",
        outlet="Reuters",
        published="2024-04-30",
        language="ru",
        extraction_status="language_unsupported",
    )
    warehouse.article("a4", language="en")
    warehouse.article("a5", outlet="Reuters", published="2024-05-16", kind="teaser")
    columns = (
        "outlet", "month", "article_count", "dated_count", "extracted_count", "unsupported_language_count",
        "word_count",
    )  # fmt: skip
    assert warehouse.values("coverage", *columns) == [
        ("Reuters", date(2024, 5, 1), 2, 2, 2, 0, 150),
        ("Reuters", date(2024, 4, 1), 1, 1, 0, 1, 0),
        ("unknown outlet (a4.txt)", None, 1, 0, 1, 0, 0),
    ]


def test_source_freshness_counts_days_to_the_day_of_the_build(warehouse) -> None:
    warehouse.built(as_of="2024-06-01")
    warehouse.article("a1", outlet="Reuters", published="2024-05-16")
    warehouse.article("a2", outlet="Reuters", published="2024-05-31")
    warehouse.article("a3", outlet="BBC", published="2024-05-30")
    warehouse.article("a4")
    columns = ("outlet", "last_published_from", "days_since", "article_count", "undated_count")
    assert warehouse.values("source_freshness", *columns) == [
        ("Reuters", date(2024, 5, 31), 1, 2, 0),
        ("BBC", date(2024, 5, 30), 2, 1, 0),
        ("unknown outlet (a4.txt)", None, None, 1, 1),
    ]


def test_republished_articles_show_the_group_and_what_is_original(warehouse) -> None:
    warehouse.article("a1", outlet="Reuters")
    warehouse.article("a2", outlet="BBC")
    warehouse.article("a3")
    for article_id, overlap in (("a1", 0.25), ("a2", 0.75)):
        warehouse.add(
            "syndication_groups",
            syndication_group_id="g2",
            article_id=article_id,
            overlap=overlap,
            evidence="text_reuse",
        )
    warehouse.add(
        "syndication_groups",
        syndication_group_id="g1",
        article_id="a3",
        origin_source_id="src-BBC",
        evidence="notice",
    )
    columns = ("title", "outlet", "written_by", "evidence", "own_share", "outlets_of_group")
    assert warehouse.values("republished_articles", *columns) == [
        ("Title of a2", "BBC", None, "text_reuse", 0.25, ["BBC", "Reuters"]),
        ("Title of a1", "Reuters", None, "text_reuse", 0.75, ["BBC", "Reuters"]),
        ("Title of a3", "unknown outlet (a3.txt)", "BBC", "notice", None, ["unknown outlet (a3.txt)"]),
    ]


def test_reused_passages_are_the_stretches_that_copies_share(warehouse) -> None:
    shared = "three workers were killed when the old bridge “fell” on Tuesday"
    warehouse.article("a1", f"Police say {shared}. Nobody else was hurt.", "Reuters")
    warehouse.article(
        "a2", f"Update: {shared.replace('“fell”', 'fell')}, it was said, and nobody was hurt", "BBC"
    )
    warehouse.article("a3", f"{shared}.", "CNN")
    for article_id in ("a1", "a2"):
        warehouse.add("syndication_groups", syndication_group_id="g1", article_id=article_id, overlap=0.5)
    warehouse.add("syndication_groups", syndication_group_id="g2", article_id="a3", evidence="notice")
    assert warehouse.values("reused_passages", "passage", "outlet", "printed_by", "word_count") == [
        (f"{shared}.", "Reuters", ["BBC", "Reuters"], 11),
        (f"{shared.replace('“fell”', 'fell')},", "BBC", ["BBC", "Reuters"], 11),
    ]


@pytest.fixture
def named(warehouse):
    warehouse.article("a1", "President Xi met Putin. Xi left.", "Reuters")
    warehouse.article("a2", "Xi Jinping and Putin", "BBC")
    warehouse.entity("e1", "Xi Jinping", "person", "Xi")
    warehouse.entity("e2", "Vladimir Putin")
    warehouse.entity("e3", "Moscow", "place")
    for row_id, article_id, text, entity_id in (
        ("m1", "a1", "Xi", "e1"),
        ("m2", "a1", "Xi", "e1"),
        ("m3", "a1", "Putin", "e2"),
        ("m4", "a2", "Xi Jinping", "e1"),
        ("m5", "a2", "Putin", "e2"),
    ):
        warehouse.place("mentions", article_id, row_id, text, entity_id=entity_id, form="name")
    warehouse.place("mentions", "a1", "m6", "left", entity_id="e1", form="pronoun")
    return warehouse


def test_entity_spellings(named) -> None:
    columns = ("entity", "spelling", "mention_count", "outlets")
    assert named.values("entity_spellings", *columns) == [
        ("Xi Jinping", "Xi", 2, ["Reuters"]),
        ("Xi Jinping", "Xi Jinping", 1, ["BBC"]),
        ("Vladimir Putin", "Putin", 2, ["BBC", "Reuters"]),
    ]


def test_entity_co_occurrence_counts_a_paragraph_once(named) -> None:
    columns = ("entity", "other_entity", "paragraph_count", "article_count", "outlets")
    assert named.values("entity_co_occurrence", *columns) == [
        ("Xi Jinping", "Vladimir Putin", 2, 2, ["BBC", "Reuters"])
    ]


def test_find_takes_words_in_any_order_and_side_by_side_first(warehouse) -> None:
    warehouse.article("a1", "The pipeline carries gas.", published="2024-05-18")
    warehouse.article("a2", "A Gas Pipeline, naturally.", "Reuters", "2024-05-16")
    warehouse.article("a3", "Gasoline pipelines.")
    warehouse.article("a4", "gas pipeline", kind="teaser")
    assert warehouse.values("find('gas pipeline')", "passage", "outlet") == [
        ("A Gas Pipeline, naturally.", "Reuters"),
        ("The pipeline carries gas.", "unknown outlet (a1.txt)"),
    ]


def test_passage_gives_the_words_behind_any_id(warehouse) -> None:
    warehouse.article("a1", "“Ja 🙂”, said Xi on Monday. ", "Reuters", end_char=26)
    warehouse.quote("a1", "“Ja 🙂”", quote_id="q1")
    warehouse.place("mentions", "a1", "m1", "Xi")
    warehouse.place("numeric_claims", "a1", "n1", "Monday")
    warehouse.claim("c1", ("a1", "said Xi"), ("a1", "on Monday"))
    words = {
        "q1": ["“Ja 🙂”"],
        "m1": ["Xi"],
        "n1": ["Monday"],
        "c1": ["said Xi", "on Monday"],
        "c1-2": ["on Monday"],
        "s-a1": ["“Ja 🙂”, said Xi on Monday. "],
        "a1": ["“Ja 🙂”, said Xi on Monday."],
        "d-a1": ["“Ja 🙂”, said Xi on Monday. "],
        "nobody": [],
    }
    assert {each: warehouse.values(f"passage('{each}')", "words") for each in words} == words
    (row,) = warehouse.rows("passage('q1')")
    assert (row["paragraph"], row["outlet"], row["path"], row["table_name"]) == (
        "“Ja 🙂”, said Xi on Monday.",
        "Reuters",
        "a1.txt",
        "quotes",
    )
    assert warehouse.values("passage('a1')", "outlet") == ["Reuters"]


def test_claims_about_finds_entities_by_alias_and_claims_by_words(warehouse) -> None:
    warehouse.article("a1", "The gas giant paid. Gazprom pays. Bread is up.", "Reuters")
    warehouse.entity("e1", "Gazprom", "organization", "the gas giant")
    warehouse.claim("c1", ("a1", "The gas giant paid."))
    warehouse.add("claim_entities", claim_id="c1", entity_id="e1", role="subject")
    warehouse.claim("c2", ("a1", "Gazprom pays."))
    warehouse.claim("c3", ("a1", "Bread is up."))
    assert warehouse.values("claims_about('GAZPROM')", "claim_id") == ["c1", "c2"]
    assert warehouse.values("claims_about('The Gas Giant')", "claim_id") == ["c1"]


def test_timeline_of_a_topic(warehouse) -> None:
    warehouse.article("a1", "The gas giant paid. Gazprom pays. Bread is up.", "Reuters")
    warehouse.entity("e1", "Gazprom", "organization")
    for number, words in enumerate(("Gazprom pays.", "The gas giant paid.", "Bread is up."), start=1):
        day = f"2024-05-{20 - number}"
        warehouse.claim(f"c{number}", ("a1", words, {"period_start": day, "period_end": day}))
    warehouse.add("claim_entities", claim_id="c2", entity_id="e1")
    assert warehouse.values("timeline_of('gazprom')", "claim_id") == ["c2", "c1"]


def test_quarantined_whole_files_first(warehouse) -> None:
    at = datetime(2024, 6, 1, tzinfo=UTC)
    warehouse.add(
        "quarantine", path="a.txt", table_name="quotes", row_id="q1", reason="odd", quarantined_at=at
    )
    warehouse.add("quarantine", path="b.txt", reason="It is empty.", quarantined_at=at)
    assert warehouse.values("quarantined", "path", "reason", "left_out") == [
        ("b.txt", "It is empty.", "whole file"),
        ("a.txt", "odd", "quotes"),
    ]


def test_latest_changes_shows_this_build_in_words(warehouse) -> None:
    warehouse.built(run_id="r2")
    warehouse.article("a1", outlet="Reuters")
    for run_id, table_name, key in (
        ("r1", "articles", "a0"),
        ("r2", "articles", "a1"),
        ("r2", "documents", "gone"),
    ):
        warehouse.add(
            "changes", run_id=run_id, table_name=table_name, key=key, change="added", cause="corpus"
        )
    assert warehouse.values("latest_changes", "table_name", "change", "words", "key") == [
        ("articles", "added", "Title of a1", "a1"),
        ("documents", "added", None, "gone"),
    ]


def test_failed_checks(warehouse) -> None:
    for name, severity, success, count in (
        ("held", "critical", True, 0),
        ("few", "warning", False, 1),
        ("many", "warning", False, 9),
    ):
        warehouse.add(
            "check_results", check_name=name, severity=severity, success=success, unexpected_count=count
        )
    assert warehouse.values("failed_checks", "check_name") == ["many", "few"]


def test_build_is_one_row_to_cite(warehouse) -> None:
    warehouse.built(as_of="2024-06-01", run_id="r7")
    warehouse.article("a1")
    assert warehouse.values("build", "document_count", "as_of", "run_id") == [(1, date(2024, 6, 1), "r7")]


@pytest.mark.parametrize(
    ("words", "folded"),
    [("  “Élysée’s”  Palace! ", "elysee s palace"), ("12,000-km", "12 000 km"), ("…", "")],
)
def test_folded_words(warehouse, words, folded) -> None:
    assert warehouse.connection.execute("select folded(?)", [words]).fetchall() == [(folded,)]


@pytest.mark.parametrize(("words", "held"), [("one china", True), ("ONE", True), ("chin", False)])
def test_has_words_minds_whole_words(warehouse, words, held) -> None:
    found = warehouse.connection.execute("select has_words('the “One China” principle', ?)", [words])
    assert found.fetchall() == [(held,)]
