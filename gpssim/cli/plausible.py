"""Which sampled worlds count, for a terminal of 80 columns: how many pass, and a line for each condition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gpssim.analysis.plausible import ERRORS
from gpssim.analysis.status_quo import LEAST_WINDOW, SETTLING
from gpssim.cli.outcomes import padded
from gpssim.cli.words import WORDS
from gpssim.texts.numbers import percent, shown
from gpssim.texts.plausible import MEASURES
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

CELLS = ("bounds", "own_world", "median", "below", "above", "alone")
WIDTHS = (14, 8, 8, 8, 8, 8)


def lines_of_plausible(shares: pd.DataFrame, language: Language) -> Iterator[Text]:
    """What :func:`gpssim.analysis.plausible.plausible_share` found; that nothing was judged, where it is so."""
    from rich.text import Text

    whole = shares[shares["condition"] == "all"].iloc[0]
    n = int(whole["n_worlds"])
    if not n:
        yield Text(said(WORDS, "not_judged", language, months=SETTLING + LEAST_WINDOW), style="yellow")
        yield Text()
        return
    yield Text(said(WORDS, "plausible", language, passed=round(n * whole["share"]), n=n), style="bold underline")
    yield Text(padded(24, "", [said(WORDS, cell, language) for cell in CELLS], *WIDTHS), style="dim")
    for row in shares[shares["condition"] != "all"].to_dict("records"):
        bounds = f"{row['low']:g} – {row['high']:g}"
        cells = [
            bounds,
            shown(row["own"]),
            shown(row["median"]),
            *(percent(row[key], language) for key in ("below", "above", "alone")),
        ]
        yield Text(padded(24, f"  {said(MEASURES, row['condition'], language)}", cells, *WIDTHS))
    yield Text(f"  {said(WORDS, 'outside', language, errors=ERRORS)}", style="dim")
    yield Text(f"  {said(WORDS, 'bare', language, n=round(n * whole['within']))}", style="dim")
    yield Text()
