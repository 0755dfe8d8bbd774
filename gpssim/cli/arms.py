"""What each arm bought with, for a terminal of 80 columns: a line for each policy, and what is wrong with an arm below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gpssim.analysis.arms import LEAST_OWN
from gpssim.cli.outcomes import padded
from gpssim.cli.words import WORDS
from gpssim.texts.comparisons import CLOSURES, PERIODS
from gpssim.texts.names import name
from gpssim.texts.text import Language, named, said

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

CELLS = ("own_share", "failure_rate", "inherited_share", "bridge_share")
IN_WORLDS = ("own_share", "failure_rate", "n_flagged")
WIDTH = 13


def lines_of_arms(frame: pd.DataFrame, language: Language) -> Iterator[Text]:
    """A table for each closure over all months, then a line for each period in which an arm is not what it is called."""
    from rich.text import Text

    for closure, part in frame.groupby("closure", sort=False, observed=True):
        whole = part[part["period"] == "all"]
        yield Text(said(WORDS, "arms", language, money=named(CLOSURES, str(closure), language)), style="bold underline")
        first = 5 + max(map(len, whole["policy"]))
        yield Text(padded(first, "", [said(WORDS, cell, language) for cell in CELLS], WIDTH), style="dim")
        for row in whole.to_dict("records"):
            yield Text(padded(first, f"  {row['policy']}", [percent(row[cell]) for cell in CELLS], WIDTH))
        for row in part[part["flagged"]].to_dict("records"):
            yield Text(flag(row, language), style="yellow")
        yield Text()


def lines_of_worlds(frame: pd.DataFrame, language: Language) -> Iterator[Text]:
    """The same for the sampled worlds together, those that count and the others, over all months; nothing where there are none."""
    from rich.text import Text

    for (closure, counts), part in frame[frame["period"] == "all"].groupby(["closure", "counts"], sort=False, observed=True):
        words = {"money": named(CLOSURES, str(closure), language), "n": int(part["n_worlds"].max())}
        yield Text(said(WORDS, "arms_in_worlds" if bool(counts) else "arms_in_others", language, **words), style="bold underline")
        first = 5 + max(map(len, part["policy"]))
        yield Text(padded(first, "", [said(WORDS, cell, language) for cell in IN_WORLDS], WIDTH), style="dim")
        for row in part.to_dict("records"):
            cells = [percent(row["own_share"]), percent(row["failure_rate"]), f"{row['n_flagged']}"]
            yield Text(padded(first, f"  {row['policy']}", cells, WIDTH))
        yield Text()


def flag(row: Mapping[Any, Any], language: Language) -> str:
    """Why an arm says little about the mechanisms that it is named for."""
    words = {"period": named(PERIODS, row["period"], language), "policy": row["policy"], "own": percent(row["own_share"])}
    words["failed"] = percent(row["failure_rate"])
    if not row["own_share"] < LEAST_OWN:
        return said(WORDS, "flagged", language, **words)
    return said(WORDS, "flagged_other", language, **words, other=name(row["other"], language))


def percent(share: float) -> str:
    """A share in whole percent; a dash where it is missing."""
    return f"{100 * share:.0f} %" if share == share else "–"
