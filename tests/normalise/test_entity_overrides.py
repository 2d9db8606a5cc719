from __future__ import annotations

from small_drafts import Story, drafts, named, person

from pipelines.contracts.corrections import Problem
from pipelines.normalise.entities import Entities, resolve_entities
from pipelines.normalise.overrides import read_entities

HEADER = "name,kind,alias,wikidata_id,same_as,not_same_as\n"


def resolve(rows: str, *stories: Story) -> Entities:
    frames = drafts(*stories)
    overrides, problems = read_entities(HEADER + rows)
    assert problems == ()
    return resolve_entities(frames.chains, frames.mentions, frames.articles, frames.segments, overrides)


def test_bad_rows_are_told_with_their_line() -> None:
    lines = ['"Two', 'lines",person,x,,,', ",person,x,,,", "Putin,man,,,,", "Putin,,,7747,,", "Putin,,,,,"]
    frame, problems = read_entities(HEADER + "\n".join([*lines, ",,,,,", "Xi,,Winnie,,,"]))
    assert frame.select("line", "name", "alias").rows() == [(2, "Two\nlines", "x"), (9, "Xi", "Winnie")]
    assert [problem.line for problem in problems] == [4, 5, 6, 7]
    assert "'man'" in problems[1].reason


def test_a_file_without_names_is_one_problem() -> None:
    assert read_entities("alias\nx\n")[1] == (Problem(1, "the header has no column `name`"),)


def test_what_is_no_csv_is_told_and_what_stands_before_it_kept() -> None:
    frame, problems = read_entities(
        HEADER + "Xi,,Winnie,,,\nPutin,,Vova,,,,,\nToo," + "x" * 200_000 + ",,,,\n"
    )
    assert frame["name"].to_list() == ["Xi"]
    assert [problem.line for problem in problems] == [3, 4]


def test_a_user_joins_names_that_no_rule_joins() -> None:
    found = resolve(
        "Muammar Gaddafi,,Qadhafi,Q19878,,\n", Story([person("Muammar Gaddafi")]), Story([person("Qadhafi")])
    )
    assert found.entities.select("name", "wikidata_id", "mention_count").rows() == [
        ("Muammar Gaddafi", "Q19878", 2)
    ]


def test_a_user_parts_names_that_a_rule_would_join() -> None:
    stories = Story([person("George Bush")]), Story([person("George W. Bush")])
    assert resolve("", *stories).entities.height == 1
    assert resolve("George Bush,,,,,George W. Bush\n", *stories).entities.height == 2


def test_a_user_merges_two_entities_whatever_their_kind() -> None:
    found = resolve(
        "Kremlin,organization,,,Russian Presidency,\n",
        Story([named("place", "Kremlin")]),
        Story([named("organization", "Russian Presidency")]),
    )
    assert found.entities.select("name", "kind").rows() == [("Kremlin", "organization")]


def test_a_row_that_matches_nothing_is_reported() -> None:
    found = resolve("Ghost,,Spectre,,,\n", Story([person("Vladimir Putin")]))
    assert found.stale == (Problem(2, "'Ghost' names nothing in the corpus"),)
