"""Passages that cannot both be right though no figure says so: one denies, or says the opposite.

Belongs here: which of two passages of one event that are alike otherwise contradict each other in a word, and
how surely. Not here: one act on two days, of two names (`slots`), figures (`disagreements`), how alike two
passages are (`likeness`), other relations (`relations`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from pipelines.corroborate.blocks import held
from pipelines.corroborate.dating import LATER_DAYS, is_later
from pipelines.corroborate.grounds import LITTLE_IN_COMMON, with_grounds
from pipelines.corroborate.passages import Passages
from pipelines.corroborate.slots import other_days, other_names, told
from pipelines.corroborate.stems import stem

LEAST_SCORE, LEAST_SCORE_OF_DENIALS = 0.6, 0.5
"""Score from which two passages are about one proposition, if one word or a day is what they differ in."""
SAME_PROPOSITION = 0.75
"""Likeness from which two passages are about one proposition, whatever is scored."""
COVERED, COVERED_BUT_FOR_VERB = 0.7, 0.5
"""Share of a denial that the other passage says, also where it has a verb that denies: a denial of more is no
denial of that."""
SURE_OF_SCORED = 0.8
"""What the score of a pair is worth where nothing but it says that the proposition is one."""
_LEXICON = Path(__file__).parent / "contraries.toml"
_WORD = r"\p{L}+"
_INDEFINITE = r"(?i)^\W*(?:a|an|one|another|some|several|many|most|other|others|few)\b"
_COUNTED = ("count", "percentage", "fraction")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `contraries.toml`, as stems."""

    negating: frozenset[str]
    denying: frozenset[str]
    opposites: pl.DataFrame
    """`stem`, `opposition` (a number), `pole` (0 or 1)."""


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    lists = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    opposites = [
        (stem(word), number, pole)
        for number, poles in enumerate(lists["opposites"])
        for pole, words in enumerate(poles)
        for word in words
    ]
    schema = {"stem": pl.String, "opposition": pl.Int32, "pole": pl.Int32}
    negating, denying = (frozenset(map(stem, lists[name])) for name in ("negating", "denying"))
    return Lexicon(negating, denying, pl.DataFrame(sorted(set(opposites)), schema=schema, orient="row"))


