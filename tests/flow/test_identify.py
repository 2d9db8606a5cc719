from datetime import date
from io import BytesIO

import polars as pl
import pytest

from pipelines import identify
from pipelines.contracts import table
from pipelines.contracts.frames import conform, from_records
from pipelines.contracts.stages import EXTRACT_PARTS, PARSE_PARTS
from pipelines.parse import DateCandidate, ReadLimits, read

AS_OF = date(2024, 6, 1)
TEXT = (
    "Ministers agree on a budget\n\n"
    "Ministers agreed on a budget on Thursday after talks that had lasted for two weeks.\n\n"
    "The finance minister said the deficit would fall to three per cent of output next year.\n"
)


def files(*rows: dict[str, str]) -> pl.DataFrame:
    plain = {
        "byte_count": 1, "modified_ns": 1, "seen_ns": 1, "sha256": "0" * 64, "format": "text",
        "file_key": "k", "url": None, "source": None, "published": None, "title": None, "byline": None,
        "language": None,
    }  # fmt: skip
    return from_records([{**plain, **row} for row in rows], table("files"))


@pytest.fixture(scope="module")
def parsed() -> dict[str, pl.DataFrame]:
    (document,) = read(BytesIO(TEXT.encode()), "a.txt", "text", ReadLimits())
    frames = {each.name: from_records([], each) for each in PARSE_PARTS}
    frames["parsed_documents"] = from_records(
        [document], table("parsed_documents"), document_key="k", file_key="k"
    )
    for name in ("articles", "dates", "segments"):
        contract = table(f"parsed_{name}")
        frames[contract.name] = from_records(getattr(document, name), contract, document_key="k")
    return frames


def identified(parsed: dict[str, pl.DataFrame], *rows: dict[str, str]) -> identify.Identified:
    return identify.identify_documents(files(*rows), parsed, as_of=AS_OF, languages=("en",))


def main_article(found: identify.Identified) -> dict[str, object]:
    return found.articles.filter(pl.col("kind") == "main").row(0, named=True)


def test_the_same_content_at_two_paths_is_two_documents(parsed: dict[str, pl.DataFrame]) -> None:
    found = identified(parsed, {"path": "a.txt"}, {"path": "b.txt"})
    assert found.documents["path"].sort().to_list() == ["a.txt", "b.txt"]
    assert found.documents["document_id"].n_unique() == 2
    assert found.articles.height == 2
    assert set(found.segments["document_id"]) == set(found.documents["document_id"])


def test_ids_come_from_path_and_content_alone(parsed: dict[str, pl.DataFrame]) -> None:
    alone = identified(parsed, {"path": "a.txt"})
    beside = identified(parsed, {"path": "b.txt"}, {"path": "a.txt"})
    assert set(alone.documents["document_id"]) < set(beside.documents["document_id"])


def test_what_the_manifest_states_goes_first(parsed: dict[str, pl.DataFrame]) -> None:
    row = {"path": "2024/05/16/a.txt", "source": "The Herald", "title": "Budget", "published": "2024-05-15"}
    article = main_article(identified(parsed, row))
    assert (article["outlet"], article["outlet_basis"], article["title"]) == (
        "The Herald",
        "manifest",
        "Budget",
    )
    assert (article["published_from"], article["published_basis"]) == (date(2024, 5, 15), "manifest")


def test_a_date_in_the_path_is_taken_where_nothing_better_is_known(parsed: dict[str, pl.DataFrame]) -> None:
    article = main_article(identified(parsed, {"path": "2024/05/16/a.txt"}))
    assert (article["published_from"], article["published_to"]) == (date(2024, 5, 16), date(2024, 5, 16))
    assert article["published_basis"] == "filename"


def test_a_date_after_as_of_is_never_accepted(parsed: dict[str, pl.DataFrame]) -> None:
    article = main_article(identified(parsed, {"path": "a.txt", "published": "2024-06-02"}))
    assert (article["published_from"], article["published_basis"]) == (None, None)
    whole_year = main_article(identified(parsed, {"path": "a.txt", "published": "2024"}))
    assert (whole_year["published_from"], whole_year["published_to"]) == (date(2024, 1, 1), AS_OF)


def dated(
    parsed: dict[str, pl.DataFrame], *days: tuple[int, str, date, date | None]
) -> dict[str, pl.DataFrame]:
    """What the page says of its main article's date: rank, words, first and last day."""
    records = [DateCandidate(0, rank, "text", first, last, None, words) for rank, words, first, last in days]
    return {**parsed, "parsed_dates": from_records(records, table("parsed_dates"), document_key="k")}


def published(article: dict[str, object]) -> tuple[object, ...]:
    return tuple(article[f"published_{name}"] for name in ("from", "to", "basis", "evidence"))


def test_an_interval_without_an_end_closes_with_as_of_if_that_is_soon(
    parsed: dict[str, pl.DataFrame],
) -> None:
    soon = dated(parsed, (3_000, "“on 2 May 2024”", date(2024, 5, 2), None))
    article = main_article(identified(soon, {"path": "a.txt"}))
    assert published(article) == (date(2024, 5, 2), AS_OF, "text", "“on 2 May 2024”")
    late = dated(parsed, (3_000, "“on 2 May 2019”", date(2019, 5, 2), None))
    article = main_article(identified(late, {"path": "a.txt"}))
    assert published(article) == (None, None, None, "not before 2019-05-02: “on 2 May 2019”")


