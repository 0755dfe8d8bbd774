"""Which runs a figure shows: the scenario's own world and, where a study holds both closures, equal appropriation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gpssim.figures.fonts import Language
from gpssim.figures.words import name, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpssim.records.results import Results

HEADLINE: Final = "appropriation"


def closure_of(results: Results) -> str:
    """The closure shown: equal appropriation where the study has it, else the one it has."""
    closures = list(dict.fromkeys(map(str, results.runs["closure"])))
    return HEADLINE if HEADLINE in closures or not closures else closures[0]


def headline(results: Results, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the runs shown, policies as plain words in the order of the study."""
    rows = frame[(frame["world"] == 0) & (frame["closure"].astype(str) == closure_of(results))]
    rows = rows.assign(policy=rows["policy"].astype(str))
    rank = {policy: place for place, policy in enumerate(results.policies)}
    return rows.sort_values("policy", key=lambda policy: policy.map(rank), kind="stable", ignore_index=True)


def headline_table(results: Results, table: str, columns: Sequence[str]) -> pd.DataFrame:
    """The rows of one table for the runs shown, read part by part."""
    pieces = [headline(results, batch) for batch in results.batches(table, columns)]
    return headline(results, pd.concat(pieces, ignore_index=True))


def runs_note(data: pd.DataFrame, language: Language) -> str:
    """How many replications stand behind a mean, and what its interval is; the policy, where there is only one."""
    n, policies = int(data["n"].max()), list(dict.fromkeys(data["policy"]))
    alone = word("one_policy", language, policy=name(policies[0], language)) if len(policies) == 1 else ""
    return " ".join(filter(None, [alone, word("bands", language, n=n) if n > 1 else word("one_run", language)]))
