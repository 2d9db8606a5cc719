"""The assets, layer by layer: each step of the flow and the tables that it makes.

The graph reads like the sentence that describes Sayso: files are parsed into documents, articles
and segments; mentions, quotes, quantities and statements are found in them; rows that fail are
parted off; names become entities and sources; passages become claims with independent sources;
what holds is staged, checked and published.
"""

from collections.abc import Iterator

import dagster as dg

from pipelines import flow
from pipelines.contracts import WAREHOUSE_TABLES
from pipelines.defs.tables import specs
from pipelines.defs.work import materialise, told
from pipelines.defs.workshop import STAGED, WAREHOUSE, Workshop
from pipelines.flow.context import STORED_AS

Results = Iterator[dg.MaterializeResult[None]]

_FOUND_IN = ("segments", "draft_articles")
_JUDGED = (
    "documents",
    "segments",
    "draft_articles",
    "draft_mentions",
    "draft_chains",
    "draft_quotes",
    "draft_speakers",
    "draft_quantities",
    "draft_statements",
)


@dg.multi_asset(specs=specs("parse", {"file"}, {"files": ()}))
def inventory(context: dg.AssetExecutionContext, workshop: Workshop) -> Results:
    """What the corpus folder holds, and what its manifest says of it."""
    yield from materialise(context, workshop, flow.take_inventory)


@dg.multi_asset(
    specs=specs(
        "parse",
        {"polars"},
        {"documents": ["files"], "draft_articles": ["documents"], "segments": ["documents"]},
    )
)
def parsing(context: dg.AssetExecutionContext, workshop: Workshop) -> Results:
    """Bytes to documents, articles and segments; only content never read before costs anything."""
    yield from materialise(context, workshop, flow.parse_documents)


@dg.multi_asset(
    specs=specs(
        "extract",
        {"spacy", "polars"},
        {
            "draft_mentions": _FOUND_IN,
            "draft_chains": ["draft_mentions"],
            "draft_quotes": _FOUND_IN,
            "draft_speakers": ["draft_quotes"],
            "draft_quantities": _FOUND_IN,
            "draft_statements": _FOUND_IN,
        },
    )
)
def language_pass(context: dg.AssetExecutionContext, workshop: Workshop) -> Results:
    """One language pass per article; only content never extracted from before costs anything."""
    yield from materialise(context, workshop, flow.run_language_pass)


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            "accepted_drafts",
            group_name="validate",
            kinds={"greatexpectations", "polars"},
            deps=_JUDGED,
            description="Rows that pass every critical row-level expectation: what goes on.",
        ),
        *specs("validate", {"greatexpectations", "polars"}, {"quarantine": ["files", *_JUDGED]}),
    ]
)
def parting(context: dg.AssetExecutionContext, workshop: Workshop) -> Results:
    """Rows that fail a row-level expectation leave for quarantine, and what depends on them goes along."""
    yield from materialise(context, workshop, flow.part_off_failing_rows)


@dg.multi_asset(
    specs=specs(
        "normalise",
        {"polars"},
        {
            "sources": ["accepted_drafts"],
            "entities": ["accepted_drafts"],
            "entity_aliases": ["entities"],
            "mentions": ["accepted_drafts", "entities"],
            "mention_entities": ["mentions"],
            "quotes": ["accepted_drafts", "entities"],
            "quote_speakers": ["quotes"],
            "numeric_claims": ["accepted_drafts", "entities"],
        },
    )
)
def normalising(context: dg.AssetExecutionContext, workshop: Workshop) -> Results:
    """Names become entities and sources; quotes get their speakers, figures their units and periods."""
    yield from materialise(context, workshop, flow.normalise)


@dg.multi_asset(
    specs=specs(
        "corroborate",
        {"polars"},
        {
            "events": ["accepted_drafts", "mentions"],
            "syndication_groups": ["accepted_drafts", "sources"],
            "articles": ["accepted_drafts", "sources", "events", "syndication_groups"],
            "claim_mentions": ["accepted_drafts", "quotes", "numeric_claims", "events"],
            "claims": ["claim_mentions"],
            "claim_sources": ["claims", "articles"],
            "claim_entities": ["claims", "mentions"],
            "claim_relations": ["claims"],
            "possible_conflicts": ["claims"],
        },
    )
)
def corroborating(context: dg.AssetExecutionContext, workshop: Workshop) -> Results:
    """Passages that assert alike become claims, counted by independent sources; claims are related."""
    yield from materialise(context, workshop, flow.corroborate)


@dg.asset(
    name=STAGED,
    group_name="load",
    kinds={"duckdb"},
    deps=[
        *(table.name for table in WAREHOUSE_TABLES if table.name not in STORED_AS),
        "accepted_drafts",
        "quarantine",
    ],
    description="All tables and views in one DuckDB file beside the published one, not yet checked.",
)
def staging(context: dg.AssetExecutionContext, workshop: Workshop) -> dg.MaterializeResult[None]:
    """The next warehouse, built beside the published one."""
    return told(context, workshop, flow.stage_warehouse)


@dg.asset(
    name=WAREHOUSE,
    group_name="load",
    kinds={"duckdb"},
    deps=[STAGED],
    description="The published warehouse: what `sayso sql` opens. Moved into place in one step.",
)
def publishing(context: dg.AssetExecutionContext, workshop: Workshop) -> dg.MaterializeResult[None]:
    """The staged and checked file takes the place of the published one."""
    return told(context, workshop, flow.publish)


ALL = (
    inventory,
    parsing,
    language_pass,
    parting,
    normalising,
    corroborating,
    staging,
    publishing,
)


def read_by_staging_only() -> frozenset[str]:
    """The tables that no step but staging reads."""
    readers = {
        (dep.asset_key.to_user_string(), spec.key.to_user_string())
        for asset in ALL
        for spec in asset.specs
        for dep in spec.deps
        if dep.asset_key not in asset.keys
    }
    read_before = {table for table, reader in readers if reader != STAGED}
    return frozenset(table for table, _ in readers if table not in read_before)
