"""What a study leaves behind: tables with units, results on disk or in memory, and the digest that tells whether two agree."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gpssim.records.digest import combined_digest, table_digest
    from gpssim.records.results import Results, load_results
    from gpssim.records.tables import TABLES, Column, Table

_HOME: Final = {
    "Column": "tables",
    "Results": "results",
    "TABLES": "tables",
    "Table": "tables",
    "combined_digest": "digest",
    "load_results": "results",
    "table_digest": "digest",
}

__all__ = ["TABLES", "Column", "Results", "Table", "combined_digest", "load_results", "table_digest"]


def __getattr__(name: str) -> Any:
    """Import on first use: whoever records rows needs neither pandas nor Parquet."""
    if name not in _HOME:
        raise AttributeError(f"module 'gpssim.records' has no attribute {name!r}")
    return getattr(import_module(f"gpssim.records.{_HOME[name]}"), name)
