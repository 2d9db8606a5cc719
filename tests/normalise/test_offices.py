from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.normalise.offices import holders_of_open_roles

Role = tuple[str, str | None]
"""Words of a role, and who bears it; None where its article leaves that open."""


def held(*articles: tuple[date | None, list[str], list[Role]]) -> list[tuple[str, str]]:
    """Open roles and who they are found to be; articles are a day, the people named, and roles."""
    mentions, named, days = [], [], []
    for number, (day, people, roles) in enumerate(articles):
        article = f"a{number}"
        days.append({"article_id": article, "published_from": day, "published_to": day})
        named += [
            {"chain_id": f"{article}-{person}", "article_id": article, "kind": "person", "entity_id": person}
            for person in people
        ]
        mentions += [
            {"mention_id": f"{article}-m{place}", "article_id": article, "text": text, "form": "role",
             "kind": "person", "chain_id": bearer and f"{article}-{bearer}", "chain_member_ids": []}
            for place, (text, bearer) in enumerate(roles)
        ]  # fmt: skip
    schema = dict.fromkeys(mentions[0], pl.String) | {"chain_member_ids": pl.List(pl.String)}
    dated = pl.DataFrame(
        days, schema={"article_id": pl.String, "published_from": pl.Date, "published_to": pl.Date}
    )
    frame = pl.DataFrame(mentions, schema=schema)
    found = holders_of_open_roles(frame, pl.DataFrame(named), dated)
    texts = dict(frame.select("mention_id", "text").rows())
    return [(texts[mention], chain.split("-")[1]) for mention, chain in found.rows()]


TOLD = (None, ["putin", "xi"], [("Russian President", "putin"), ("China’s President", "xi")])


@pytest.mark.parametrize(
    ("role", "holder"),
    [
        ("the Russian leader", "putin"),
        ("Russia’s president", "putin"),
        ("The Chinese president", "xi"),
        ("the president of China", "xi"),
    ],
)
def test_an_office_told_elsewhere_is_its_holders(role: str, holder: str) -> None:
    assert held(TOLD, (None, ["putin", "xi"], [(role, None)])) == [(role, holder)]


@pytest.mark.parametrize(
    "role",
    ["the former Russian president", "the Russian army chief", "the Russian opposition leader",
     "the president", "the Russian foreign minister", "a Russian official", "the US president"],
)  # fmt: skip
def test_other_roles_stay_open(role: str) -> None:
    assert held(TOLD, (None, ["putin", "xi"], [(role, None)])) == []


def test_someone_whom_the_article_never_names_is_not_brought_in() -> None:
    assert held(TOLD, (None, ["xi"], [("the Russian leader", None)])) == []


def test_an_office_changes_hands() -> None:
    found = held(
        (date(2025, 3, 1), ["navarro"], [("Philippine transport minister", "navarro")]),
        (date(2025, 6, 1), ["ocampo"], [("Philippine transport minister", "ocampo")]),
        (date(2025, 3, 9), ["navarro", "ocampo"], [("the Philippine transport minister", None)]),
        (date(2025, 6, 9), ["navarro", "ocampo"], [("the Philippine transport minister", None)]),
    )
    assert [holder for _, holder in found] == ["navarro", "ocampo"]


def test_of_two_holders_whom_no_date_tells_apart_it_is_neither() -> None:
    found = held(
        (None, ["navarro"], [("Philippine transport minister", "navarro")]),
        (None, ["ocampo"], [("Philippine transport minister", "ocampo")]),
        (None, ["navarro", "ocampo"], [("the Philippine transport minister", None)]),
    )
    assert found == []
