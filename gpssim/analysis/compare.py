"""Paired differences between policies: the same replications under both, with intervals, and worlds in which the sign holds.

Two uncertainties are kept apart. The interval is Monte-Carlo uncertainty in the scenario's own world: a paired t interval
over replications. The share of sampled worlds with the same sign is uncertainty about the world; worlds whose status quo is not
plausible (:mod:`gpssim.analysis.plausible`) are counted apart. A p-value (Holm-adjusted
over the primary outcomes) is given only beside that share, for simulated replications alone can make any difference
significant.

*Source:* paired comparison under common random numbers, Law, Simulation Modeling and Analysis, ch. 10; Holm 1979,
Scandinavian Journal of Statistics 6.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd
from scipy import stats

from gpssim.analysis.cells import runs_compared
from gpssim.analysis.comparison import Comparison
from gpssim.analysis.domains import EVERYWHERE, Domain, cut, of_differences
from gpssim.analysis.holm import holm
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.indicators import indicator
from gpssim.analysis.own_purchases import OwnPurchases, answers
from gpssim.analysis.periods import PERIODS, Period, Window, window_of
from gpssim.analysis.plausible import implausible_worlds
from gpssim.analysis.read_ahead import read_ahead
from gpssim.analysis.splitting import By, cells_of, split_by, splittable
from gpssim.errors import RunsFailedError, StudyError, unknown
from gpssim.plain import listed
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

_DECLARED: Final = ("label", "label_zh", "unit", "family", "direction", "primary")
_KEYS: Final = ("period", "closure", "policy_a", "policy_b")
_NUMBERS: Final = ("mean_a", "mean_b", "difference", "low", "high", "n_pairs", "variance_reduction", "relative")
_WORLDS: Final = ("same_sign_share", "n_worlds", "world_median", "same_sign_share_others", "n_worlds_others")
COLUMNS: Final = ("outcome", *_DECLARED, *_KEYS, *_NUMBERS, "p_holm", *_WORLDS)
Pair = tuple[dict[str, str], pd.DataFrame]
LEVEL: Final = 0.95
ROUNDING: Final = 1e-12
"""Relative difference below which two sums of the same numbers in another order may lie apart."""


@usual_arithmetic()
def compare(
    results: Results,
    baseline: str | None = None,
    outcomes: Iterable[str | Indicator] | None = None,
    periods: Sequence[Period] = PERIODS,
    worlds: Literal["plausible", "all"] = "plausible",
    under: str = "",
    by: str | Sequence[str] = (),
) -> Comparison:
    """Every policy against the baseline, outcome by outcome.

    Parameters
    ----------
    results : a study's results.
    baseline : policy that the others are compared with; the first one by default.
    outcomes : indicators by name, or of your own; all by default.
    periods : periods of :mod:`gpssim.analysis.periods`; those that the runs do not reach are left out.
    worlds : which sampled worlds count: those whose status quo is plausible (all of them where that cannot be judged), or all.
    under : ``own`` looks at purchases that each arm made since the switch under its own mechanisms, and leaves out outcomes of the
        whole city (:mod:`gpssim.analysis.own_purchases`): a selection, no effect of a policy; without p-values.
    by : ``domain``, ``group``, ``district``, ``kind`` or another grouping (or several): the same in each of them, for the outcomes
        that can be split so; a column of that name says which. Intervals are those of single cells; ``p_holm`` is adjusted over
        all outcomes and cells.

    Returns
    -------
    DataFrame of which a notebook shows the primary outcomes (:class:`gpssim.analysis.comparison.Comparison`), one row for each
    outcome, period, closure and policy: ``difference`` is policy_b minus policy_a over the
    ``n_pairs`` replications in which both are defined, ``low`` and ``high`` its paired 95 % t interval, which ends where the
    difference of two values of the outcome ends (-1 and 1 for shares, see :mod:`gpssim.analysis.domains`);
    ``variance_reduction`` is 1 - var(B - A) / (var A + var B); ``relative`` the difference over the size of mean_a, missing
    where the unit has no zero or mean_a is not clearly apart from it; ``same_sign_share`` the share of the ``n_worlds`` sampled
    worlds that count whose mean difference has the same sign, ``world_median`` the median of their differences,
    ``same_sign_share_others`` and ``n_worlds_others`` the same of the worlds that do not count; ``p_holm`` for primary outcomes
    and only where ``same_sign_share`` exists.

    Raises
    ------
    StudyError : fewer than two policies, or no run that succeeded.
    UnknownNameError : no such policy, indicator, period, choice of worlds, restriction or grouping.
    ScenarioError : an outcome that cannot be split so.
    """
    if worlds not in ("plausible", "all"):
        raise unknown("choice of worlds", worlds, ("plausible", "all"))
    left_out = frozenset() if worlds == "all" else implausible_worlds(results)
    split = split_by(by)
    asked = None if outcomes is None else listed("outcomes", outcomes, "a list of outcomes")
    chosen = splittable(split, None if asked is None else [indicator(one) for one in asked])
    base = _baseline(results, baseline)
    if under:
        results, chosen = _restricted(results, chosen, under)
    pairs = pairs_of(results, base)
    windows = _windows(periods, results.months)
    read_ahead(results, chosen, [window for _, window in windows], split)
    rows = [row for one in chosen for row in _rows(results, one, windows, split, pairs, left_out)]
    columns = ["outcome", *split, *COLUMNS[1:]]
    frame = pd.DataFrame(rows, columns=[*columns, "p"])
    frame["p_holm"] = np.nan if under else _holm(frame)
    compared = Comparison(frame[columns])
    compared.titles = results.policy_titles
    return compared


def _windows(periods: Sequence[Period], months: int) -> list[tuple[str, Window]]:
    """The periods that the runs reach, with their labels."""
    windows = [(period, window_of(period, months)) for period in listed("periods", periods, "a list of periods")]
    return [(p if isinstance(p, str) else f"{window.first}-{window.last}", window) for p, window in windows if window]


def _rows(
    results: Results, one: Indicator, windows: list[tuple[str, Window]], by: By, pairs: list[Pair], left_out: Collection[int]
) -> Iterator[dict[str, Any]]:
    """The rows of one outcome: period by period, cell by cell, pair by pair."""
    declared = {"outcome": one.name} | {name: getattr(one, name) for name in _DECLARED}
    for label, window in windows:
        for cell, value in cells_of(results, one, window, by):
            for keys, runs in pairs:
                yield declared | cell | {"period": label} | keys | _contrast(value, runs, one, left_out)


def _restricted(results: Results, chosen: list[Indicator], under: str) -> tuple[Results, list[Indicator]]:
    """Own purchases alone, and the outcomes that belong to purchases."""
    if under != "own":
        raise unknown("restriction of a comparison:", under, ("own",))
    return OwnPurchases(results), [one for one in chosen if answers(one)]


def _baseline(results: Results, baseline: str | None) -> str:
    names = results.policies
    if baseline is not None and baseline not in names:
        raise unknown("policy in these results:", baseline, names)
    if len(names) < 2:
        raise StudyError(f"a comparison needs two policies, these results have {len(names)}: {', '.join(names)}")
    if not len(runs_compared(results)):
        reasons = results.runs["reason"]
        raise RunsFailedError(f"no run succeeded: {reasons.iloc[0] if len(reasons) else 'there are none'}")
    return baseline or names[0]


def pairs_of(results: Results, base: str) -> list[Pair]:
    """For each closure and policy other than the baseline: which runs meet, ``world, a, b`` (rows of the runs compared)."""
    runs = runs_compared(results).rename_axis("run").reset_index()
    found = []
    for closure, part in runs.groupby("closure", sort=False):
        side = {str(policy): rows.set_index(["world", "replication"])["run"] for policy, rows in part.groupby("policy", sort=False)}
        for policy in results.policies:
            if policy != base:
                both = pd.DataFrame({"a": side.get(base), "b": side.get(policy)}, columns=["a", "b"]).dropna().astype(np.int64)
                keys = {"closure": str(closure), "policy_a": base, "policy_b": policy}
                found.append(
                    (
                        keys,
                        both.reset_index("world") if len(both) else pd.DataFrame({"world": [], "a": [], "b": []}, dtype=np.int64),
                    )
                )
    return found


def _contrast(value: np.ndarray, runs: pd.DataFrame, one: Indicator, left_out: Collection[int]) -> dict[str, float]:
    """One pair of policies: replications of the scenario's own world, and the sign over sampled worlds."""
    a, b, world = value[runs["a"]], value[runs["b"]], runs["world"].to_numpy()
    defined = np.isfinite(a) & np.isfinite(b)
    a, b, world = a[defined], b[defined], world[defined]
    return paired(a[world == 0], b[world == 0], one.has_zero, one.domain) | _over_worlds(differences(a, b), world, left_out)


