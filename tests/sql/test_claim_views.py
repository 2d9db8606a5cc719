from __future__ import annotations

from datetime import date

import pytest

FIRST_COLUMNS = {
    "claims_in_several_sources": (
        "claim",
        "independent_source_count",
        "source_count",
        "unknown_source_count",
        "article_count",
        "sources",
        "first_published_from",
        "passages",
    ),
    "conflicting_claims": (
        "reason",
        "claim_a",
        "outlets_a",
        "published_a",
        "claim_b",
        "outlets_b",
        "published_b",
        "days_apart",
        "rule",
        "confidence",
    ),
    "who_said_what": ("speaker", "said", "kind", "cue", "told_to", "outlet", "published_from", "title"),
    "figures": (
        "subject",
        "printed",
        "value",
        "unit",
        "period_start",
        "period_end",
        "according_to",
        "outlet",
        "published_from",
    ),
}
FIRST_COLUMNS["claims_in_several_independent_sources"] = FIRST_COLUMNS["claims_in_several_sources"]


@pytest.mark.parametrize("view", FIRST_COLUMNS)
def test_the_first_columns_are_those_promised(warehouse, view) -> None:
    columns = warehouse.connection.sql(f"from {view}").columns
    assert tuple(columns[: len(FIRST_COLUMNS[view])]) == FIRST_COLUMNS[view]


@pytest.fixture
def summit(warehouse):
    """Three outlets and one unknown on one visit, a teaser and a repeat among them."""
    warehouse.article("a1", "Xi arrived on Thursday.", "Reuters", "2024-05-16")
    warehouse.article("a2", "Xi landed Thursday.", "BBC", "2024-05-18")
    warehouse.article("a3", "Xi came on Thursday.")
    warehouse.article("a4", "Xi arrives!", "BBC", "2024-05-17", kind="teaser")
    warehouse.article("a5", "Xi arrived on Thursday.", "TASS", "2024-05-17", repeats="s-a1")
    warehouse.claim(
        "c1",
        ("a1", "Xi arrived on Thursday."),
        ("a2", "Xi landed Thursday."),
        ("a3", "Xi came on Thursday."),
        independent_source_count=2,
    )
    return warehouse


def test_claims_in_several_sources_shows_sources_and_passages(summit) -> None:
    summit.place("claim_mentions", "a4", "c1-4", "Xi arrives!", claim_id="c1")
    summit.place("claim_mentions", "a5", "c1-5", "Xi arrived on Thursday.", claim_id="c1")
    summit.claim("c2", ("a1", "arrived"))
    (row,) = summit.rows("claims_in_several_sources")
    assert row["claim"] == "Xi arrived on Thursday."
    assert (row["independent_source_count"], row["source_count"], row["unknown_source_count"]) == (2, 3, 1)
    assert row["sources"] == ["BBC", "Reuters", "unknown outlet (a3.txt)"]
    assert row["passages"] == [
        {"outlet": "Reuters", "date": date(2024, 5, 16), "text": "Xi arrived on Thursday."},
        {"outlet": "BBC", "date": date(2024, 5, 18), "text": "Xi landed Thursday."},
        {"outlet": "unknown outlet (a3.txt)", "date": None, "text": "Xi came on Thursday."},
    ]


def test_claims_in_several_sources_puts_the_most_independent_first(summit) -> None:
    summit.claim("c2", ("a1", "arrived"), ("a2", "landed"), independent_source_count=1)
    summit.claim("c3", ("a1", "on"), ("a2", "Thursday"), independent_source_count=3)
    assert summit.values("claims_in_several_sources", "claim_id") == ["c3", "c1", "c2"]


def test_claims_in_several_independent_sources_leaves_copies_out(summit) -> None:
    summit.claim("c2", ("a1", "arrived"), ("a2", "landed"), independent_source_count=1)
    assert summit.values("claims_in_several_independent_sources", "claim_id") == ["c1"]


