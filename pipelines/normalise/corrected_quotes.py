"""What users know of quotes: `quotes.csv`, and the speakers that its rows put right.

A row names a quote by `path` and `text`, which is the quote's, or a stretch of it, or holds it. `action` is
`speaker`: `value` is a name of who said it, as the corpus has it; nothing where that is open.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from pipelines.contracts.corrections import Problem, nearest, read_rows, unknown_action
from pipelines.normalise.names import folded

METHOD = "user"
"""The method by which a speaker is whom the user names."""
ACTIONS = ("speaker",)
_SPEAKERS = {"line": pl.Int64, "quote_id": pl.String, "entity_id": pl.String}


@dataclass(frozen=True, slots=True)
class QuoteCorrection:
    """A row of the file: a quote by path and words, and who said it; NULL for nobody in particular."""

    line: int
    path: str
    text: str
    speaker: str | None


def read_quotes(text: str) -> tuple[tuple[QuoteCorrection, ...], tuple[Problem, ...]]:
    """The rows of a `quotes.csv`, and those that cannot be used; further columns are ignored."""
    rows, problems = read_rows(text)
    found: list[QuoteCorrection] = []
    for line, row in rows:
        if row["action"].lower() not in ACTIONS:
            problems.append(Problem(line, unknown_action(row["action"], ACTIONS)))
        elif not (row["path"] and row["text"]):
            problems.append(Problem(line, "the row does not name its quote by `path` and `text`"))
        else:
            found.append(QuoteCorrection(line, row["path"], row["text"], row["value"] or None))
    return tuple(found), tuple(sorted(problems, key=lambda each: each.line))


def corrected(
    participants: pl.DataFrame,
    corrections: tuple[QuoteCorrection, ...],
    documents: pl.DataFrame,
    quotes: pl.DataFrame,
    aliases: pl.DataFrame,
) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Participants with the speakers that users state, and the rows that match nothing, or no one thing.

    `participants` as drafts with `entity_id`; `quotes` are drafts, `aliases` all names of entities. The first
    row on a quote counts.
    """
    ids = dict(documents.select("path", "document_id").iter_rows())
    wanted = sorted({ids[each.path] for each in corrections if each.path in ids})
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    chosen = quotes.filter(pl.col("document_id").is_in(wanted)).sort("quote_id")
    for document, quote, text in chosen.select("document_id", "quote_id", "text").iter_rows():
        said[document].append((quote, text))
    called = _called(corrections, aliases)
    rows: list[tuple[int, str, str | None]] = []
    problems: list[Problem] = []
    for each in corrections:
        if each.path not in ids:
            problems.append(Problem(each.line, f"the corpus has no document {each.path!r}"))
            continue
        quoted = said[ids[each.path]]
        matching = [quoted[place][0] for place in nearest(each.text, (words for _, words in quoted))]
        who = called.get(each.line, []) if each.speaker else [None]
        if not matching:
            problems.append(Problem(each.line, f"no quote in {each.path!r} has the words {each.text!r}"))
        elif len(who) != 1:
            several = "names several things" if who else "names nothing"
            problems.append(Problem(each.line, f"{each.speaker!r} {several} in the corpus"))
        else:
            rows += [(each.line, quote, who[0]) for quote in matching]
    stated = pl.DataFrame(rows, schema=_SPEAKERS, orient="row").sort("line", "quote_id")
    stated = stated.unique("quote_id", keep="first", maintain_order=True)
    return _with_speakers(participants, stated), tuple(problems)


def _called(corrections: tuple[QuoteCorrection, ...], aliases: pl.DataFrame) -> dict[int, list[str | None]]:
    """The entities that go by the name in each row, by its line."""
    asked = pl.DataFrame(
        [(each.line, each.speaker) for each in corrections if each.speaker],
        schema={"line": pl.Int64, "name": pl.String},
        orient="row",
    ).select("line", form=folded(pl.col("name")))
    forms = aliases.filter(pl.col("kind") != "role").select("entity_id", form=folded(pl.col("alias")))
    found: dict[int, list[str | None]] = defaultdict(list)
    for line, entity in (
        asked.join(forms, on="form").select("line", "entity_id").unique().sort(pl.all()).rows()
    ):
        found[line].append(entity)
    return found


def _with_speakers(participants: pl.DataFrame, stated: pl.DataFrame) -> pl.DataFrame:
    """One stated speaker, at the place of the first, for all speakers of a quote; others stay as they are."""
    is_speaker = pl.col("role") == "speaker"
    old = participants.filter(is_speaker).join(stated.select("quote_id"), on="quote_id", how="semi")
    first = old.sort("quote_id", "ordinal").unique("quote_id", keep="first", maintain_order=True)
    others = participants.filter(~is_speaker).group_by("quote_id").agg(last=pl.col("ordinal").max())
    new = (
        stated.join(first.select("quote_id", "ordinal", "text"), on="quote_id", how="left")
        .join(others, on="quote_id", how="left")
        .select(
            "quote_id",
            ordinal=pl.coalesce("ordinal", pl.col("last") + 1, pl.lit(0)).cast(
                participants.schema["ordinal"]
            ),
            role=pl.lit("speaker"),
            chain_id=pl.lit(None, pl.String),
            text=pl.coalesce("text", pl.lit("")),
            method=pl.lit(METHOD),
            confidence=pl.lit(1.0),
            entity_id="entity_id",
        )
    )
    kept = participants.join(old.select("quote_id", "ordinal"), on=["quote_id", "ordinal"], how="anti")
    return pl.concat([kept, new.select(participants.columns)]).sort("quote_id", "ordinal")
