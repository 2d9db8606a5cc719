from __future__ import annotations

import random
from dataclasses import fields
from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from small_drafts import Frames, Said, Story, drafts, named, person

from pipelines.normalise.entities import Entities, resolve_entities


def resolve(frames: Frames, overrides: pl.DataFrame | None = None) -> Entities:
    return resolve_entities(frames.chains, frames.mentions, frames.articles, frames.segments, overrides)


def names(found: Entities) -> list[str]:
    return sorted(found.entities["name"])


def one_entity(found: Entities) -> dict[str, object]:
    assert found.entities.height == 1, found.entities
    return found.entities.row(0, named=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Volodymyr Zelensky"), person("Volodymyr Zelenskyy")),
        (person("Vladimir Putin"), person("Putin")),
        (person("George W. Bush"), person("G. Bush")),
        (named("organization", "Gazprom"), named("organization", "Gazprom OAO")),
        (named("place", "America"), named("place", "U.S.")),
        (named("group", "Russian"), named("group", "Russians")),
        (named("organization", "Pirelli"), named("place", "Pirelli")),
        (named("organization", "Suu Kyi"), person("Aung San Suu Kyi")),
    ],
)
def test_one_thing_in_two_articles_is_one_entity(one: Said, other: Said) -> None:
    one_entity(resolve(drafts(Story([one]), Story([other]))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Jonathan Ward"), person("Clarissa Ward")),
        (named("group", "Russian"), named("place", "Russia")),
        (named("organization", "England"), named("place", "England")),
        (person("Denzel Washington"), named("place", "Washington")),
        (person("Li Bin"), person("Li Bing")),
        (person("Michael Jordan"), person("Michael")),
        (named("organization", "Bank of Japan"), named("organization", "Bank of England")),
    ],
)
def test_different_things_stay_apart(one: Said, other: Said) -> None:
    assert resolve(drafts(Story([one]), Story([other]))).entities.height == 2


def test_an_acronym_means_what_an_article_of_the_corpus_spells_out() -> None:
    court = named("organization", "International Criminal Court")
    short = named("organization", "ICC")
    assert resolve(drafts(Story([court]), Story([short]))).entities.height == 2
    found = resolve(drafts(Story([court, short]), Story([short])))
    assert one_entity(found)["name"] == "International Criminal Court"
    kinds = dict(found.aliases.select("alias", "kind").rows())
    assert kinds == {"International Criminal Court": "name", "ICC": "acronym"}


def test_a_first_name_means_whom_an_article_calls_so() -> None:
    xi = person("Xi Jinping", "Xi Jinping", "Xi")
    assert one_entity(resolve(drafts(Story([xi]), Story([person("Xi")]))))["mention_count"] == 3


def test_a_shared_surname_is_settled_by_company_and_else_left_apart() -> None:
    atlas = named("organization", "Atlas Organization")
    cnn = named("organization", "CNN")
    found = resolve(
        drafts(
            Story([person("Jonathan Ward"), atlas]),
            Story([person("Clarissa Ward"), cnn]),
            Story([person("Ward"), atlas]),
            Story([person("Ward")]),
        )
    )
    assert names(found) == ["Atlas Organization", "CNN", "Clarissa Ward", "Jonathan Ward", "Ward"]
    counts = dict(found.entities.select("name", "mention_count").rows())
    assert (counts["Jonathan Ward"], counts["Clarissa Ward"], counts["Ward"]) == (2, 1, 1)


def test_a_country_has_its_usual_name_its_code_and_its_item() -> None:
    found = one_entity(resolve(drafts(Story([named("place", "U.S.")]))))
    assert (found["name"], found["kind"], found["country"], found["wikidata_id"]) == (
        "United States", "place", "US", "Q30",
    )  # fmt: skip


def test_a_people_and_a_capital_have_a_country_and_no_item_of_it() -> None:
    found = resolve(drafts(Story([named("group", "Russians"), named("place", "Moscow")])))
    assert found.entities.select("country", "wikidata_id").rows() == [("RU", None), ("RU", None)]