def test_single_source_claims(summit) -> None:
    summit.claim("c2", ("a2", "landed"))
    assert summit.values("single_source_claims", "claim", "sources") == [("landed", ["BBC"])]


def test_a_passage_within_another_of_its_claim_is_not_shown_twice(summit) -> None:
    summit.claim("c2", ("a1", "arrived on"), ("a1", "Xi arrived on Thursday"), ("a1", "Thursday."))
    assert [
        (row["passage"], row["is_within_another"])
        for row in summit.rows("claim_passages")
        if row["claim_id"] == "c2"
    ] == [("Xi arrived on Thursday", False), ("arrived on", True), ("Thursday.", False)]
    passages = dict(summit.values("claims_with_passages", "claim_id", "passages"))["c2"]
    assert [passage["text"] for passage in passages] == ["Xi arrived on Thursday", "Thursday."]


def test_claims_with_passages_names_whom_a_claim_is_about(summit) -> None:
    summit.entity("e1", "Xi Jinping")
    summit.claim("c2", ("a2", "landed"), subject_entity_id="e1")
    assert set(summit.values("claims_with_passages", "claim_id", "about")) == {
        ("c1", None),
        ("c2", "Xi Jinping"),
    }


@pytest.fixture
def related(summit):
    summit.claim("c2", ("a1", "arrived"))
    summit.claim("c3", ("a2", "landed"))
    for relation, confidence in (
        ("conflicts", 0.9),
        ("refines", 0.8),
        ("updates", 0.7),
        ("incomparable", 0.6),
    ):
        summit.relate(relation, "c2", "c3", reason=f"it {relation}", rule="by_hand", confidence=confidence)
    return summit


def test_conflicting_claims(related) -> None:
    related.claim("c4", ("a3", "came"))
    related.relate("conflicts", "c2", "c4", reason="surer", confidence=0.95)
    first, second = related.rows("conflicting_claims")
    assert first["reason"] == "surer"
    assert first["days_apart"] is None
    assert {name: second[name] for name in FIRST_COLUMNS["conflicting_claims"]} == {
        "reason": "it conflicts",
        "claim_a": "arrived",
        "outlets_a": ["Reuters"],
        "published_a": date(2024, 5, 16),
        "claim_b": "landed",
        "outlets_b": ["BBC"],
        "published_b": date(2024, 5, 18),
        "days_apart": 2,
        "rule": "by_hand",
        "confidence": 0.9,
    }


def test_each_side_of_a_relation_is_told_in_the_words_that_relate(related) -> None:
    related.claim("c4", ("a1", "on"), ("a2", "Thursday"), text="Thursday it was")
    related.relate("conflicts", "c2", "c4", confidence=0.95, claim_mention_id_b="c4-2")
    row = related.rows("conflicting_claims")[0]
    assert (row["claim_b"], row["representative_b"]) == ("Thursday", "Thursday it was")
    assert row["outlets_b"] == ["BBC", "Reuters"]
    assert (row["published_b"], row["days_apart"]) == (date(2024, 5, 18), 2)


def test_each_relation_has_its_view(related) -> None:
    assert related.values("claims_that_only_look_alike", "reason") == ["it incomparable"]
    assert related.values("claims_refined_or_updated", "relation") == ["refines", "updates"]
    assert len(related.rows("related_claims")) == 4


def test_what_may_conflict_is_told_apart_from_what_does(related) -> None:
    related.doubt("c1", "c2", reason="it may", rule="by_hand", confidence=0.5)
    assert related.values("conflict_candidates", "reason", "claim_b", "confidence") == [
        ("it may", "arrived", 0.5)
    ]
    assert related.values("conflicting_claims", "reason") == ["it conflicts"]
    assert len(related.rows("related_claims")) == 5


