"""A corpus in English and German: what has no model is read as well as any other, and is counted as such."""

from __future__ import annotations

import pytest
from builds import make_context, run_pure_steps

from pipelines import flow
from pipelines.load.connect import run_query
from pipelines.terminal import summary

ENGLISH = (
    "Harbour town votes to keep its lighthouse\n\nBy Jane Doe\n\n21 March 2023\n\n"
    "Residents of Port Ellery voted on Tuesday to keep their lighthouse, which has stood for 140 years.\n\n"
    "“We could not imagine the bay without it,” said Mayor Ruth Okafor.\n"
)
GERMAN_TEXT = (
    "Hafenstadt will ihren Leuchtturm behalten\n\nVon Anna Schulz\n\n21. März 2023\n\n"
    "Die Bewohner von Nordersiel haben am Dienstag dafür gestimmt, ihren Leuchtturm zu behalten.\n\n"
    "„Ohne ihn wäre die Bucht nicht mehr dieselbe“, sagte Bürgermeisterin Ute Kramer nach der Abstimmung.\n\n"
    "Die Reparatur soll 2,5 Millionen Euro kosten, teilte der Stadtrat mit.\n"
)
GERMAN_PAGE = (
    '<html lang="de-AT"><head><title>Seilbahn fährt wieder</title>'
    '<meta property="og:site_name" content="Tiroler Bote">'
    '<meta property="article:published_time" content="2024-05-02T08:00:00+02:00"></head><body>'
    "<nav><a href='/'>Startseite</a><a href='/sport'>Sport</a></nav><article><h1>Seilbahn fährt wieder</h1>"
    "<p>Nach zwei Jahren Stillstand fährt die Seilbahn auf den Hochkogel seit Donnerstag wieder.</p>"
    "<p>„Wir haben jeden Bolzen geprüft“, sagte Betriebsleiter Josef Huber vor Journalisten.</p>"
    "<p>Rund 40.000 Gäste sollen in diesem Sommer befördert werden, so die Betreiber.</p></article>"
    "</body></html>"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> flow.Context:
    """The corpus as far as a staged warehouse."""
    home = tmp_path_factory.mktemp("mixed")
    corpus = home / "corpus"
    corpus.mkdir()
    (corpus / "lighthouse.txt").write_text(ENGLISH, encoding="utf-8")
    (corpus / "leuchtturm.txt").write_text(GERMAN_TEXT, encoding="utf-8")
    (corpus / "seilbahn.html").write_text(GERMAN_PAGE, encoding="utf-8")
    ctx = make_context(corpus, home)
    run_pure_steps(ctx)
    flow.stage_warehouse(ctx)
    return ctx


def _rows(built: flow.Context, query: str) -> list[tuple[object, ...]]:
    return run_query(built.staged_path, query).rows()


def test_articles_without_a_model_have_all_that_reading_gives(built: flow.Context) -> None:
    query = (
        "select title, byline, language, published_from::varchar, extraction_status "
        "from articles inner join documents using (document_id) order by path"
    )
    assert _rows(built, query) == [
        (
            "Hafenstadt will ihren Leuchtturm behalten",
            "Anna Schulz",
            "de",
            "2023-03-21",
            "language_unsupported",
        ),
        ("Harbour town votes to keep its lighthouse", "Jane Doe", "en", "2023-03-21", "done"),
        ("Seilbahn fährt wieder", None, "de-AT", "2024-05-02", "language_unsupported"),
    ]
    kinds = (
        "select kind, count(*) from segments inner join documents using (document_id) "
        "where path = 'leuchtturm.txt' group by kind order by kind"
    )
    assert _rows(built, kinds) == [("body", 3), ("byline", 2), ("title", 1)]
    outlets = "select name from sources inner join articles using (source_id)"
    assert _rows(built, outlets) == [("Tiroler Bote",)]


@pytest.mark.parametrize("table", ["mentions", "quotes", "numeric_claims", "claim_mentions"])
def test_nothing_is_extracted_from_them(built: flow.Context, table: str) -> None:
    languages = _rows(built, f"select distinct language from {table} inner join articles using (article_id)")
    assert {language for (language,) in languages} <= {"en"}
    if table != "numeric_claims":
        assert languages


def test_coverage_and_the_summary_count_them(built: flow.Context) -> None:
    totals = "select sum(article_count), sum(extracted_count), sum(unsupported_language_count) from coverage"
    assert _rows(built, totals) == [(3, 1, 2)]
    (row,) = _rows(built, "select outlet, languages from coverage where outlet = 'Tiroler Bote'")
    assert row == ("Tiroler Bote", ["de-AT"])
    told = summary(built.settings.model_copy(update={"warehouse": built.staged_path}))
    assert "3  documents, with 3 articles" in told
    assert "2  of them in languages without a model: read, not extracted from" in told
