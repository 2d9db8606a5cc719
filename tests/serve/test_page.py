"""The page of the report, from rows written by hand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from pipelines.serve.page import Section, render

BUILD = {
    "built_at": datetime(2024, 5, 16, 3, 15, tzinfo=UTC), "document_count": 2, "as_of": date(2024, 5, 16),
    "code_version": "c0ffee", "model": "en 3.7", "settings_hash": "5e77", "corpus_hash": "c0de",
    "article_count": 2, "outlet_count": 1, "unknown_outlet_count": 1, "left_out_count": 0, "quote_count": 1,
    "figure_count": 1, "shared_claim_count": 1, "conflict_count": 0,
}  # fmt: skip
FIGURE = {
    "subject": "exports", "printed": "$3.5 billion", "value": 3.5e9, "low": None, "high": None,
    "period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31), "according_to": None,
    "outlet": "Harbour Herald", "published_from": date(2024, 5, 2), "numeric_claim_id": "n0",
}  # fmt: skip


def passage(words: str, before: str = "", outlet: str = "Harbour Herald") -> dict[str, Any]:
    return {
        "outlet": outlet, "published_from": date(2024, 5, 2), "published_to": date(2024, 5, 2),
        "according_to": None, "modality": "asserted",
        "place": {"before": before, "words": words, "after": "."},
    }  # fmt: skip


def claim(*passages: dict[str, Any]) -> dict[str, Any]:
    return {
        "claim": passages[0]["place"]["words"], "independent_source_count": 2, "source_count": 3,
        "polarity": "affirmed", "passages": list(passages), "claim_id": "c0",
    }  # fmt: skip


def page(**sections: Section) -> str:
    empty = {
        name: Section([], 0)
        for name in ("claims", "conflicts", "speakers", "figures", "outlets", "copies", "left_out")
    }
    return render({"build": Section([BUILD], 1)} | empty | sections)


def text_of(html: str) -> str:
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign]
    parser.feed(html[html.index("<body>") :])
    return " ".join("".join(parts).split())


def test_it_needs_nothing_beside_it():
    assert not re.search(r"<(script|link|img|iframe)\b|url\(|@import|src=|https?://", page())


def test_the_words_of_a_claim_are_marked_in_their_surroundings():
    html = page(claims=Section([claim(passage("the dam broke", "Police said "), passage("a breach"))], 1))
    assert "Police said <mark>the dam broke</mark>." in html
    assert "2 independent sources of 3" in text_of(html)


def test_what_articles_print_is_never_markup():
    html = page(claims=Section([claim(passage("<script>alert(1)</script>"))], 1))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_it_says_what_it_has_no_room_for_and_how_to_ask():
    html = page(claims=Section([claim(passage("the dam broke"))], 1_201))
    assert 'sayso sql "from claims_in_several_independent_sources"' in html
    assert "1,200 more" in html


def test_an_unknown_outlet_goes_by_its_file():
    html = page(claims=Section([claim(passage("x", outlet="unknown outlet (a/b.txt)"))], 1))
    assert "outlet unknown, a/b.txt" in html


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2024, 2, 3), date(2024, 2, 3), "3 February 2024"),
        (date(2024, 2, 3), date(2024, 2, 9), "3 to 9 February 2024"),
        (date(2024, 1, 30), date(2024, 2, 9), "30 January to 9 February 2024"),
        (date(2023, 12, 30), date(2024, 2, 9), "30 December 2023 to 9 February 2024"),
        (date(2023, 12, 30), None, "from 30 December 2023"),
        (None, date(2023, 12, 30), "until 30 December 2023"),
    ],
)
def test_a_period_is_told_as_people_tell_it(start, end, told):
    row = FIGURE | {"period_start": start, "period_end": end}
    assert f"<td>{told}</td>" in page(figures=Section([row], 1))


def test_figures_are_printed_with_their_value():
    told = text_of(page(figures=Section([FIGURE, FIGURE | {"value": None, "low": 2.5, "high": 3}], 2)))
    assert "3,500,000,000" in told
    assert "2.5 to 3" in told


def test_a_section_that_lacks_a_column_is_a_bug_and_loud():
    with pytest.raises(Exception, match="outlet"):
        page(claims=Section([claim({"place": {"before": "", "words": "x", "after": ""}})], 1))