def test_first_to_say_counts_the_days_until_others_follow(summit) -> None:
    (row,) = summit.rows("first_to_say")
    assert (row["first_outlet"], row["first_published_from"]) == ("Reuters", date(2024, 5, 16))
    assert row["repeated_by"] == [
        {"outlet": "BBC", "date": date(2024, 5, 18), "days_later": 2, "merged_because": None}
    ]
    assert row["is_first_for_certain"]


def test_first_to_say_puts_the_original_of_a_day_before_its_copies(warehouse) -> None:
    for article_id, outlet in (("a1", "Argus"), ("a2", "Reuters")):
        warehouse.article(article_id, "So.", outlet, "2024-05-18")
    warehouse.claim("c1", ("a1", "So."), ("a2", "So."))
    assert warehouse.values("first_to_say", "first_outlet") == ["Argus"]
    warehouse.connection.execute("update claim_sources set merged_because = 'agency' where article_id = 'a1'")
    (row,) = warehouse.rows("first_to_say")
    assert (row["first_outlet"], row["is_first_for_certain"]) == ("Reuters", False)
    assert [each["merged_because"] for each in row["repeated_by"]] == ["agency"]


def test_first_to_say_is_not_certain_where_dates_overlap(warehouse) -> None:
    warehouse.article("a1", "So.", "Reuters", "2024-05-01", published_to="2024-05-31")
    warehouse.article("a2", "So.", "BBC", "2024-05-18")
    warehouse.claim("c1", ("a1", "So."), ("a2", "So."))
    assert warehouse.values("first_to_say", "first_outlet", "is_first_for_certain") == [("Reuters", False)]


def test_fact_here_attributed_there(summit) -> None:
    summit.entity("e1", "The Kremlin", "organization")
    attributed = {"attributed_entity_id": "e1"}
    summit.claim("c2", ("a1", "arrived"), ("a2", "landed", attributed))
    summit.claim("c3", ("a1", "on"), ("a1", "Thursday", attributed))
    summit.claim("c4", ("a1", "Xi"), ("a2", "Xi", attributed | {"modality": "future"}))
    (row,) = summit.rows("fact_here_attributed_there")
    assert row["claim_id"] == "c2"
    assert [passage["outlet"] for passage in row["stated_by"]] == ["Reuters"]
    assert [(passage["outlet"], passage["said_by"]) for passage in row["attributed_by"]] == [
        ("BBC", "The Kremlin")
    ]


def test_an_outlet_that_names_who_says_so_once_does_not_state_it_as_fact(summit) -> None:
    summit.entity("e1", "The Kremlin", "organization")
    attributed = {"attributed_entity_id": "e1"}
    both = (("a1", "arrived"), ("a1", "on", attributed))
    summit.claim("c2", *both, ("a2", "landed", attributed))
    summit.claim("c3", *both, ("a2", "landed"))
    (row,) = summit.rows("fact_here_attributed_there")
    assert row["claim_id"] == "c3"
    assert [passage["outlet"] for passage in row["stated_by"]] == ["BBC"]
    assert [passage["text"] for passage in row["attributed_by"]] == ["on"]


def test_hedged_here_flat_there(summit) -> None:
    hedged = {"modality": "possible"}
    summit.claim("c2", ("a1", "arrived", hedged), ("a2", "landed"))
    summit.claim("c3", ("a1", "on", hedged), ("a2", "Thursday", hedged))
    (row,) = summit.rows("hedged_here_flat_there")
    assert row["claim_id"] == "c2"
    assert [passage["text"] for passage in row["hedged_by"]] == ["arrived"]
    assert [passage["text"] for passage in row["stated_by"]] == ["landed"]


def test_what_an_outlet_hedges_once_it_does_not_state_flatly(summit) -> None:
    hedged = {"modality": "possible"}
    summit.claim("c2", ("a1", "Xi arrived", hedged), ("a1", "arrived"), ("a2", "landed", hedged))
    assert summit.rows("hedged_here_flat_there") == []


