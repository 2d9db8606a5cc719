"""What every table holds, stated once; schemas, DDL, checks and the dictionary are generated from it.

Imports no other room.
"""

from pipelines.contracts.model import Column, Table, Type
from pipelines.contracts.stages import STAGE_TABLES
from pipelines.contracts.tables import (
    BUILD_INFO,
    CORROBORATE_TABLES,
    EXTRACT_TABLES,
    OPS_TABLES,
    PARSE_TABLES,
)

WAREHOUSE_TABLES: tuple[Table, ...] = (*PARSE_TABLES, *EXTRACT_TABLES, *CORROBORATE_TABLES)
"""The published tables outside `ops`, in the order of the flow."""

PUBLISHED_TABLES: tuple[Table, ...] = (*WAREHOUSE_TABLES, *OPS_TABLES)
"""Every table that the flow gives a frame for; `ops.build_info` is the load's own."""

_BY_NAME = {each.name: each for each in (*PUBLISHED_TABLES, BUILD_INFO, *STAGE_TABLES)}


def table(name: str) -> Table:
    """The contract of that name, published or stage; KeyError where there is none."""
    return _BY_NAME[name]


__all__ = [
    "BUILD_INFO",
    "OPS_TABLES",
    "PUBLISHED_TABLES",
    "STAGE_TABLES",
    "WAREHOUSE_TABLES",
    "Column",
    "Table",
    "Type",
    "table",
]