def paired(a: np.ndarray, b: np.ndarray, has_zero: bool = True, domain: Domain = EVERYWHERE) -> dict[str, float]:
    """The paired comparison of two policies, one value a replication under each, none missing.

    Returns means, difference b - a, its 95 % t interval (missing under two pairs; it ends where the difference of two values of
    ``domain`` ends), variance reduction by pairing, relative change and two-sided p.
    """
    n, d = len(a), differences(a, b)
    error = float(d.std(ddof=1) / np.sqrt(n)) if n > 1 else np.nan
    half = float(stats.t.ppf((1 + LEVEL) / 2, n - 1)) * error if n > 1 else np.nan
    apart = float(a.var(ddof=1) + b.var(ddof=1)) if n > 1 else 0.0
    difference, mean_a = (float(d.mean()), float(a.mean())) if n else (np.nan, np.nan)
    low, high = cut(difference - half, difference + half, difference, of_differences(domain))
    return {
        "mean_a": mean_a,
        "mean_b": float(b.mean()) if n else np.nan,
        "difference": difference,
        "low": float(low),
        "high": float(high),
        "n_pairs": n,
        "variance_reduction": 1 - float(d.var(ddof=1)) / apart if apart > 0 else np.nan,
        "relative": difference / abs(mean_a) if has_zero and _clearly_not_zero(a) else np.nan,
        "p": p_of(difference, error, n),
    }