def test_denials_come_with_what_they_contradict(summit) -> None:
    denied = {"polarity": "denied"}
    summit.entity("e1", "Dmitry Peskov")
    summit.claim("c2", ("a3", "came", denied), polarity="denied")
    summit.claim("c3", ("a2", "landed", denied | {"attributed_entity_id": "e1"}), polarity="denied")
    summit.relate("conflicts", "c1", "c3")
    summit.claim("c4", ("a1", "on", denied | {"attributed_entity_id": "e1", "confidence": 0.5}))
    assert summit.values("denials", "denial", "denied_by", "contrary_claims", "outlet") == [
        ("landed", "Dmitry Peskov", ["Xi arrived on Thursday."], "BBC"),
        ("on", "Dmitry Peskov", None, "Reuters"),
        ("came", None, None, "unknown outlet (a3.txt)"),
    ]


def test_future_claims_now_due_looks_from_the_day_of_the_build(summit) -> None:
    summit.built(as_of="2024-06-01")
    for claim_id, due in (("c2", "2024-05-31"), ("c3", "2024-06-02"), ("c4", "2024-05-30")):
        ahead = {"modality": "future", "period_start": "2024-05-01", "period_end": due}
        summit.claim(claim_id, ("a1", "arrived", ahead))
    summit.relate("updates", "c1", "c4")
    assert summit.values("future_claims_now_due", "claim_id", "due", "updated_by") == [
        ("c2", date(2024, 5, 31), None),
        ("c4", date(2024, 5, 30), ["Xi arrived on Thursday."]),
    ]


def test_timeline_is_in_order_of_what_happened(summit) -> None:
    summit.claim("c2", ("a2", "landed", {"period_start": "2024-05-16", "period_end": "2024-05-16"}))
    summit.claim("c3", ("a1", "arrived", {"period_start": "2023-03-20", "period_end": "2023-03-22"}))
    summit.claim("c4", ("a2", "Thursday", {"period_end": "2024-12-31", "period_basis": "stated"}))
    rows = [row for row in summit.rows("timeline") if row["claim_id"] != "c1"]
    assert [(row["said"], row["date_from"], row["date_to"], row["date_basis"]) for row in rows] == [
        ("arrived", date(2023, 3, 20), date(2023, 3, 22), None),
        ("landed", date(2024, 5, 16), date(2024, 5, 16), None),
        ("Thursday", date(2024, 12, 31), date(2024, 12, 31), "stated"),
    ]


def test_timeline_places_what_has_no_period_at_its_publication(summit) -> None:
    assert summit.values("timeline", "said", "date_from", "date_basis") == [
        ("Xi arrived on Thursday.", date(2024, 5, 16), "published"),
        ("Xi landed Thursday.", date(2024, 5, 18), "published"),
    ]


def test_omitted_by_outlet_needs_two_others_that_carry_it(summit) -> None:
    summit.add("events", event_id="v1", label="the visit")
    summit.article("b1", "Bread.", "AFP", "2024-05-16", event_id="v1")
    summit.article("b2", "Other news.", "CNN", "2024-05-16")
    summit.claim("c2", ("a1", "arrived"), ("a2", "landed"), event_id="v1")
    summit.claim("c3", ("a1", "on"), event_id="v1")
    assert summit.values("omitted_by_outlet", "outlet", "omitted", "carried_by", "event") == [
        ("AFP", "arrived", ["BBC", "Reuters"], "the visit")
    ]


def test_what_came_up_after_an_outlet_last_wrote_is_news_since(summit) -> None:
    summit.add("events", event_id="v1", label="the visit")
    summit.article("b1", "Bread.", "AFP", "2024-05-15", event_id="v1")
    summit.article("b2", "Bread.", "CNN", "2024-05-16", event_id="v1")
    summit.claim("c2", ("a1", "arrived"), ("a2", "landed"), event_id="v1", first_published_from="2024-05-16")
    assert summit.values("omitted_by_outlet", "outlet", "is_news_since") == [("CNN", False), ("AFP", True)]
