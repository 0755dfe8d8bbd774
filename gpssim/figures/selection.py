"""Which runs and months a figure shows, and how its note says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gpssim.analysis.domains import few
from gpssim.analysis.periods import Window, window_of
from gpssim.figures.panels import MOST_BANDS
from gpssim.figures.words import word
from gpssim.texts.comparisons import NOTES
from gpssim.texts.names import name
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpssim.records.results import Results

HEADLINE: Final = "appropriation"


def closure_shown(results: Results) -> str:
    """Equal appropriation where the study has it, else the closure it has."""
    closures = list(dict.fromkeys(map(str, results.runs["closure"])))
    return HEADLINE if HEADLINE in closures or not closures else closures[0]


def period_shown(results: Results) -> Window:
    """The later period; all months where runs are too short to have one."""
    return window_of("later", results.months) or Window(0, max(results.months, 1) - 1)


def shown(results: Results, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the scenario's own world under the closure shown; policies are plain words in the order of the study."""
    rows = frame[(frame["world"] == 0) & (frame["closure"].astype(str) == closure_shown(results))]
    rows = rows.assign(policy=rows["policy"].astype(str), closure=rows["closure"].astype(str))
    rank = {policy: place for place, policy in enumerate(results.policies)}
    return rows.sort_values("policy", key=lambda policy: policy.map(rank), kind="stable", ignore_index=True)


def shown_table(results: Results, table: str, columns: Sequence[str]) -> pd.DataFrame:
    """These rows of one table, read part by part."""
    pieces = [shown(results, batch) for batch in results.batches(table, columns)]
    return shown(results, pd.concat(pieces, ignore_index=True)) if pieces else results.table(table, columns)


def runs_note(data: pd.DataFrame, language: Language) -> tuple[str, ...]:
    """What is held equal, how many replications stand behind a mean and what its interval is, the policy if there is only one."""
    n, policies = int(data["n"].max() if len(data) else 0), list(dict.fromkeys(data["policy"]))
    alone = [word("policy_shown", language, policy=name(policies[0], language))] if len(policies) == 1 else []
    held = word(f"at_{data['closure'].iloc[0]}", language) if len(data) else ""
    return (*alone, held, *replications_note(n, language))


def replications_note(n: int, language: Language, cut: bool = True) -> tuple[str, ...]:
    """How many replications stand behind a mean, what its interval is, and that two or three are few.

    Parameters
    ----------
    cut : whether intervals end where what is shown ends (:mod:`gpssim.analysis.domains`).
    """
    if n <= 1:
        return (word("one_run", language),)
    return word("replications_cut" if cut else "replications", language, n=n), *few_note(n, language)


def few_note(n: int, language: Language) -> tuple[str, ...]:
    """That so few replications give rough intervals, where it is so."""
    return (said(NOTES, "few", language),) if few(n) else ()


def lines_note(policies: Sequence[str], language: Language) -> tuple[str, ...]:
    """What the bands of lines are, or that there are none."""
    if len(policies) > MOST_BANDS:
        return (word("no_bands", language, most=MOST_BANDS),)
    return (word("own_bands", language),) if len(policies) > 1 else ()


def gaps_note(data: pd.DataFrame, panels: str, language: Language) -> tuple[str, ...]:
    """What it means that a policy has no line in one of the panels, where that happens."""
    defined = data.dropna(subset="mean").groupby(panels, observed=True)["policy"].nunique()
    missing = (defined.reindex(data[panels].unique(), fill_value=0) < data["policy"].nunique()).any()
    return (word("no_line", language),) if missing else ()


def months_note(data: pd.DataFrame, language: Language) -> str:
    """The months over which values were taken."""
    return word("months_shown", language, first=data["first"].iloc[0], last=data["last"].iloc[0])
