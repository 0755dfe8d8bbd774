"""What each arm of a study really bought with: an arm is what it bought with, not what it is called.

A purchase that fails may be followed by another mechanism, a choice rule or a rule set may put one in the place of what the policy
names, a contract may be bridged. An arm whose own mechanisms carry little of its value, or fail often, says little about them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim.analysis.cells import runs_compared
from gpssim.analysis.held import Mechanisms, begun
from gpssim.analysis.periods import PERIODS, Period, Window, window_of
from gpssim.analysis.plausible import implausible_worlds
from gpssim.records.parts import RUN_KEYS
from gpssim.surroundings import usual_arithmetic
from gpssim.texts.following import RULES

if TYPE_CHECKING:
    from gpssim.records.results import Results

LEAST_OWN: Final = 0.9
"""Share of an arm's contract value below which its own mechanisms carry too little of it (convention)."""
MOST_FAILED: Final = 0.3
"""Share of attempts under its own mechanisms above which too many fail (convention)."""
NOBODY: Final = ""

_ARM: Final = ["policy", "closure", "period"]
COLUMNS: Final = (*_ARM, "own_share", "failure_rate", "inherited_share", "kept_share", "bridge_share", "retenders", "after_failure",
                  "other", "other_share", "n_attempts", "n_runs", "flagged")  # fmt: skip


@usual_arithmetic()
def arms(results: Results, periods: Sequence[Period] = PERIODS) -> pd.DataFrame:
    """What each policy bought with, in the scenario's own world.

    Parameters
    ----------
    results : a study's results.
    periods : periods of :mod:`gpssim.analysis.periods`; those that the runs do not reach are left out.

    Returns
    -------
    DataFrame, one row for each policy, closure and period, over all its replications. Of the value of contracts signed in the
    period, ``inherited_share`` lies in cycles that were awarded before the switch of policy and go on; ``kept_share``, of the rest,
    was awarded by mechanisms that the policy keeps beside what is compared. All other shares are of what then remains:
    ``own_share`` was awarded by a mechanism that the policy names for the compared share of the domain, ``other_share`` by
    ``other``, the one that carries most beside its own, and ``bridge_share`` lies in extensions of expired contracts.
    ``failure_rate`` is the share of attempts to purchase by its own mechanisms that failed, of ``n_attempts``; ``retenders`` and
    ``after_failure`` are what the policy lets follow: so many attempts more, then another mechanism (or ``none``; ``rules`` where a
    rule set says what follows);
    ``flagged`` whether its own carry less than 90 %, or fail in more than 30 %. Missing where nothing was signed or attempted.

    Raises
    ------
    UnknownNameError, ScenarioError : no such period.
    """
    return _arms(results, periods, ["policy", "closure"]).drop(columns="world")


@usual_arithmetic()
def arms_by_world(results: Results, periods: Sequence[Period] = PERIODS) -> pd.DataFrame:
    """What each policy bought with in each sampled world by itself.

    A difference in a sampled world in which an arm is flagged says little about the mechanism it is named for, there.

    Parameters
    ----------
    results : a study's results.
    periods : periods of :mod:`gpssim.analysis.periods`; those that the runs do not reach are left out.

    Returns
    -------
    DataFrame, rows of :func:`arms` with a column ``world`` and ``counts``, whether the world's status quo is plausible (or cannot
    be judged). No rows where no world was sampled.

    Raises
    ------
    UnknownNameError, ScenarioError : no such period.
    """
    kept = ("arms by world", tuple(periods))
    if kept not in results.cache:
        results.cache[kept] = _arms(results, periods, ["policy", "closure", "world"])
    found: pd.DataFrame = results.cache[kept]
    left_out = implausible_worlds(results) if len(found) else frozenset()
    return found.assign(counts=~found["world"].isin(left_out))


@usual_arithmetic()
def arms_in_worlds(results: Results, periods: Sequence[Period] = PERIODS) -> pd.DataFrame:
    """What each policy bought with in the sampled worlds together: medians over worlds.

    Parameters
    ----------
    results : a study's results.
    periods : periods of :mod:`gpssim.analysis.periods`; those that the runs do not reach are left out.

    Returns
    -------
    DataFrame, one row for each policy, closure and period, first of the worlds whose status quo is plausible or is not judged
    (``counts`` is True), then of the others, if there are any: ``n_worlds``, ``n_flagged`` (worlds in which the arm is flagged) and
    the medians ``own_share`` and ``failure_rate``, each over the worlds where it is not missing.

    Raises
    ------
    UnknownNameError, ScenarioError : no such period.
    """
    return _together(arms_by_world(results, periods))


