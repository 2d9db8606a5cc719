"""From content to corpus: parts keyed by content become rows with public ids.

Here the files' paths, the manifest and the date of the build meet what the bytes say; nothing
before this knows them, which is why a rename or a changed manifest row recomputes no reading and
no language pass. Pure frames in, frames out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import conform
from pipelines.contracts.vocabulary import EXTRACTED_SEGMENT_KINDS
from pipelines.ids import digests
from pipelines.path_patterns import path_statements
from pipelines.publication import publication_dates


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows with ids, and `keys`: which content each document has (`document_keys`)."""

    documents: pl.DataFrame
    articles: pl.DataFrame
    segments: pl.DataFrame
    keys: pl.DataFrame


def _ordinal_id(owner: str, letter: str, ordinal: str) -> pl.Expr:
    """`<owner>-<letter><ordinal>`; NULL where the ordinal is."""
    return pl.concat_str([pl.col(owner), pl.lit(f"-{letter}"), pl.col(ordinal).cast(pl.String)])


def document_ids(files: pl.DataFrame, parsed_documents: pl.DataFrame) -> pl.DataFrame:
    """One row per document of the corpus: `files` joined with what their content gave, and ids."""
    documents = files.join(parsed_documents, on="file_key", suffix="_stated").with_columns(
        file_path="path",
        path=pl.concat_str(["path", "member"], separator="#", ignore_nulls=True),
        url=pl.coalesce("url", "url_stated"),
        sha256=pl.col("sha256_stated"),
        byte_count=pl.col("byte_count_stated"),
        format=pl.col("format_stated"),
    )
    return documents.with_columns(digests(documents, ["path", "sha256"], "d").alias("document_id"))


def identify_documents(
    files: pl.DataFrame,
    parsed: dict[str, pl.DataFrame],
    *,
    as_of: date,
    languages: Sequence[str],
    path_patterns: Sequence[str] = (),
) -> Identified:
    """Documents, draft articles and segments of a corpus.

    `parsed` holds the `parsed_*` frames of the files' content; `languages` are the primary subtags
    that have a model; `path_patterns` say what paths state (`pipelines.path_patterns`).
    """
    rows = document_ids(files, parsed["parsed_documents"])
    told = path_statements(rows["path"], path_patterns).drop("path")
    rows = rows.hstack(told.rename(lambda name: f"{name}_in_path"))
    articles = rows.select(
        "document_id", "document_key", "path", "url", "source", "published",
        pl.col("title").alias("manifest_title"), pl.col("byline").alias("manifest_byline"),
        pl.col("language").alias("manifest_language"),
        "source_in_path", "published_in_path", "language_in_path",
    ).join(parsed["parsed_articles"], on="document_key")  # fmt: skip
    articles = articles.with_columns(article_id=_ordinal_id("document_id", "a", "article_ordinal"))
    segments = _segments(rows, parsed["parsed_segments"])
    articles = _with_manifest(articles)
    articles = articles.join(
        publication_dates(articles, parsed["parsed_dates"], as_of), on="article_id", how="left"
    ).join(_extractable(segments), on="article_id", how="left")
    articles = articles.with_columns(extraction_status=_extraction_status(languages))
    return Identified(
        documents=conform(rows, table("documents")),
        articles=conform(articles, table("draft_articles")),
        segments=conform(segments, table("segments")),
        keys=conform(rows, table("document_keys")),
    )


def _with_manifest(articles: pl.DataFrame) -> pl.DataFrame:
    """What the user states goes before what the page shows; a teaser takes the page's outlet only."""
    is_main = pl.col("kind") == "main"
    basis = (
        pl.when(pl.col("source").is_not_null())
        .then(pl.lit("manifest"))
        .when(pl.col("source_in_path").is_not_null())
        .then(pl.lit("path"))
        .otherwise("outlet_basis")
    )
    return articles.with_columns(
        title=pl.when(is_main).then(pl.coalesce("manifest_title", "title")).otherwise("title"),
        byline=pl.when(is_main).then(pl.coalesce("manifest_byline", "byline")).otherwise("byline"),
        outlet=pl.coalesce("source", "source_in_path", "outlet"),
        outlet_basis=basis,
        language=pl.coalesce("manifest_language", "language_in_path", "language"),
    )


def _segments(rows: pl.DataFrame, parsed_segments: pl.DataFrame) -> pl.DataFrame:
    return (
        rows.select("document_id", "document_key")
        .join(parsed_segments, on="document_key")
        .with_columns(
            segment_id=_ordinal_id("document_id", "s", "ordinal"),
            article_id=_ordinal_id("document_id", "a", "article_ordinal"),
            repeats_segment_id=_ordinal_id("document_id", "s", "repeats_ordinal"),
        )
    )


def _extractable(segments: pl.DataFrame) -> pl.DataFrame:
    """Articles that have anything to extract from."""
    return (
        segments.filter(pl.col("article_id").is_not_null() & is_story(pl.col("kind")))
        .select("article_id", has_story=pl.lit(True))
        .unique()
    )