def test_repeats_and_teasers_are_rows_but_not_counted() -> None:
    found = resolve(
        drafts(
            Story([person("Vladimir Putin")], repeated=True),
            Story([person("Vladimir Putin")], kind="teaser"),
        )
    )
    assert found.mentions["entity_id"].null_count() == 0
    assert found.mentions.height == 3
    assert (one_entity(found)["mention_count"], one_entity(found)["article_count"]) == (1, 1)


def test_a_role_is_an_alias_in_its_time() -> None:
    minister = Said("person", "Andrei Belousov", (("name", "Belousov"), ("role", "the defence minister")))
    days = date(2024, 5, 16), date(2024, 5, 20)
    found = resolve(drafts(*(Story([minister], published=day) for day in days)))
    roles = found.aliases.filter(pl.col("kind") == "role")
    assert roles.select("alias", "valid_from", "valid_to").rows() == [("the defence minister", *days)]
    assert ("Belousov", "short_name") in found.aliases.select("alias", "kind").rows()


def test_a_plural_mention_has_its_members() -> None:
    frames = drafts(Story([person("Xi Jinping"), person("Vladimir Putin")]))
    plural = frames.mentions.head(1).with_columns(
        mention_id=pl.lit("d0-m9"),
        form=pl.lit("pronoun"),
        chain_id=pl.lit(None, pl.String),
        chain_member_ids=pl.lit(["d0-a0-e0", "d0-a0-e1"]),
    )
    frames.mentions = pl.concat([frames.mentions, plural])
    found = resolve(frames)
    assert found.mention_entities.height == 2
    assert found.mentions.filter(pl.col("mention_id") == "d0-m9")["entity_id"].to_list() == [None]


def test_nothing_gives_nothing() -> None:
    found = resolve(drafts())
    assert found.entities.is_empty()
    assert found.mentions.is_empty()


SURNAMES = ["Ward", "Bush", "Li", "Zelensky", "Zelenskyy", "Putin"]
GIVEN = ["", "Jonathan ", "Clarissa ", "George ", "George W. ", "G. ", "Vladimir "]
THINGS = ["ICC", "International Criminal Court", "U.S.", "America", "Washington", "Russian", "Gazprom", "IRA"]


def random_stories(seed: int) -> list[Story]:
    chance = random.Random(seed)
    kinds = ["organization", "place", "group", "person"]
    return [
        Story(
            [person(chance.choice(GIVEN) + chance.choice(SURNAMES)) for _ in range(chance.randrange(3))]
            + [named(chance.choice(kinds), chance.choice(THINGS)) for _ in range(chance.randrange(4))]
        )
        for _ in range(chance.randrange(1, 12))
    ]


@pytest.mark.parametrize("seed", range(12))
def test_rows_do_not_depend_on_the_order_of_arrival(seed: int) -> None:
    frames = drafts(*random_stories(seed))
    shuffled = Frames(
        *(getattr(frames, field.name).sample(fraction=1, shuffle=True, seed=seed)
          for field in fields(Frames) if field.name != "ids")
    )  # fmt: skip
    expected, found = resolve(frames), resolve(shuffled)
    for field in fields(Entities):
        if field.name != "stale":
            assert_frame_equal(getattr(found, field.name), getattr(expected, field.name))


@pytest.mark.parametrize("seed", range(12))
def test_references_hold_and_every_chain_has_one_entity(seed: int) -> None:
    frames = drafts(*random_stories(seed))
    found = resolve(frames)
    ids = set(found.entities["entity_id"])
    assert len(ids) == found.entities.height
    assert found.chain_entities["chain_id"].sort().to_list() == frames.chains["chain_id"].sort().to_list()
    assert set(found.mentions["entity_id"]) | set(found.aliases["entity_id"]) <= ids
    assert set(found.chain_entities["entity_id"]) == ids