def _together(by_world: pd.DataFrame) -> pd.DataFrame:
    counts = {"n_worlds": ("world", "size"), "n_flagged": ("flagged", "sum")}
    medians = {name: (name, "median") for name in ("own_share", "failure_rate")}
    frame = by_world.groupby(["counts", *_ARM], sort=False).agg(**counts, **medians).reset_index()
    return frame.sort_values("counts", ascending=False, kind="stable", ignore_index=True)


def _arms(results: Results, periods: Sequence[Period], by: list[str]) -> pd.DataFrame:
    """Rows for the scenario's own world, or for each sampled one where ``by`` has the world in it."""
    windows = [(period, window_of(period, results.months)) for period in periods]  # a misspelt one is refused whatever there is
    portfolios, rows, sampled = Mechanisms(results), [], "world" in by
    contracts, projects = _contracts(results, portfolios, sampled), _projects(results, portfolios, sampled)
    parts = [dict(list(frame.groupby(by, sort=False))) for frame in (contracts, projects)]
    runs = _of_worlds(runs_compared(results), sampled)
    for key, own in runs.groupby(by, sort=False, observed=True):
        policy, closure, world = (*map(str, key[:2]), int(own["world"].iloc[0]))
        signed, tried = (part.get(key, frame.iloc[:0]) for part, frame in zip(parts, (contracts, projects), strict=True))
        for period, window in windows:
            if window is not None:
                label = period if isinstance(period, str) else f"{window.first}-{window.last}"
                keys = {"policy": policy, "closure": closure, "period": label, "world": world, "n_runs": len(own)}
                rows.append(
                    keys
                    | _follows(portfolios, policy, window.first)
                    | _value(_within(signed, window))
                    | _attempts(_within(tried, window))
                )
    columns = [*_ARM, "world", *COLUMNS[len(_ARM) :]]
    frame = pd.DataFrame(rows, columns=[c for c in columns if c != "flagged"])
    return frame.assign(flagged=_flagged(frame))[columns]


def follows_failure(results: Results) -> dict[str, str]:
    """For each policy what takes over after failures at the switch: a mechanism, ``none``, ``rules``; empty where unknown."""
    portfolios = Mechanisms(results)
    return {policy: str(_follows(portfolios, policy, 0)["after_failure"]) for policy in results.policies}


def _follows(portfolios: Mechanisms, policy: str, month: int) -> dict[str, object]:
    """What a policy lets follow a failed attempt; missing where the results do not define the policy.

    Under a rule set the levers rest: the rules say what follows.
    """
    if portfolios.ruled:
        return {"retenders": np.nan, "after_failure": RULES}
    nothing = {"retenders": np.nan, "after_failure": NOBODY}
    return {lever: portfolios.levers_of(policy, month, lever, nothing[lever]) for lever in nothing}


def mechanisms_used(results: Results, periods: Sequence[Period] = PERIODS) -> pd.DataFrame:
    """What each policy bought with, mechanism by mechanism, of what was awarded since the switch.

    Parameters
    ----------
    results : a study's results.
    periods : periods of :mod:`gpssim.analysis.periods`; those that the runs do not reach are left out.

    Returns
    -------
    DataFrame, one row for each policy, closure, period and mechanism: whether it is the policy's ``own`` or is ``kept`` beside the
    compared share, its ``value_share``, its ``purchase_share`` (of contracts that began a cycle) and its ``failure_rate``, all in
    [0, 1], with the counts behind them.

    Raises
    ------
    UnknownNameError, ScenarioError : no such period.
    """
    portfolios, rows = Mechanisms(results), []
    contracts, projects = _contracts(results, portfolios), _projects(results, portfolios)
    for period in periods:
        window = window_of(period, results.months)
        if window is None:
            continue
        label = period if isinstance(period, str) else f"{window.first}-{window.last}"
        signed, tried = (_within(frame, window) for frame in (contracts, projects))
        signed = signed[~signed["inherited"]]
        for (policy, closure), part in signed.groupby(["policy", "closure"], sort=False, observed=True):
            mine = tried[(tried["policy"] == policy) & (tried["closure"] == closure)]
            keys = {"policy": str(policy), "closure": str(closure), "period": label}
            rows += [keys | row for row in _by_mechanism(part, mine)]
    return pd.DataFrame(rows, columns=[*_ARM, "mechanism", "own", "kept", "value_share", "purchase_share", "failure_rate",
                                       "n_contracts", "n_attempts"])  # fmt: skip


