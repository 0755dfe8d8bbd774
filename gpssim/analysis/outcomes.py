"""The outcomes of results by name, so that a prompt can complete them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gpssim.analysis.indicators import indicators
from gpssim.analysis.values import values
from gpssim.errors import unknown
from gpssim.texts.html import table

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.records.results import Results


class Outcomes:
    """Every indicator as an attribute: ``results.outcomes.coverage``.

    An attribute is the table that :func:`gpssim.values` returns over all months: ``policy, closure, world, replication, value``.
    """

    def __init__(self, results: Results) -> None:
        self._results = results

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in indicators():
            raise AttributeError(str(unknown("outcome", name, indicators())))
        return values(self._results, name)

    def __dir__(self) -> list[str]:
        return sorted(indicators())

    def __iter__(self) -> Iterator[str]:
        return iter(dir(self))

    def __len__(self) -> int:
        return len(dir(self))

    def __repr__(self) -> str:
        return f"Outcomes({len(self)} indicators: {', '.join(dir(self)[:3])}, ...)"

    def _repr_html_(self) -> str:
        rows: list[tuple[Any, ...]] = [(key, one.label, one.unit) for key, one in indicators().items() if one.primary]
        return table(
            "Primary outcomes", rows, ("name", "label", "unit"), f"{len(self) - len(rows)} further ones: dir(results.outcomes)"
        )