def differences(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Differences b - a, where what is only a rounding error of the two is 0."""
    d = b - a
    return np.where(np.abs(d) <= ROUNDING * np.maximum(np.abs(a), np.abs(b)), 0.0, d)


def _clearly_not_zero(a: np.ndarray) -> bool:
    """Whether the baseline's mean is apart from 0: its own 95 % interval does not reach it."""
    if not a.size or abs(a.mean()) < 1e-12:
        return False
    return a.size == 1 or bool(abs(a.mean()) > stats.t.ppf((1 + LEVEL) / 2, a.size - 1) * a.std(ddof=1) / np.sqrt(a.size))


def p_of(difference: float, error: float, n: int) -> float:
    """The two-sided p of a mean difference with its standard error over ``n`` pairs; missing under two."""
    if n < 2:
        return np.nan
    if error == 0:
        return float(difference == 0)
    return float(2 * stats.t.sf(abs(difference / error), n - 1))


def _over_worlds(differences: np.ndarray, world: np.ndarray, left_out: Collection[int]) -> dict[str, float]:
    """In how many sampled worlds the mean difference has the sign of the scenario's own world: those that count, the others."""
    means = {int(w): float(differences[world == w].mean()) for w in np.unique(world)}
    own = means.pop(0, np.nan)
    count = np.array([mean for w, mean in means.items() if w not in left_out])
    others = np.array([mean for w, mean in means.items() if w in left_out])
    return {
        "same_sign_share": _same_sign(count, own),
        "n_worlds": count.size,
        "world_median": float(np.median(count)) if count.size else np.nan,
        "same_sign_share_others": _same_sign(others, own),
        "n_worlds_others": others.size,
    }


def _same_sign(means: np.ndarray, own: float) -> float:
    known = means.size > 0 and np.isfinite(own) and own != 0
    return float((np.sign(means) == np.sign(own)).mean()) if known else np.nan


def _holm(frame: pd.DataFrame) -> pd.Series:
    """Holm-adjusted p over the primary outcomes of one period, closure and pair of policies.

    Only where sampled worlds stand beside it.
    """
    adjusted = pd.Series(np.nan, index=frame.index)
    tested = frame[frame["primary"].astype(bool) & frame["same_sign_share"].notna() & frame["p"].notna()]
    for _, rows in tested.groupby(["period", "closure", "policy_b"], observed=True):
        adjusted[rows.index] = holm(rows["p"].to_numpy())
    return adjusted
