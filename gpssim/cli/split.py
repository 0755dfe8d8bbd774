"""Comparisons split by service domain, group, district, kind …: checked before anything runs, then written, drawn and printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpssim.cli.outcomes import headings_of, label_and_unit, padded
from gpssim.cli.words import WORDS
from gpssim.errors import impossible
from gpssim.files.writing import write_csv
from gpssim.texts import numbers
from gpssim.texts.comparisons import CLOSURES, PERIODS
from gpssim.texts.names import as_typed
from gpssim.texts.splits import split_name
from gpssim.texts.text import Language, named, said

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

    from gpssim.records.results import Results

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="NAME",
        help="Compare in each domain, group, district or kind, too (several times: one after the other); tables, figures.",
    ),
]
COLUMNS = ("baseline", "mean", "difference", "interval", "n_pairs")
WIDTHS = (8, 8, 11, 22, 7)


def splits_asked(by: Sequence[str] | None) -> tuple[str, ...]:
    """What ``--by`` names, each once.

    Raises
    ------
    UnknownNameError, ScenarioError : nothing can be split by it, or a name stands twice.
    """
    from gpssim.analysis.splitting import split_by

    names = tuple(by or ())
    if len(set(names)) < len(names):
        raise impossible("--by", " ".join(names), "names that stand once each")
    return tuple(name for one in names for name in split_by(one))


def write_splits(
    results: Results, directory: Path, by: Sequence[str], language: Language, figures: bool
) -> dict[str, pd.DataFrame]:
    """``compare_by_NAME.csv`` with every outcome that can be split so, the headline as LaTeX, the figure; returns the tables."""
    from gpssim.analysis import compare, comparison_table
    from gpssim.analysis.left_out import tried

    found: dict[str, pd.DataFrame] = {}
    for one in by:
        frame = tried("table", f"compare_by_{one}.csv", partial(compare, results, by=one), None)
        if frame is not None:
            found[one] = frame
            write_csv(frame, directory / f"compare_by_{one}.csv")
            file, label = directory / f"compare_by_{one}.tex", f"tab:comparison-{one}"
            write = partial(comparison_table, shown(frame, one), file, language, label=label)
            tried("table", f"compare_by_{one}.tex", write, "")
    if figures and by:
        from gpssim.figures import draw_one
        from gpssim.figures.split import split_figure

        for one in by:
            draw = partial(draw_one, split_figure(one), results, directory / "figures", language)
            tried("figure", f"differences_by_{one}", draw, ())
    return found


def files_of(by: Sequence[str]) -> list[str]:
    """The tables that are written."""
    return [f"compare_by_{one}.csv" for one in by]


def shown(frame: pd.DataFrame, split: str, everything: bool = False) -> pd.DataFrame:
    """The rows that are printed, in the last period that the runs reach: primary outcomes if there are any, all where asked for.

    A cell that no run has, such as a group that does not live in the city, has no rows.
    """
    frame = frame[frame.groupby(split)["n_pairs"].transform("max") > 0]
    primary = frame[frame["primary"].astype(bool)]
    rows = primary if len(primary) and not everything else frame
    for period in ("later", "transition"):
        if (rows["period"] == period).any():
            return rows[rows["period"] == period]
    return rows


def lines_of_split(frame: pd.DataFrame, split: str, language: Language, everything: bool = False) -> Iterator[Text]:
    """The table line by line: outcomes, under each the policies, under each of these the cells."""
    from rich.text import Text

    from gpssim.analysis.splitting import cell_names

    rows = shown(frame, split, everything)
    rows = rows.assign(cell=cell_names(rows, language))
    first = 7 + max(map(_width, rows["cell"]), default=0)
    for (closure, period), part in rows.groupby(["closure", "period"], sort=False, observed=True):
        words = {"money": named(CLOSURES, str(closure), language), "period": named(PERIODS, str(period), language)}
        title = said(WORDS, "differences", language, **words, baseline=as_typed(part["policy_a"].iloc[0], language))
        yield Text(said(WORDS, "split", language, title=title, by=split_name(split, language)), style="bold underline")
        yield Text(padded(first, "", headings_of(COLUMNS, language), *WIDTHS), style="dim")
        for _, outcome in part.groupby("outcome", sort=False, observed=True):
            yield from _outcome(outcome, first, language)
        yield Text()


def _outcome(rows: pd.DataFrame, first: int, language: Language) -> Iterator[Text]:
    from rich.text import Text

    yield Text(label_and_unit(rows.iloc[0].to_dict(), language), style="italic")
    for policy, cells in rows.groupby("policy_b", sort=False, observed=True):
        yield Text(f"  {as_typed(str(policy), language)}")
        for row in cells.to_dict("records"):
            yield Text(padded(first, f"    {row['cell']}", _numbers(row), *WIDTHS), style=_style(row))


def _numbers(row: dict[Any, Any]) -> list[str]:
    difference = numbers.estimate(row["difference"], row["low"], row["high"], plus=True)
    return [numbers.shown(row["mean_a"]), numbers.shown(row["mean_b"]), *difference, f"{row['n_pairs']:d}"]


def _style(row: dict[Any, Any]) -> str:
    """Green for the better, red for the worse, where the interval leaves out zero."""
    clear, side = row["low"] > 0.0 or row["high"] < 0.0, row["direction"] * row["difference"]
    return ("green" if side > 0 else "red") if clear and side else ""


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
