"""A comparison as a reader wants it: primary outcomes, one row each, every policy beside the baseline; the whole table is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from gpssim.analysis.splitting import labeled_by_cell
from gpssim.texts.comparisons import CLOSURES, HEADINGS, PERIODS
from gpssim.texts.html import MOST_ROWS, table
from gpssim.texts.names import as_typed, further_names, name
from gpssim.texts.numbers import estimate, shown
from gpssim.texts.text import Language, in_brackets, named, said
from gpssim.texts.units import unit

NEEDED: Final = {
    *("outcome", "label", "label_zh", "unit", "primary", "period", "closure", "policy_a", "policy_b"),
    *("mean_a", "difference", "low", "high"),
}
"""Columns without which a part of a comparison is shown as any other table."""


WIDTH: Final = 160
"""Letters of a line at a prompt; columns that find no room follow below."""


class Comparison(pd.DataFrame):
    """What :func:`gpssim.analysis.compare` returns: a pandas table with a row for each outcome, period, closure and policy.

    Nothing is left out of it; a prompt and a notebook show the primary outcomes as :meth:`readable` has them.
    """

    _metadata: Final = ["titles"]  # pandas' own list of what copies carry on
    titles: Mapping[str, tuple[str, str]]

    @property
    def _constructor(self) -> type[Comparison]:
        return Comparison

    @property
    def whole(self) -> pd.DataFrame:
        """Every row and column as an ordinary table, shown as pandas shows tables."""
        return pd.DataFrame(self)

    def readable(self, language: Language = "en", everything: bool = False) -> pd.DataFrame:
        """One row for each period, closure and outcome: the baseline's mean, then each policy's difference with its 95 % interval.

        A comparison that is split has a row for each cell, which is named behind the outcome.

        Parameters
        ----------
        language : ``en`` or ``zh``.
        everything : every outcome; otherwise the primary ones, where there are any.

        Returns
        -------
        DataFrame of text: index ``period, closure, outcome``, a column for the baseline and one for each other policy.
        """
        with further_names(getattr(self, "titles", None) or {}):
            rows = labeled_by_cell(self.whole if everything else primary(self.whole))
            parts = [part for _, part in rows.groupby(["closure", "period"], sort=False, observed=True)]
            told = [_told(row, language) for part in parts for row in part.to_dict("records")]
        if not told:
            return pd.DataFrame()
        keys = [said(HEADINGS, key, language) for key in ("period", "closure", "outcome")]
        frame = pd.DataFrame(told).rename(columns=dict(zip(("period", "closure", "outcome"), keys, strict=True)))
        wide = frame.groupby(keys, sort=False).first()
        return wide if wide.index.get_level_values(1).nunique() > 1 else wide.droplevel(1)

    def __repr__(self) -> str:
        if not set(self.columns) >= NEEDED or self.empty:
            return repr(self.whole)
        return f"{self.readable().to_string(line_width=WIDTH)}\n{self._left()}"

    def _repr_html_(self) -> str:
        if not set(self.columns) >= NEEDED or self.empty:
            html: str = self.whole.to_html(max_rows=MOST_ROWS)
            return html
        shown = self.readable()
        baseline = self["policy_a"].iloc[0]
        return table(f"Differences from {baseline}, with 95 % intervals", _rows(shown), ["", *shown.columns], self._left())

    def _left(self) -> str:
        """What is not shown."""
        n, shown = self["outcome"].nunique(), primary(self.whole)["outcome"].nunique()
        return f"{shown} of {n} outcomes; all {len(self):,} rows and {self.shape[1]} columns: .whole, or .readable(everything=True)"


def primary(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of primary outcomes, transition and later period where there are such; every row where none is primary."""
    rows = frame[frame["primary"].astype(bool)]
    rows = rows if len(rows) else frame
    apart = rows[rows["period"] != "all"]
    return apart if len(apart) else rows


def _told(row: Mapping[Any, Any], language: Language) -> dict[str, str]:
    baseline, policy = (_called(row[side], language) for side in ("policy_a", "policy_b"))
    return {
        "period": named(PERIODS, str(row["period"]), language),
        "closure": named(CLOSURES, str(row["closure"]), language),
        "outcome": in_brackets(row["label_zh" if language == "zh" else "label"], unit(row["unit"], language), language),
        baseline: shown(row["mean_a"]),
        policy: _difference(row),
    }


def _called(policy: str, language: Language) -> str:
    return name(policy, language) if language == "zh" else as_typed(policy, language)


def _difference(row: Mapping[Any, Any]) -> str:
    """A difference with its sign, its interval behind it, as a terminal has them; a dash where it is missing."""
    return " ".join(estimate(row["difference"], row["low"], row["high"], plus=True)).rstrip()


def _rows(shown: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """The rows of a readable comparison, each part below its own heading."""
    last: tuple[object, ...] = ()
    for index, *cells in shown.itertuples(name=None):
        part, outcome = index[:-1], index[-1]
        if part != last:
            yield (", ".join(map(str, part)),)
            last = part
        yield (outcome, *cells)
