"""What each arm bought with, for a terminal of 80 columns: a line for each policy, and what is wrong with an arm below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gpssim.analysis.arms import LEAST_OWN
from gpssim.analysis.unequal import follow_differently
from gpssim.cli.outcomes import first_column, padded
from gpssim.cli.words import WORDS
from gpssim.scenario.meanings import lever_name
from gpssim.texts.comparisons import CLOSURES, FAILED_CALLS, PERIODS
from gpssim.texts.following import following, with_following
from gpssim.texts.names import as_typed, name
from gpssim.texts.numbers import percent
from gpssim.texts.text import Language, listed, named, said

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

CELLS = ("own_share", "failure_rate", "inherited_share", "kept_share", "bridge_share")
IN_WORLDS = ("own_share", "failure_rate", "n_flagged")
WIDTH, IN_WORLDS_WIDTH = 10, 13


def lines_of_arms(frame: pd.DataFrame, language: Language, levers: pd.DataFrame | None = None) -> Iterator[Text]:
    """A table for each closure over all months, then what is wrong with arms, and what is not held equal between them.

    A line tells what follows failed calls, one each period in which an arm is not what it is called, one each lever in which arms
    differ (``levers``: what :func:`gpssim.analysis.unequal.unequal` returns).
    """
    from rich.text import Text

    yield from _tables(frame, language)
    for line in _following(frame, language):
        yield Text(line, style="yellow" if line.startswith("!") else "dim")
    for lever, rows in () if levers is None else levers.groupby("lever", sort=False, observed=True):
        if lever not in ("after_failure", "retenders"):
            yield Text(_unequal(str(lever), rows, language), style="dim")
    yield Text()


def _unequal(lever: str, rows: pd.DataFrame, language: Language) -> str:
    """What each arm says of a lever in which they differ."""
    told = (f"{as_typed(policy, language)} {value}" for policy, value in zip(rows["policy"], rows["value"], strict=True))
    return said(WORDS, "unequal", language, lever=lever_name(lever, language), said_by=listed(told, language, apart=True))


def _following(frame: pd.DataFrame, language: Language) -> Iterator[str]:
    """What follows failed calls: one line where it is the same in all arms, else a line for each."""
    told = frame[["policy", "retenders", "after_failure"]].drop_duplicates()
    if follow_differently(frame):
        yield "! " + said(FAILED_CALLS, "differ", language)
        for row in told.to_dict("records"):
            yield f"! {with_following(row['policy'], row['after_failure'], language)}{_again(row, language)}"
    elif told["after_failure"].any():
        row = told.iloc[0].to_dict()
        yield said(WORDS, "every_arm", language, follows=following(row["after_failure"], language) + _again(row, language))


def _again(row: Mapping[Any, Any], language: Language) -> str:
    return "" if row["retenders"] != row["retenders"] else said(WORDS, "again", language, n=f"{row['retenders']:.0f}")


def _tables(frame: pd.DataFrame, language: Language) -> Iterator[Text]:
    from rich.text import Text

    cells = [cell for cell in CELLS if cell != "kept_share" or frame["kept_share"].gt(0.0).any()]
    for closure, part in frame.groupby("closure", sort=False, observed=True):
        whole = part[part["period"] == "all"]
        yield Text(said(WORDS, "arms", language, money=named(CLOSURES, str(closure), language)), style="bold underline")
        first = first_column([as_typed(policy, language) for policy in whole["policy"]], *[WIDTH] * len(cells))
        yield Text(padded(first, "", [said(WORDS, cell, language) for cell in cells], WIDTH), style="dim")
        for row in whole.to_dict("records"):
            yield Text(
                padded(first, f"  {as_typed(row['policy'], language)}", [percent(row[cell], language) for cell in cells], WIDTH)
            )
        for row in part[part["flagged"]].to_dict("records"):
            yield Text(flag(row, language), style="yellow")


def lines_of_worlds(frame: pd.DataFrame, language: Language) -> Iterator[Text]:
    """The same for the sampled worlds together, those that count and the others, over all months; nothing where there are none."""
    from rich.text import Text

    for (closure, counts), part in frame[frame["period"] == "all"].groupby(["closure", "counts"], sort=False, observed=True):
        words = {"money": named(CLOSURES, str(closure), language), "n": int(part["n_worlds"].max())}
        yield Text(said(WORDS, "arms_in_worlds" if bool(counts) else "arms_in_others", language, **words), style="bold underline")
        first = first_column([as_typed(policy, language) for policy in part["policy"]], *[IN_WORLDS_WIDTH] * len(IN_WORLDS))
        yield Text(padded(first, "", [said(WORDS, cell, language) for cell in IN_WORLDS], IN_WORLDS_WIDTH), style="dim")
        for row in part.to_dict("records"):
            cells = [percent(row["own_share"], language), percent(row["failure_rate"], language), f"{row['n_flagged']}"]
            yield Text(padded(first, f"  {as_typed(row['policy'], language)}", cells, IN_WORLDS_WIDTH))
        yield Text()


def flag(row: Mapping[Any, Any], language: Language) -> str:
    """Why an arm says little about the mechanisms that it is named for."""
    words = {"period": named(PERIODS, row["period"], language), "policy": as_typed(row["policy"], language)}
    words |= {"own": percent(row["own_share"], language), "failed": percent(row["failure_rate"], language)}
    if not row["own_share"] < LEAST_OWN:
        return said(WORDS, "flagged", language, **words)
    return said(WORDS, "flagged_other", language, **words, other=name(row["other"], language))