def test_what_is_inferred_comes_after_all_that_states_a_day(parsed: dict[str, pl.DataFrame]) -> None:
    inferred = dated(parsed, (3_000, "“last week”", date(2024, 5, 12), date(2024, 5, 18)))
    article = main_article(identified(inferred, {"path": "2024/05/16/a.txt"}))
    assert published(article) == (date(2024, 5, 16), date(2024, 5, 16), "filename", "2024/05/16/a.txt")


def by_pattern(parsed: dict[str, pl.DataFrame], path: str, **cells: str) -> dict[str, object]:
    found = identify.identify_documents(
        files({"path": path, **cells}),
        parsed,
        as_of=AS_OF,
        languages=("en",),
        path_patterns=["{source}/{year}/{month}/…"],
    )
    return main_article(found)


def test_a_pattern_states_outlet_and_date_after_the_manifest(parsed: dict[str, pl.DataFrame]) -> None:
    article = by_pattern(parsed, "Herald/2024/04/a.txt")
    assert (article["outlet"], article["outlet_basis"]) == ("Herald", "path")
    assert published(article) == (date(2024, 4, 1), date(2024, 4, 30), "filename", "Herald/2024/04/a.txt")
    article = by_pattern(parsed, "Herald/2024/04/a.txt", source="The Courier", published="2024-05-01")
    assert (article["outlet"], article["outlet_basis"]) == ("The Courier", "manifest")
    assert (article["published_from"], article["published_basis"]) == (date(2024, 5, 1), "manifest")


def test_a_page_is_believed_where_it_agrees_with_the_pattern(parsed: dict[str, pl.DataFrame]) -> None:
    inside = dated(parsed, (0, "9 April 2024", date(2024, 4, 9), date(2024, 4, 9)))
    assert by_pattern(inside, "Herald/2024/04/a.txt")["published_from"] == date(2024, 4, 9)
    outside = dated(parsed, (0, "9 May 2021", date(2021, 5, 9), date(2021, 5, 9)))
    article = by_pattern(outside, "Herald/2024/04/a.txt")
    assert published(article)[:3] == (date(2024, 4, 1), date(2024, 4, 30), "filename")


@pytest.mark.parametrize(("language", "status"), [("de", "language_unsupported"), ("en-GB", "done")])
def test_a_language_without_a_model_is_said_to_be_one(
    parsed: dict[str, pl.DataFrame], language: str, status: str
) -> None:
    article = main_article(identified(parsed, {"path": "a.txt", "language": language}))
    assert article["extraction_status"] == status


def test_ordinals_become_ids_and_lists_of_chains_keep_their_order(parsed: dict[str, pl.DataFrame]) -> None:
    found = {each.name: from_records([], each) for each in EXTRACT_PARTS}
    place = {"article_ordinal": 0, "segment_ordinal": 0, "start_char": 0, "end_char": 4, "text": "They"}
    rest = {"form": "pronoun", "kind": "person", "method": "plural", "confidence": 0.5}
    mentions = [
        {**place, **rest, "ordinal": 0, "chain": None, "chain_members": [2, 0]},
        {**place, **rest, "ordinal": 1, "chain": 1, "chain_members": []},
    ]
    found["found_mentions"] = from_records(mentions, table("found_mentions"), document_key="k")
    corpus = identified(parsed, {"path": "a.txt"})
    drafts = identify.identify_found(corpus.keys, corpus.articles, found)
    (document_id,) = corpus.documents["document_id"]
    rows = drafts["draft_mentions"].select("mention_id", "chain_id", "chain_member_ids").rows()
    assert rows == [
        (f"{document_id}-m0", None, [f"{document_id}-a0-e2", f"{document_id}-a0-e0"]),
        (f"{document_id}-m1", f"{document_id}-a0-e1", []),
    ]


def test_nothing_is_found_in_an_article_whose_language_has_no_model(parsed: dict[str, pl.DataFrame]) -> None:
    found = {each.name: from_records([], each) for each in EXTRACT_PARTS}
    chain = {"article_ordinal": 0, "chain": 0, "kind": "person", "name": "Ada"}
    found["found_chains"] = from_records([chain], table("found_chains"), document_key="k")
    for language, count in (("en", 1), ("de", 0)):
        corpus = identified(parsed, {"path": "a.txt", "language": language})
        assert identify.identify_found(corpus.keys, corpus.articles, found)["draft_chains"].height == count


def test_drafts_keep_their_contracts(parsed: dict[str, pl.DataFrame]) -> None:
    corpus = identified(parsed, {"path": "a.txt"})
    found = {each.name: from_records([], each) for each in EXTRACT_PARTS}
    for name, frame in identify.identify_found(corpus.keys, corpus.articles, found).items():
        assert conform(frame, table(name)).schema == frame.schema
