"""The structural rules of the contracts, on new rows before `normalise`, as Polars expressions.

The same rules stand on the staged file in SQL and block it. Here a row that breaks one is parted off
with its reason, so that one odd document on which a finder goes wrong does not hold back all others.
Not here: rules of judgement (`expectations`), nor the rules themselves: names and sentences are those
of `pipelines.contracts.checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from pipelines import contracts
from pipelines.contracts import Column, Table, Type
from pipelines.contracts.checks import structural_checks
from pipelines.contracts.frames import conform, empty
from pipelines.contracts.stages import DRAFT_OF, PUBLISHED_AS
from pipelines.contracts.vocabulary import EXTRACTED_SEGMENT_KINDS

Rule = tuple[str, pl.Expr, pl.Expr]
"""A check's name, whether a row breaks it (NULL: no), and what is seen there."""

_TILES = "segments_tile_documents"
_NESTS = "nested_quotes_lie_within_their_parents"
_WRITTEN = {
    _TILES: "The segments of a document follow one another from its first character to its last.",
    _NESTS: "A nested quotation lies within the one that it is nested in.",
}
"""Rules that SQL tests state by hand, as they do."""

_PLACE = ("document_id", "article_id", "start_char", "end_char", "kind")
_SURROUNDINGS = (
    ("document_id", "documents", ("text",)),
    ("segment_id", "segments", _PLACE),
    ("article_id", "draft_articles", ("extraction_status",)),
    ("parent_quote_id", "draft_quotes", _PLACE),
)
"""What rows are held against: the column that refers, the frame, what is taken from there."""


