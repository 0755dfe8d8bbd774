"""The outcomes of results by name, so that a prompt can complete them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from gpssim.errors import unknown
from gpssim.plugins import SHELVES
from gpssim.texts.html import table

if TYPE_CHECKING:
    import pandas as pd
VALUES: Final = "gpssim.analysis.values"
"""Found by its name when it is asked for, as plug-ins are: records know no analysis."""


class Outcomes:
    """Every indicator as an attribute: ``results.outcomes.coverage``.

    An attribute is the table that :func:`gpssim.values` returns over all months: ``policy, closure, world, replication, value``.
    """

    def __init__(self, results: Any) -> None:  # a Results, whose file knows this one
        self._results = results

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):
            raise AttributeError(name)
        known = SHELVES["indicator"].known()
        if name not in known:
            raise AttributeError(str(unknown("outcome", name, known)))
        found: pd.DataFrame = import_module(VALUES).values(self._results, name)
        return found

    def __dir__(self) -> list[str]:
        return sorted(SHELVES["indicator"].known())

    def __iter__(self) -> Iterator[str]:
        return iter(dir(self))

    def __len__(self) -> int:
        return len(dir(self))

    def __repr__(self) -> str:
        return f"Outcomes({len(self)} indicators: {', '.join(dir(self)[:3])}, ...)"

    def _repr_html_(self) -> str:
        rows: list[tuple[Any, ...]] = [
            (key, one.label, one.unit) for key, one in SHELVES["indicator"].known().items() if one.primary
        ]
        return table("Primary outcomes", rows, ("name", "label", "unit"), f"{len(self) - len(rows)} more: dir(results.outcomes)")