def contrary(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Of `pairs` those that contradict each other: `relation`, `rule`, `confidence` and `is_grounded`.

    `pairs` are `comparable` passages that count, with `score`, `likeness` and the coverage of both.
    """
    known = _with_sides(pairs.filter(pl.col("same_stance")), passages)
    found = [_denied(known), _opposite(known), _turned(known), other_days(known), other_names(known)]
    grounded = with_grounds(pl.concat(found), passages)
    certainty = pl.col("confidence") * pl.when("is_grounded").then(1.0).otherwise(LITTLE_IN_COMMON)
    return grounded.with_columns(certainty.round(4).alias("confidence"))


def _with_sides(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs with what each passage says: its text, the stems of its words, what it says of whom."""
    rows = passages.rows.select(
        "row", "polarity", "text", "predicate_stem", "subject_entity_id", "start_char", "predicate_char"
    )
    involved = pl.concat([pairs.get_column("a"), pairs.get_column("b")]).unique().sort()
    side = _worded(held(rows, "row", involved.to_numpy()), passages)
    return pairs.join(side.rename({"row": "a"}), on="a").join(side.rename({"row": "b"}), on="b", suffix="_b")


def _worded(rows: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Rows with `stems`, those of the printed words that begin with a small letter, and `is_of_counted`.

    That says that a figure stands in it that counts: of many, one may be accepted and another rejected.
    """
    plain = pl.col("text").str.replace_all(r"n['’]t\b", " not").str.replace(r"^\W*(\w)", "${1}")
    first = plain.str.slice(0, 1).str.to_lowercase() + plain.str.slice(1)
    words = rows.select("row", first.str.extract_all(_WORD).alias("word")).explode("word").drop_nulls()
    small = words.filter(pl.col("word").str.slice(0, 1).str.contains(r"\p{Ll}"))
    known = small.select(pl.col("word").unique())
    stems = known.with_columns(
        pl.Series("stem", [stem(each) for each in known.get_column("word")], pl.String)
    )
    listed = small.join(stems, on="word").group_by("row").agg(pl.col("stem").unique().sort().alias("stems"))
    counts = passages.figures.filter(pl.col("kind").is_in(_COUNTED)).select("row").unique()
    return rows.join(listed, on="row", how="left").with_columns(
        pl.col("stems").fill_null([]),
        pl.col("row").is_in(counts.get_column("row").implode()).alias("is_of_counted"),
    )


def _denied(pairs: pl.DataFrame) -> pl.DataFrame:
    """One affirms what the other denies, and denies no more than that; later, it may have come about.

    The passage that affirms says no in no other way ("failed to"), unless it says that a denial is false, and
    what either says of its subject the other says too.
    """
    apart = pairs.filter(pl.col("polarity") != pl.col("polarity_b"))
    turned = _turned_about(apart, pl.col("polarity") == "denied")
    negating, denying = sorted(lexicon().negating), sorted(lexicon().denying)
    plain = sorted(lexicon().negating - lexicon().denying)
    of_a_denial = (_shared("stems_b", plain) == 1) & (_shared("stems_b", denying) > 0)
    says_no = (_shared("stems_b", negating) > 0) & ~of_a_denial
    once = _shared("stems", plain) <= 1
    by_verb = (_shared("stems", denying) > 0) | of_a_denial
    same = (pl.col("predicate_stem") == pl.col("predicate_stem_b")).fill_null(value=False)
    met = same | _holds("stems", "predicate_stem_b") & (by_verb | _holds("stems_b", "predicate_stem"))
    alike = pl.col("likeness") >= SAME_PROPOSITION
    least = pl.when(by_verb).then(COVERED_BUT_FOR_VERB).otherwise(COVERED)
    scored = (pl.col("score") >= LEAST_SCORE_OF_DENIALS) & (pl.col("coverage") >= least) & met
    came_about = ~by_verb & is_later("_b", "", LATER_DAYS)
    found = turned.filter(~says_no, once, alike | scored).with_columns(
        pl.max_horizontal(
            pl.when(alike).then("likeness"), pl.when(scored).then(pl.col("score") * SURE_OF_SCORED)
        ).alias("confidence"),
        came_about.alias("came_about"),
    )
    updates, conflicts = found.filter("came_about"), found.filter(~pl.col("came_about"))
    affirmed_first = updates.rename({"a": "b", "b": "a"})
    return pl.concat(
        [
            told(affirmed_first, "updates", "denied_then_affirmed"),
            told(conflicts, "conflicts", "affirmed_and_denied"),
        ]
    )


def _opposite(pairs: pl.DataFrame) -> pl.DataFrame:
    """Two passages that differ in opposite words of one subject: accepted and rejected."""
    one_subject = (pl.col("subject_entity_id") == pl.col("subject_entity_id_b")).fill_null(value=True)
    of_some = [
        pl.col(f"is_of_counted{side}") | pl.col(f"text{side}").str.contains(_INDEFINITE)
        for side in ("", "_b")
    ]
    near = pairs.filter(_alike_but_for_a_word(), one_subject, ~pl.any_horizontal(of_some)).with_row_index(
        "pair"
    )
    poles = [
        near.select("pair", pl.col(f"stems{side}").alias("stem"))
        .explode("stem")
        .join(lexicon().opposites, on="stem")
        .group_by("pair", "opposition")
        .agg(pl.col("pole").min().alias("low"), pl.col("pole").max().alias("high"), pl.col("stem").min())
        .filter(pl.col("low") == pl.col("high"))
        for side in ("", "_b")
    ]
    opposed = (
        poles[0]
        .join(poles[1], on=["pair", "opposition"], suffix="_b")
        .filter(pl.col("low") != pl.col("low_b"))
        .sort("pair", "opposition")
        .unique("pair", keep="first", maintain_order=True)
        .select("pair")
    )
    found = near.join(opposed, on="pair")
    return _by_date(found.with_columns(_scored().alias("confidence")), "opposite_words")


def _turned(pairs: pl.DataFrame) -> pl.DataFrame:
    """One puts before what the other puts after."""
    ends = {
        f"{word}{side}": pl.col(f"text{side}")
        .str.extract(rf"(?i)\b{word}\s+((?:[\w’']+\s*){{1,3}})")
        .str.to_lowercase()
        for word in ("before", "after")
        for side in ("", "_b")
    }
    said = pairs.filter(_alike_but_for_a_word()).with_columns(**ends)
    ways = [
        (pl.col(f"before{one}") == pl.col(f"after{other}"))
        & pl.col(f"after{one}").is_null()
        & pl.col(f"before{other}").is_null()
        for one, other in (("", "_b"), ("_b", ""))
    ]
    found = said.filter(pl.any_horizontal(ways).fill_null(value=False))
    return told(found.with_columns(_scored().alias("confidence")), "conflicts", "before_and_after")


def _alike_but_for_a_word() -> pl.Expr:
    """Whether two passages of one polarity are about one proposition."""
    return (pl.col("polarity") == pl.col("polarity_b")) & (pl.col("score") >= LEAST_SCORE)


def _scored() -> pl.Expr:
    return pl.max_horizontal(
        pl.col("score") * SURE_OF_SCORED, pl.when(pl.col("likeness") >= SAME_PROPOSITION).then("likeness")
    )


def _by_date(found: pl.DataFrame, rule: str) -> pl.DataFrame:
    """What is told otherwise days later updates what was told."""
    later, earlier = is_later("", "_b", LATER_DAYS), is_later("_b", "", LATER_DAYS)
    swapped = found.filter(earlier).rename({"a": "b", "b": "a"})
    updates = pl.concat([found.filter(later), swapped.select(found.columns)])
    return pl.concat(
        [
            told(updates, "updates", "told_otherwise"),
            told(found.filter(~later, ~earlier), "conflicts", rule),
        ]
    )


def _turned_about(pairs: pl.DataFrame, is_first: pl.Expr) -> pl.DataFrame:
    """Pairs with their sides swapped where the first is not of that kind."""
    swapped = {name: f"{name}_b" for name in pairs.columns if f"{name}_b" in pairs.columns}
    swapped = {**swapped, "a": "b", "coverage_a": "coverage_b"}
    there = {other: name for name, other in swapped.items()}
    turned = pairs.filter(~is_first).rename({**swapped, **there})
    return pl.concat([pairs.filter(is_first), turned.select(pairs.columns)]).rename(
        {"coverage_a": "coverage"}
    )


def _shared(column: str, words: list[str]) -> pl.Expr:
    return pl.col(column).list.set_intersection(words).list.len()


def _holds(column: str, word: str) -> pl.Expr:
    return pl.col(column).list.contains(pl.col(word)).fill_null(value=False)