def _flagged(frame: pd.DataFrame) -> pd.Series:
    """Whether an arm says little about its own mechanisms; a missing share flags nothing."""
    return (frame["own_share"] < LEAST_OWN) | (frame["failure_rate"] > MOST_FAILED)


def _by_mechanism(signed: pd.DataFrame, tried: pd.DataFrame) -> list[dict[str, object]]:
    rows, value, begun = [], float(signed["value"].sum()), signed[signed["begins"]]
    for mechanism, part in signed.groupby("mechanism", sort=True, observed=True):
        attempts = tried[tried["mechanism"] == mechanism]
        rows.append(
            {
                "mechanism": str(mechanism),
                "own": bool(part["own"].any()),
                "kept": bool(part["kept"].any()),
                "value_share": part["value"].sum() / value if value > 0 else np.nan,
                "purchase_share": part["begins"].sum() / len(begun) if len(begun) else np.nan,
                "failure_rate": attempts["failed"].mean() if len(attempts) else np.nan,
                "n_contracts": int(part["begins"].sum()),
                "n_attempts": len(attempts),
            }
        )
    return rows


def _contracts(results: Results, portfolios: Mechanisms, sampled: bool = False) -> pd.DataFrame:
    """Contract years: month of signature, whether the policy names the mechanism, begins a cycle, inherits one."""
    wanted = ["contract", "predecessor", "month_signed", "domain", "mechanism", "value", "bridge", "cycle_year"]
    frame = _read(results, "contracts", wanted, sampled).rename(columns={"month_signed": "month"})
    begins = ~frame["bridge"] & (frame["cycle_year"] == 0)
    named = {"own": portfolios.own(frame), "kept": portfolios.kept(frame)}
    return frame.assign(**named, begins=begins, inherited=begun(frame, begins.to_numpy()) < 0)


def _projects(results: Results, portfolios: Mechanisms, sampled: bool = False) -> pd.DataFrame:
    """Attempts to purchase, whether they failed, and whether the mechanism is the policy's own."""
    frame = _read(results, "projects", ["month_opened", "domain", "mechanism", "outcome"], sampled)
    frame = frame.rename(columns={"month_opened": "month"})
    return frame.assign(own=portfolios.own(frame), failed=frame["outcome"] == "failed")


def _of_worlds(frame: pd.DataFrame, sampled: bool) -> pd.DataFrame:
    """Rows of the scenario's own world, or of the sampled ones."""
    return frame[(frame["world"] > 0) == sampled].reset_index(drop=True)


def _read(results: Results, table: str, columns: list[str], sampled: bool) -> pd.DataFrame:
    frame = _of_worlds(results.table(table, columns), sampled)
    words = [c for c in (*RUN_KEYS, "domain", "mechanism", "outcome") if c in frame and frame[c].dtype.name == "category"]
    return frame.astype(dict.fromkeys(words, object))


def _within(frame: pd.DataFrame, window: Window) -> pd.DataFrame:
    return frame[frame["month"].between(window.first, window.last)]


def _value(signed: pd.DataFrame) -> dict[str, object]:
    """Shares of contract value: what was inherited of all of it, what is kept of the rest, the others of what then remains."""
    new, total = signed[~signed["inherited"]], float(signed["value"].sum())
    since, rest = float(new["value"].sum()), new[~new["kept"]]
    value = float(rest["value"].sum())
    inherited = {
        "inherited_share": 1.0 - since / total if total > 0.0 else np.nan,
        "kept_share": 1.0 - value / since if since > 0.0 else np.nan,
    }
    if value <= 0.0:
        return inherited | {"own_share": np.nan, "bridge_share": np.nan, "other": NOBODY, "other_share": np.nan}
    others = rest[~rest["own"]].groupby("mechanism")["value"].sum().sort_values(ascending=False, kind="stable")
    return inherited | {
        "own_share": float(rest.loc[rest["own"], "value"].sum()) / value,
        "bridge_share": float(rest.loc[rest["bridge"], "value"].sum()) / value,
        "other": str(others.index[0]) if len(others) else NOBODY,
        "other_share": float(others.iloc[0]) / value if len(others) else 0.0,
    }


def _attempts(tried: pd.DataFrame) -> dict[str, object]:
    """How often the policy's own mechanisms failed."""
    own = tried[tried["own"]]
    return {"failure_rate": float(own["failed"].mean()) if len(own) else np.nan, "n_attempts": len(own)}
