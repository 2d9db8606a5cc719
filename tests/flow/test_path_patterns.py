"""Patterns that tell what paths state."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.path_patterns import compiled, path_statements


def stated(path: str, *patterns: str) -> tuple[str | None, ...]:
    _, *values = path_statements(pl.Series([path]), patterns).row(0)
    return tuple(values)


@pytest.mark.parametrize(
    ("pattern", "path", "source", "published", "language"),
    [
        ("{source}/{published}/…", "Harbour_Herald/2023-03-21/a/b.txt", "Harbour Herald", "2023-03-21", None),
        ("{source}/{published}/...", "herald.example/20230321/b.txt", "herald.example", "2023-03-21", None),
        ("{source}/{published}/*", "herald/2023-03/b.txt", "herald", "2023-03", None),
        ("{source}/{year}/{month}/**", "herald/2023/3/b.txt", "herald", "2023-03", None),
        ("{source}/{year}/{month}/{day}/*", "herald/2023/03/7/b.txt", "herald", "2023-03-07", None),
        ("{language}/{source}_{published}_*.txt", "de_at/herald_2023_b.txt", "herald", "2023", "de-AT"),
        ("…/{language}/*.html", "x/y/EN/b.html", None, None, "en"),
        ("{source}.zip#…", "herald.zip#2023/b.txt", "herald", None, None),
        ("{source}/{published}/…", "herald/b.txt", None, None, None),
        ("{source}/*.txt", "herald/2023/b.txt", None, None, None),
        ("{source}/{published}/…", "herald/2023-13-40/b.txt", None, None, None),
    ],
)
def test_a_pattern_names_what_stands_where(
    pattern: str, path: str, source: str | None, published: str | None, language: str | None
) -> None:
    assert stated(path, pattern) == (source, published, language)


def test_the_first_pattern_that_fits_counts_alone() -> None:
    patterns = ("wire/{published}/…", "{source}/{published}/…", "{source}/…")
    assert stated("wire/2023-03-21/a.txt", *patterns) == (None, "2023-03-21", None)
    assert stated("herald/2023-03-21/a.txt", *patterns) == ("herald", "2023-03-21", None)
    assert stated("herald/a.txt", *patterns) == ("herald", None, None)
    assert stated("a.txt", *patterns) == (None, None, None)
    assert stated("a.txt") == (None, None, None)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("{outlet}/…", r"{outlet} is none of {source}, {published}"),
        ("{source/…", "a brace is not closed"),
        ("source}/…", "a brace is not closed, or not opened"),
        ("{source}{language}/…", "nothing parts {language} from"),
        ("*{source}/…", "nothing parts {source} from"),
        ("{source}/{source}", "{source} stands twice"),
        ("{published}/{year}/…", "{published} holds year, month and day already"),
        ("{source}/{month}/…", "{month} needs {year}"),
        ("{year}/{day}/…", "{day} needs {month}"),
        ("a/…", "it holds none of {source}"),
    ],
)
def test_a_bad_pattern_says_what_is_wrong_with_it(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("{", r"\{")):
        compiled(pattern)