def is_story(kind: pl.Expr) -> pl.Expr:
    """Whether a segment that belongs to an article is extracted from.

    A bare headline of another story (`teaser`) is the whole text of its own article.
    """
    return kind.is_in(list(EXTRACTED_SEGMENT_KINDS))


def _extraction_status(languages: Sequence[str]) -> pl.Expr:
    """A language that is not known is tried; one that is known and has no model is not."""
    primary = pl.col("language").str.split("-").list.first().str.to_lowercase()
    return (
        pl.when(pl.col("has_story").is_null())
        .then(pl.lit("no_body"))
        .when(~primary.is_in(list(languages)))
        .then(pl.lit("language_unsupported"))
        .otherwise(pl.lit("done"))
    )


@dataclass(frozen=True, slots=True)
class _Link:
    """An ordinal column of a found table and the id column it becomes."""

    ordinal: str
    owner: str
    letter: str
    id_column: str


_CHAIN_LINKS = {
    "chain": "chain_id",
    "subject_chain": "subject_chain_id",
    "comparand_chain": "comparand_chain_id",
    "whole_chain": "whole_chain_id",
}
_LINKS = (
    _Link("segment_ordinal", "document_id", "s", "segment_id"),
    _Link("parent_ordinal", "document_id", "q", "parent_quote_id"),
    _Link("repeats_ordinal", "document_id", "q", "repeats_quote_id"),
    _Link("quote_ordinal", "document_id", "q", "quote_id"),
    _Link("quantity_ordinal", "document_id", "n", "numeric_claim_id"),
    _Link("same_as_ordinal", "document_id", "n", "same_as"),
    *(_Link(ordinal, "article_id", "e", name) for ordinal, name in _CHAIN_LINKS.items()),
)
_CHAIN_LISTS = {"chain_members": "chain_member_ids", "chains": "chain_ids"}
_DRAFT_OF = {
    "found_mentions": ("draft_mentions", "m", "mention_id"),
    "found_chains": ("draft_chains", None, None),
    "found_quotes": ("draft_quotes", "q", "quote_id"),
    "found_speakers": ("draft_speakers", None, None),
    "found_quantities": ("draft_quantities", "n", "numeric_claim_id"),
    "found_statements": ("draft_statements", "c", "claim_mention_id"),
}


def identify_found(
    keys: pl.DataFrame, articles: pl.DataFrame, found: dict[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """The drafts of a corpus: found rows of each document's content with public ids.

    `keys` as in `Identified`; `found` holds the `found_*` frames. Rows of articles that are not
    extracted from, because of their language, are left out.
    """
    owners = keys.select("document_id", "document_key")
    extracted = articles.filter(pl.col("extraction_status") == "done").select("article_id")
    articles_of_quotes = found["found_quotes"].select(
        "document_key", "article_ordinal", quote_ordinal="ordinal"
    )
    drafts: dict[str, pl.DataFrame] = {}
    for name, (draft, letter, key) in _DRAFT_OF.items():
        rows = owners.join(found[name], on="document_key")
        if "article_ordinal" not in rows.columns:
            rows = rows.join(articles_of_quotes, on=["document_key", "quote_ordinal"])
        rows = rows.with_columns(article_id=_ordinal_id("document_id", "a", "article_ordinal"))
        rows = rows.join(extracted, on="article_id", how="semi")
        if letter is not None and key is not None:
            rows = rows.with_columns(_ordinal_id("document_id", letter, "ordinal").alias(key))
        drafts[draft] = conform(_with_links(rows, key), table(draft))
    return drafts


def _with_links(rows: pl.DataFrame, key: str | None) -> pl.DataFrame:
    links = [link for link in _LINKS if link.ordinal in rows.columns and link.id_column != key]
    rows = rows.with_columns(
        _ordinal_id(link.owner, link.letter, link.ordinal).alias(link.id_column) for link in links
    )
    for ordinals, ids in _CHAIN_LISTS.items():
        if ordinals in rows.columns:
            rows = _with_chain_lists(rows.with_row_index("row"), ordinals, ids).drop("row")
    return rows


def _with_chain_lists(rows: pl.DataFrame, ordinals: str, ids: str) -> pl.DataFrame:
    """A list of chain ids for a list of chain ordinals, in the same order, empty where that is empty."""
    listed = (
        rows.select("row", "article_id", pl.col(ordinals).alias("chain"))
        .explode("chain", empty_as_null=True)
        .filter(pl.col("chain").is_not_null())
        .with_columns(_ordinal_id("article_id", "e", "chain").alias(ids))
        .group_by("row", maintain_order=True)
        .agg(ids)
    )
    return rows.join(listed, on="row", how="left").with_columns(
        pl.col(ids).fill_null(pl.lit([], dtype=pl.List(pl.String)))
    )