def check_structure(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Verdicts (contract `verdicts`), all of them critical, on rows that are not as contracts say.

    `frames` holds `documents`, `segments` and drafts under their contracts' names; what a frame
    refers to is looked up only where that frame is there.
    """
    verdicts = contracts.table("verdicts")
    found = [
        each
        for name, frame in frames.items()
        if not frame.is_empty()
        for each in _failing(name, frame, frames)
    ]
    return conform(pl.concat([empty(verdicts), *found]), verdicts)


def _failing(name: str, frame: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    table = contracts.table(name)
    sentences = {check.name: check.rule for check in structural_checks([table])} | _WRITTEN
    rows = _with_surroundings(frame, table, frames)
    for check_name, breaks, seen in _rules(table, frames):
        yield (
            rows.filter(breaks)
            .select(row_id=_row_id(table), detail=seen)
            .unique("row_id")
            .select(
                # Ids of what stands in a document begin with that document's.
                document_id=pl.col("row_id").str.extract(r"^([^-|]+)"),
                table_name=pl.lit(PUBLISHED_AS.get(name, name)),
                row_id="row_id",
                check_name=pl.lit(check_name),
                severity=pl.lit("critical"),
                reason=pl.lit(sentences[check_name]),
                detail="detail",
            )
        )


def _with_surroundings(frame: pl.DataFrame, table: Table, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows beside what they refer to, as `segment.start_char`."""
    for column, target, names in _SURROUNDINGS:
        if column in set(table.column_names) - set(table.key) and target in frames:
            (key,) = contracts.table(target).key
            there = frames[target].select(key, pl.col(names).name.prefix(f"{column}."))
            frame = frame.join(
                there.unique(key, keep="first", maintain_order=True), left_on=column, right_on=key, how="left"
            )
    return frame


def _rules(table: Table, frames: Mapping[str, pl.DataFrame]) -> Iterator[Rule]:
    required = [column.name for column in table.columns if not column.nullable]
    nulls = [pl.when(pl.col(name).is_null()).then(pl.lit(name)) for name in required]
    yield (
        "not_null",
        pl.any_horizontal(pl.col(required).is_null()),
        pl.concat_str(pl.concat_str(nulls, separator=", ", ignore_nulls=True), pl.lit(" is NULL")),
    )
    yield "key_unique", pl.struct(table.key).is_duplicated(), pl.lit("more than one row")
    for column in table.columns:
        if column.references is not None:
            yield from _reference_rule(column, frames)
        if column.vocabulary:
            yield (
                f"vocabulary__{column.name}",
                ~pl.col(column.name).is_in(list(column.vocabulary)),
                _seen(column.name),
            )
        if column.type is Type.SPANS:
            yield _span_list_rule(column)
    if table.has_span and "documents" in frames:
        yield from _span_rules(table)
    if table.name == "segments" and "documents" in frames:
        yield _tiling_rule()
    elif "segment_id" in table.column_names and {"segments", "draft_articles"} <= frames.keys():
        yield from _place_rules()
    if "parent_quote_id" in table.column_names:
        yield _nesting_rule()


def _reference_rule(column: Column, frames: Mapping[str, pl.DataFrame]) -> Iterator[Rule]:
    target = DRAFT_OF.get(str(column.references), str(column.references))
    if target not in frames:
        return
    (key,) = contracts.table(target).key
    there = frames[target][key].implode()
    if column.type is Type.TEXTS:
        dangling = pl.col(column.name).list.eval(~pl.element().is_in(there)).list.any()
        yield f"reference__{column.name}", dangling, pl.col(column.name).list.join(", ")
    else:
        yield f"reference__{column.name}", ~pl.col(column.name).is_in(there), _seen(column.name)


def _span_rules(table: Table) -> Iterator[Rule]:
    starts = [name for name in table.column_names if name.endswith("start_char")]
    for start in starts:
        part = start.removesuffix("start_char")
        text = f"{part}text" if f"{part}text" in table.column_names else part.removesuffix("_")
        end = f"{part}end_char"
        length = (pl.col(end) - pl.col(start)).clip(0)
        words = pl.col("document_id.text").str.slice(pl.col(start), length)
        is_sound = (pl.col(start) >= 0) & (pl.col(end) > pl.col(start)) & (words == pl.col(text))
        is_stated = pl.any_horizontal(pl.col(start, end, text).is_not_null())
        yield f"span__{text}", is_stated & ~is_sound.fill_null(False), _seen(start, end, text)


def _span_list_rule(column: Column) -> Rule:
    """Pieces in order within the row's span; read as one row of edges, none goes back."""
    starts = pl.col(column.name).list.eval(pl.element().struct.field("start_char"))
    ends = pl.col(column.name).list.eval(pl.element().struct.field("end_char"))
    is_empty_piece = (ends - starts).list.eval(pl.element() <= 0).list.any()
    goes_back = (starts.list.slice(1) - ends.list.head(ends.list.len() - 1)).list.eval(pl.element() < 0)
    leaves = (starts.list.min() < pl.col("start_char")) | (ends.list.max() > pl.col("end_char"))
    has_pieces = pl.col(column.name).list.len() > 0
    breaks = has_pieces & (is_empty_piece | goes_back.list.any().fill_null(False) | leaves)
    return f"spans__{column.name}", breaks, pl.lit(f"{column.name} out of order or beyond the row")


def _tiling_rule() -> Rule:
    """A segment starts where the one before it ended; the last ends with the text."""
    start, end, ordinal = pl.col("start_char"), pl.col("end_char"), pl.col("ordinal")
    before = end.shift(1, fill_value=0).over("document_id", order_by="ordinal")
    position = pl.int_range(pl.len()).over("document_id", order_by="ordinal")
    is_last = position == pl.len().over("document_id") - 1
    short = is_last & (end != pl.col("document_id.text").str.len_chars())
    return _TILES, (start != before) | (ordinal != position) | short, _seen("start_char", "end_char")


def _place_rules() -> Iterator[Rule]:
    is_within = (
        (pl.col("segment_id.document_id") == pl.col("document_id"))
        & (pl.col("segment_id.article_id") == pl.col("article_id"))
        & (pl.col("start_char") >= pl.col("segment_id.start_char"))
        & (pl.col("start_char") < pl.col("segment_id.end_char"))
    )
    yield "stands_in_its_segment", ~is_within.fill_null(False), _seen("segment_id", "start_char")
    is_story = pl.col("segment_id.kind").is_in(list(EXTRACTED_SEGMENT_KINDS)) & (
        pl.col("article_id.extraction_status") == "done"
    )
    yield "comes_from_the_story", ~is_story, _seen("segment_id.kind", "article_id.extraction_status")


def _nesting_rule() -> Rule:
    is_outside = (
        (pl.col("parent_quote_id.document_id") != pl.col("document_id"))
        | (pl.col("parent_quote_id.start_char") > pl.col("start_char"))
        | (pl.col("parent_quote_id.end_char") < pl.col("end_char"))
        | (pl.col("parent_quote_id") == pl.col("quote_id"))
    )
    return _NESTS, is_outside, _seen("parent_quote_id")


def _seen(*names: str) -> pl.Expr:
    shown = [
        pl.concat_str(pl.lit(f"{name} "), pl.col(name).cast(pl.String).str.head(200).fill_null("NULL"))
        for name in names
    ]
    return pl.concat_str(shown, separator=", ")


def _row_id(table: Table) -> pl.Expr:
    keys = [pl.col(name).cast(pl.String).fill_null("NULL") for name in table.key]
    return pl.concat_str(keys, separator="|")
