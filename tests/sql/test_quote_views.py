from __future__ import annotations

from datetime import date

import pytest


@pytest.fixture
def talk(warehouse):
    warehouse.article("a1", '"We are ready," Putin told Xi in Moscow.', "Reuters", "2024-05-16")
    warehouse.article("a2", '"We are all ready," Putin said of Xi.', "BBC", "2024-05-18")
    warehouse.entity("e1", "Vladimir Putin", "person", "Putin", "the Russian leader")
    warehouse.entity("e2", "Xi Jinping", "person", "Xi")
    return warehouse


def test_who_said_what_tells_speaker_words_and_listener(talk) -> None:
    quote_id = talk.quote(
        "a1",
        '"We are ready,"',
        "e1",
        cue_text="told",
        kind="direct",
        speaker_text="Putin",
        speaker_confidence=0.9,
    )
    talk.add("quote_speakers", quote_id=quote_id, ordinal=1, role="addressee", entity_id="e2")
    talk.add("quote_speakers", quote_id=quote_id, ordinal=2, role="addressee", text="reporters")
    talk.add("quote_speakers", quote_id=quote_id, ordinal=3, role="medium", text="state television")
    (row,) = talk.rows("who_said_what")
    assert (row["speaker"], row["said"], row["kind"], row["cue"]) == (
        "Vladimir Putin",
        '"We are ready,"',
        "direct",
        "told",
    )
    assert (row["told_to"], row["told_through"]) == ("Xi Jinping, reporters", "state television")
    assert (row["outlet"], row["published_from"], row["title"]) == (
        "Reuters",
        date(2024, 5, 16),
        "Title of a1",
    )


def test_who_said_what_leaves_repeats_and_teasers_out(talk) -> None:
    first = talk.quote("a1", "ready", "e1")
    talk.quote("a1", "We", "e1", repeats_quote_id=first)
    talk.article("a3", "Putin: ready", "BBC", kind="teaser")
    talk.quote("a3", "ready", "e1")
    assert talk.values("who_said_what", "quote_id") == [first]


def test_who_said_what_puts_the_surest_first_and_keeps_open_speakers(talk) -> None:
    talk.quote("a1", "ready", None, speaker_text="an aide", speaker_confidence=0.2)
    talk.quote("a2", "all", None)
    talk.quote("a2", "ready", "e1", speaker_confidence=0.9)
    assert talk.values("who_said_what", "speaker") == ["Vladimir Putin", "an aide", None]


def test_quotes_with_open_speaker(talk) -> None:
    talk.quote("a1", "ready", "e1")
    talk.quote("a2", "all", None, speaker_text="an aide", confidence=0.5)
    talk.quote("a2", "ready", None, confidence=0.8)
    assert talk.values("quotes_with_open_speaker", "said", "speaker_as_printed") == [
        ("ready", None),
        ("all", "an aide"),
    ]


def test_most_quoted_by_outlet(talk) -> None:
    talk.quote("a1", "ready", "e1", kind="direct")
    talk.quote("a1", "We", "e1", kind="indirect")
    talk.quote("a1", "are", "e2", kind="indirect")
    talk.quote("a2", "all", "e2", kind="mixed")
    found = talk.values(
        "most_quoted_by_outlet", "outlet", "speaker", "quote_count", "verbatim_count", "share_of_quotes"
    )
    assert found == [
        ("Reuters", "Vladimir Putin", 2, 1, pytest.approx(2 / 3)),
        ("BBC", "Xi Jinping", 1, 1, 1.0),
        ("Reuters", "Xi Jinping", 1, 0, pytest.approx(1 / 3)),
    ]


def test_same_quote_in_other_words_minds_words_not_punctuation(talk) -> None:
    talk.quote("a1", '"We are ready,"', "e1", quote_cluster_id="k1")
    talk.quote("a2", '"We are all ready,"', "e1", quote_cluster_id="k1")
    talk.quote("a1", "ready,", "e1", quote_cluster_id="k2")
    talk.quote("a2", "Ready", "e1", quote_cluster_id="k2")
    (row,) = talk.rows("same_quote_in_other_words")
    assert (row["speaker"], row["wording_count"], row["article_count"]) == ("Vladimir Putin", 2, 2)
    assert [wording["text"] for wording in row["wordings"]] == ['"We are ready,"', '"We are all ready,"']


def test_same_quote_by_different_speakers(talk) -> None:
    talk.quote("a1", "ready", "e1", quote_cluster_id="k1")
    talk.quote("a2", "ready", "e2", quote_cluster_id="k1")
    talk.quote("a1", "We", "e1", quote_cluster_id="k2")
    talk.quote("a2", "We", None, quote_cluster_id="k2")
    (row,) = talk.rows("same_quote_by_different_speakers")
    assert row["speakers"] == ["Vladimir Putin", "Xi Jinping"]
    assert row["quote_cluster_id"] == "k1"


def test_who_speaks_about_whom_counts_mentions_inside_the_words(talk) -> None:
    talk.quote("a2", '"We are all ready," Putin said of Xi', "e1")
    talk.place("mentions", "a2", "m1", "Xi", entity_id="e2")
    talk.place("mentions", "a2", "m2", "Putin", entity_id="e1")
    talk.quote("a1", "ready", "e1")
    talk.place("mentions", "a1", "m3", "Xi", entity_id="e2")
    assert talk.values("who_speaks_about_whom", "speaker", "about", "quote_count") == [
        ("Vladimir Putin", "Xi Jinping", 1)
    ]


@pytest.mark.parametrize("called", ["putin", "PUTIN", "vladimir putin", "The Russian Leader", "Vladimír"])
def test_said_by_knows_names_and_aliases(talk, called) -> None:
    talk.quote("a1", "ready", "e1")
    talk.quote("a2", "all", "e2")
    assert talk.values(f"said_by('{called}')", "said") == ["ready"]


def test_said_by_finds_second_speakers_and_words_of_nobody_known(talk) -> None:
    joint = talk.quote("a1", "ready", "e2")
    talk.add("quote_speakers", quote_id=joint, ordinal=1, role="speaker", entity_id="e1")
    assert talk.values("who_said_what", "speaker", "all_speakers") == [
        ("Xi Jinping", "Xi Jinping, Vladimir Putin")
    ]
    told = talk.quote("a1", "We", "e2")
    talk.add("quote_speakers", quote_id=told, ordinal=1, role="addressee", entity_id="e1")
    talk.quote("a2", "all", None, speaker_text="a Putin aide")
    talk.quote("a2", "We", None, speaker_text="Putinism")
    assert talk.values("said_by('putin')", "said") == ["all", "ready"]


def test_entities_called_prefers_exact_names_but_for_persons(warehouse) -> None:
    warehouse.entity("e1", "China", "place")
    warehouse.entity("e2", "China Daily", "organization")
    warehouse.entity("e3", "Gazprom Neft", "organization")
    warehouse.entity("e4", "Ann China", "person")
    warehouse.entity("e5", "Wang Wenbin")
    warehouse.add("entity_aliases", entity_id="e5", alias="China's spokesman", kind="role")
    assert sorted(warehouse.values("entities_called('china')", "entity_id")) == ["e1", "e4"]
    assert warehouse.values("entities_called('China’s spokesman')", "entity_id") == ["e5"]
    assert warehouse.values("entities_called('daily')", "entity_id") == ["e2"]
    assert warehouse.values("entities_called('gazprom')", "entity_id") == ["e3"]
    assert warehouse.values("entities_called('chin')", "entity_id") == []
