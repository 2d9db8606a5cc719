"""The published tables, in the order of the flow.

Belongs here: what readers of the warehouse may rely on, column by column.
"""

from pipelines.contracts.tables.corroborate import CORROBORATE_TABLES
from pipelines.contracts.tables.extract import EXTRACT_TABLES
from pipelines.contracts.tables.ops import BUILD_INFO, OPS_TABLES
from pipelines.contracts.tables.parse import PARSE_TABLES

__all__ = ["BUILD_INFO", "CORROBORATE_TABLES", "EXTRACT_TABLES", "OPS_TABLES", "PARSE_TABLES"]
