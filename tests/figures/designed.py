"""Tables of figures of designs, calibrations and searches, made up: few or many parameters with long names, one outcome or four."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from gpssim.analysis.discovery import Cases
from gpssim.analysis.indicators import indicator
from gpssim.calibration import pictures as of_calibration
from gpssim.figures import figures
from gpssim.figures.charts import Draw, Texts, lines, rows
from gpssim.figures.kind import FigureKind
from gpssim.figures.scenario_boxes import MOST
from gpssim.figures.without_box import leaning
from gpssim.policy_search import pictures as of_search
from gpssim.scenario import Scenario, parameters
from gpssim.texts.text import Language

OUTCOMES: Final = ("coverage_gap_vulnerable", "price_per_unit", "cost_per_quality_unit", "experienced_quality")
"""Long labels, and units of other sizes."""
SCALES: Final = dict(zip(OUTCOMES, (0.004, 2300.0, 190_000.0, 0.06), strict=True))
BASELINE: Final = "only:framework_agreement"
POLICY: Final = "only:competitive_consultation"
OTHERS: Final = tuple(
    f"only:{one}"
    for one in (
        "open_tender", "directed_commission", "venture_philanthropy", "lottery", "in_house", "cooperation", "concession",
        "direct_grant", "commissioning", "single_source", "citizen_voucher", "invited_tender", "volunteer_service",
        "competitive_negotiation",
    )
)  # fmt: skip
SHORT: Final = (
    "mechanisms.open_tender.price_weight", "policy.levers.monitoring", "world.city.share_elderly",
    "world.domains.elder_care.prevalence.2", "world.domains.elder_care.unit_cost",
)  # fmt: skip
"""Of every kind of place that a parameter has."""


def paths(n: int) -> list[str]:
    """So many parameters, among them those with the longest names."""
    known = [row.path for row in parameters(Scenario(name="names"))]
    longest = sorted(known, key=lambda path: (-len(path), path))
    mixed = [*longest[:2], *SHORT, *longest[2:]]
    return list(dict.fromkeys(mixed))[:n]


def draws(*key: int) -> np.random.Generator:
    return np.random.default_rng(key)


def contrast(outcome: str) -> dict[str, Any]:
    return {"outcome": outcome, "period": "later", "closure": "appropriation", "policy_a": BASELINE, "policy_b": POLICY}


def sobol_indices(n: int, outcome: str) -> pd.DataFrame:
    """A few large indices, many small ones, the least below 0 by chance."""
    total = 0.9 * np.exp(-np.arange(n) / max(n / 8, 1)) + 0.01
    first = total * draws(1, n).uniform(-0.1, 1, n)
    half = 0.05 + 0.2 * total
    ends = {"first_low": first - half, "first_high": first + half, "total_low": total - half, "total_high": total + half}
    return pd.DataFrame({"parameter": paths(n), "first": first, "total": total, **ends, "n": 64, "dropped": 0})


def morris_plane(n: int, outcome: str) -> pd.DataFrame:
    """Two effects that lie on each other, many in a crowd, some at 0."""
    size = SCALES[outcome] * np.sort(draws(2, n).pareto(1.5, n))[::-1]
    size[1] = 0.99 * size[0]
    size[n - n // 10 :] = 0.0
    spread = size * draws(3, n).uniform(0.3, 1.4, n)
    spread[1] = spread[0]
    found = {"parameter": paths(n), "mu": -size}
    for column, values in (("mu_star", size), ("sigma", spread)):
        found |= {column: values, f"{column}_low": 0.7 * values, f"{column}_high": 1.35 * values}
    return pd.DataFrame({**found, "n": 10, "dropped": 0})


def tornado(n: int, outcome: str) -> pd.DataFrame:
    """Effects to both sides, to one side, and none; a value that is a word."""
    size = SCALES[outcome] / (1 + np.arange(n))
    told = []
    for place, path in enumerate(paths(n)):
        value = ("competitive_consultation", "open_tender") if place == 1 else ("1.23e-05", "2.35e+05")
        for end, side, said in (("low", -1 if place % 3 else 0.4, value[0]), ("high", 1, value[1])):
            effect = side * size[place]
            told.append((path, said, end, effect, effect - 0.6 * size[0], effect + 0.6 * size[0]))
    return pd.DataFrame(told, columns=["parameter", "value", "end", "effect", "low", "high"]).assign(own=1.0, n=5)


def scenario_boxes(n: int, outcome: str) -> pd.DataFrame:
    """Most of the parameters are limited, on one side or both; values as small and as large as they come."""
    limited = paths(n)[: min(n, 12)]
    size = np.array([1e-5, 1.0, 240_000.0])[np.arange(len(limited)) % 3]
    at = np.arange(len(limited))
    limits = pd.DataFrame({
        "part": "limit", "parameter": limited, "low": np.where(at % 4 == 0, np.nan, size * (0.2 + 0.02 * at)),
        "high": np.where(at % 4 == 1, np.nan, size * (0.45 + 0.04 * at)), "range_low": 0.0, "range_high": size,
        "p_low": np.where(at % 4 == 0, np.nan, 10.0 ** -(at + 1)), "p_high": np.where(at % 4 == 1, np.nan, 0.02), "again": 1.0,
    })  # fmt: skip
    x, y = draws(4, n).uniform(0, size[:1], 200), draws(5, n).uniform(0, size[1 % len(size)], 200)
    worlds = pd.DataFrame({"part": "world", "x": x, "y": y, "won": x < 0.4 * size[0], "world": np.arange(200)})
    told = {"n": 200, "wins": 0.41, "wins_low": 0.34, "wins_high": 0.48, "side": "wins", "density": 0.93, "coverage": 0.81}
    return pd.concat([limits, worlds], ignore_index=True).assign(**told)


def without_box(n: int, outcome: str) -> pd.DataFrame:
    """No limits beyond chance; values as small and as large as they come; under one outcome the policy wins everywhere."""
    everywhere = outcome == OUTCOMES[1]
    cases = draws(9, n)
    size = np.array([1e-5, 1.0, 240_000.0])[np.arange(n) % 3]
    points = pd.DataFrame(cases.uniform(0, 1, (60, n)) * size, columns=paths(n))
    gap = SCALES[outcome] * pd.Series(cases.normal(9.0 if everywhere else 0.0, 1.0, 60))
    told = {"n": 60, "wins": float((gap > 0).mean()), "wins_low": 0.34, "wins_high": 0.68, "side": "" if everywhere else "wins"}
    head = pd.DataFrame([{"part": "limit", "parameter": np.nan, **told}])
    return pd.concat([head, leaning(Cases(points, gap, gap > 0, 0), 40)], ignore_index=True)


def phase_diagram(n: int, outcome: str) -> pd.DataFrame:
    """As many levels as parameters elsewhere; a side without numbers; a cell that is not known."""
    levels = min(n, 40)
    xs, ys = SCALES[outcome] * (1.0 + np.arange(levels)), 0.05 + 0.9 * np.arange(levels) / levels
    told = [(x, y, SCALES[outcome] * (i - j) / levels, (i + j) % 3 > 0) for (i, x), (j, y) in product(enumerate(xs), enumerate(ys))]
    frame = pd.DataFrame(told, columns=["x", "y", "mean", "sure"])
    frame.loc[0, "mean"] = np.nan
    x_path, y_path = paths(2)
    more = {"low": frame["mean"], "high": frame["mean"], "n": 3, "over": "replications", "positive": 0.5}
    return frame.assign(x_path=x_path, y_path=y_path, **more)


def of_contrasts(table: Callable[[int, str], pd.DataFrame], n: int, outcomes: int) -> pd.DataFrame:
    """The table of every outcome, with what is asked before it, and two outcomes more that have no panel."""
    pieces = []
    for outcome in OUTCOMES[: min(outcomes, MOST) if table in (scenario_boxes, without_box) else outcomes]:
        rows_ = table(n, outcome)
        pieces.append(pd.DataFrame([contrast(outcome)] * len(rows_)).join(rows_.reset_index(drop=True)))
    return pd.concat(pieces, ignore_index=True).assign(more=2)


def robustness(n: int, outcomes: int) -> pd.DataFrame:
    """Three policies, or sixteen; the last one always last, one without a number of its own."""
    policies = (BASELINE, POLICY, *OTHERS)[: 3 if n == 3 else 16]
    told = []
    for outcome in OUTCOMES[: outcomes if n == 3 else 1]:
        for place, policy in enumerate(policies):
            share = draws(6, place).dirichlet(np.ones(len(policies)))
            regret = SCALES[outcome] * (0.1 + place)
            for rank, own in enumerate(share, 1):
                told.append((outcome, "later", policy, rank, own, 200, regret, 0.8 * regret, 1.2 * regret, 4 * regret))
    names = ["outcome", "period", "policy", "rank", "share", "n", "expected", "low", "high", "largest"]
    return pd.DataFrame(told, columns=names).assign(more=2)


def convergence(n: int, outcomes: int) -> pd.DataFrame:
    """Three replications of one policy, or forty of three."""
    told = []
    for outcome, policy in product(OUTCOMES[:outcomes], (POLICY, *OTHERS)[: 1 if n == 3 else 3]):
        one, size = indicator(outcome), SCALES[outcome]
        for m in range(2, n + 1):
            half = size * 2 / np.sqrt(m)
            labels = {"label": one.label, "label_zh": one.label_zh, "unit": one.unit}
            ends = {"difference": -size, "low": -size - half, "high": -size + half, "target": 0.8 * size, "level": 0.9875}
            told.append({**contrast(outcome), "policy_b": policy, **labels, "replications": m, "n": m, **ends})
    return pd.DataFrame(told)


def calibrated(n: int, outcomes: int) -> Any:
    """What figures read of a calibration of so many parameters."""
    free = paths(n)
    size = {path: (0.00012, 1.0, 240_000.0)[place % 3] for place, path in enumerate(free)}
    profiles = [(path, size[path] * (0.2 + 0.1 * k), 3.0 + 80 * (0.1 * k - 0.4) ** 2) for path in free for k in range(9)]
    cells = [f"{outcome} (domain = {d}, mechanism = {m})" for outcome in OUTCOMES[:outcomes] for d, m in product(
        ("elder_care", "employment"), ("competitive_consultation", "venture_philanthropy"))]  # fmt: skip
    targets = [
        {"target": one, "outcome": one.split(" ")[0], "value": 3.0, "standard_error": 0.4, "simulated": 3.3, "luck": 0.2,
         "hold_out": place % 2 == 1}
        for place, one in enumerate(cells)
    ]  # fmt: skip
    particles = pd.DataFrame({path: draws(7, k).uniform(0, size[path], 50) for k, path in enumerate(free)}).assign(weight=0.02)
    known = {"parameters": pd.DataFrame({"path": free}), "targets": pd.DataFrame(targets), "particles": particles}
    return SimpleNamespace(**known, profiles=pd.DataFrame(profiles, columns=["path", "value", "loss"]))


def sought(n: int, outcomes: int) -> Any:
    """What figures read of a search for so many objectives, at least two."""
    names = [*OUTCOMES[: max(2, outcomes)]]
    goals = [SimpleNamespace(name=one, outcome=one, by={}) for one in names]
    candidates = pd.DataFrame({one: SCALES[one] * draws(8, place).normal(1, 1, 10 * n) for place, one in enumerate(names)})
    candidates["front"] = np.arange(10 * n) % 10 == 0
    here = {one: SCALES[one] for one in names}
    front = candidates[candidates["front"]][names].assign(policy=[f"front_{k:03}" for k in range(n)])
    fresh = pd.concat([pd.DataFrame([here | {"policy": "status_quo"}]), front], ignore_index=True)
    fresh[names] *= draws(9).normal(1, 0.1, fresh[names].shape)
    fresh["front"] = np.arange(1 + n) % 3 > 0
    domains, mechanisms = ("elder_care", "employment", "*")[: 1 + outcomes // 2], [one.removeprefix("only:") for one in OTHERS]
    shares = [(d, m, 0.3) for d, m, _ in product(domains, mechanisms[: max(3, min(n, 14))], range(3))]
    steps = [(search, 20 * k, 1 - 0.8**k) for search in ("search", "random") for k in range(1, n + 1)]
    return SimpleNamespace(
        sought=SimpleNamespace(file=SimpleNamespace(objectives=goals, worlds=30)), candidates=candidates, policies=[1, 2, 3],
        higher=lambda j: j % 2 == 1, status_quo=here, front=front, fresh=fresh,
        portfolios=pd.DataFrame(shares, columns=["domain", "mechanism", "share"]),
        progress=pd.DataFrame(steps, columns=["search", "candidates", "hypervolume"]),
    )  # fmt: skip


TABLES: Final[dict[str, Callable[[int, int], pd.DataFrame]]] = {
    "robustness": robustness,
    "convergence": convergence,
    **{
        table.__name__: lambda n, outcomes, table=table: of_contrasts(table, n, outcomes)  # type: ignore[misc]  # a name bound early
        for table in (sobol_indices, morris_plane, tornado, scenario_boxes, without_box, phase_diagram)
    },
}
"""The table of each figure of a design."""
KINDS: Final = {"without_box": "scenario_boxes"}
"""Figures whose tables here have another name than they."""
Chart = tuple[Draw, pd.DataFrame, Texts]
CHARTS: Final[dict[str, Callable[[int, int], Chart]]] = {
    "targets": lambda n, k: (rows, of_calibration.targets_table(c := calibrated(n, k)), of_calibration._about_targets(c)),
    "profiles": lambda n, k: (
        of_calibration.along,
        of_calibration.profiles_table(c := calibrated(n, k)),
        of_calibration._about_profiles(c),
    ),
    "posterior": lambda n, k: (
        of_calibration.along,
        of_calibration.posterior_table(c := calibrated(n, k)),
        of_calibration._about_posterior(c),
    ),
    "front": lambda n, k: (of_search.scatter, of_search.front_table(s := sought(n, k)), of_search._about_front(s)),
    "again": lambda n, k: (of_search.agreement, of_search.again_table(s := sought(n, k)), of_search._about_again(s)),
    "portfolios": lambda n, k: (of_search.shares, of_search.portfolios_table(s := sought(n, k)), of_search._about_portfolios(s)),
    "progress": lambda n, k: (lines, of_search.progress_table(sought(n, k)), of_search._about_progress()),
}
"""The charts of calibrations and searches."""


def drawn(figure: str, n: int, outcomes: int, language: Language) -> Figure:
    """The figure of a made-up study with so many parameters and outcomes."""
    if figure in TABLES:
        return figures()[KINDS.get(figure, figure)].drawn(TABLES[figure](n, outcomes), language)
    draw, frame, texts = CHARTS[figure](n, outcomes)
    kind = FigureKind(texts.name, *texts.title, lambda _: frame, lambda data, speaking: draw(data, texts, speaking))
    return kind.drawn(frame, language)
