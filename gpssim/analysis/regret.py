"""Regret: what bidders could have earned by other prices, the offers of all others being what they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim import registry
from gpssim.analysis.held import PURCHASE, Mechanisms, competitive, one_by_one
from gpssim.bidding.foregone import earned, implied_quality, would_win
from gpssim.mechanisms.base import Mechanism
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

SHIFTS: Final = np.linspace(-0.2, 0.2, 81)
"""Changes of price that are tried for a whole class of bidders, shares of the ceiling; the middle one is none."""
N_CLASSES: Final = 4
NO_SHIFT: Final = SHIFTS.size // 2
BID_COLUMNS: Final = ["project", "attempt", "month", "mechanism", "organization", "price", "valid", "total", "won", "true_cost"]
KEPT: Final = ["month", "mechanism", "organization", "won"]
JUDGED: Final = ("price", "cost", "earned", "best")
GROUP: Final = ["family", "policy", "closure", "world", "mechanism"]


@dataclass(frozen=True, slots=True)
class Regret:
    """Regret of a study's bidders, as shares of the ceiling. Costs are expected true costs: what a bidder gives up for the sake
    of its mission counts as regret.
    """

    offers: pd.DataFrame
    """One row an offer: ``price``, ``cost``, ``earned``, ``best`` (most that another price would have earned against the actual
    offers of the others) and their difference ``ex_post``."""
    classes: pd.DataFrame
    """One row a class of bidders (quarters by cost, 1 the cheapest): ``n``, ``earned``, ``shift`` (the change of price that would
    have earned most on average) and ``ex_ante`` (what it would have added)."""
    families: pd.DataFrame
    """One row a bidding family, policy and mechanism: ``n``, mean ``earned``, ``ex_post`` and ``ex_ante``."""


@usual_arithmetic()
def regret(results: Results) -> Regret:
    """Regret of all valid offers after the switch of policy in competitive purchases that ended in an award.

    Ex post, a bidder knows the others' offers. Ex ante, it only knows how such purchases usually go: a class of bidders tries
    one change of price in all of its purchases; the change is chosen in one half of them and judged in the other, so that luck
    does not pass for regret (a small negative number is luck, too). Mechanisms that this session does not know are left out.

    Parameters
    ----------
    results : a study's results.

    Returns
    -------
    ``Regret``, with three tables in shares of the ceiling price: ``offers`` (a row an offer: ``earned``, ``best``, ``ex_post``),
    ``classes`` (a row a class of bidders: ``n``, ``earned``, ``shift``, ``ex_ante``) and ``families`` (a row a bidding family,
    policy and mechanism: ``n``, ``earned``, ``ex_post``, ``ex_ante``).

    Raises
    ------
    UnknownNameError : results without offers.
    """
    if "regret" not in results.cache:
        offers, gains = _offers(results)
        classes = _classes(offers, gains)
        results.cache["regret"] = Regret(offers, classes, _families(offers, classes))
    found: Regret = results.cache["regret"]
    return found


def family_label(results: Results, language: str) -> str:
    """What the bidding family of the study is called in a language (``en`` or ``zh``); empty where the results do not say."""
    name = str(results.world().get("bidding", {}).get("family", ""))
    cls = registry.biddings().get(name)
    return name if cls is None else cls.label_zh if language == "zh" else cls.label


def _offers(results: Results) -> tuple[pd.DataFrame, np.ndarray]:
    """Every offer with what it earned and could have earned, and what it would have earned at each shift (n, n_shifts)."""
    mechanisms, frames, gains = Mechanisms(results), [], []
    asked = results.batches("projects", ["project", "attempt", "ceiling", "outcome"])
    for bids, projects in zip(results.batches("bids", BID_COLUMNS), asked, strict=True):
        offers = competitive(bids, projects)
        judged = [_judged(mechanisms, made) for made in one_by_one(offers)]
        columns = np.concatenate([columns for columns, _ in judged], axis=1) if judged else np.zeros((4, 0))
        frames.append(offers[[*PURCHASE, *KEPT]].assign(**dict(zip(JUDGED, columns, strict=True))))
        gains += [gain for _, gain in judged]
    offers = pd.concat(frames, ignore_index=True)
    family = {world: results.world(world).get("bidding", {}).get("family", "") for world in offers["world"].unique()}
    offers = offers.assign(ex_post=offers["best"] - offers["earned"], family=offers["world"].map(family).astype(object))
    return offers, np.concatenate(gains) if gains else np.zeros((0, SHIFTS.size))


def _judged(mechanisms: Mechanisms, bids: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Of each offer of one purchase price, cost, profit and best profit (4, n), and its profit at each shift (n, n_shifts)."""
    mechanism, ceiling = mechanisms.of(bids)
    price, cost, total = (bids[name].to_numpy(dtype=np.float64) for name in ("price", "true_cost", "total"))
    made = _Made(mechanism, price, implied_quality(mechanism, price, total, ceiling), ceiling, cost)
    now = np.where(bids["won"], earned(mechanism, price, ceiling, price[:, None], cost)[:, 0] / ceiling, 0.0)
    gains = made.profit(np.minimum(price[:, None] + SHIFTS * ceiling, ceiling))
    gains[:, NO_SHIFT] = now
    best = np.maximum(made.profit(made.highest_winning()[:, None])[:, 0], np.maximum(now, 0.0))
    return np.stack((price / ceiling, cost / ceiling, now, best)), gains


@dataclass(frozen=True, slots=True)
class _Made:
    """The offers of one purchase, and what other prices would have come to."""

    mechanism: Mechanism
    price: np.ndarray
    quality: np.ndarray
    ceiling: float
    cost: np.ndarray

    def wins(self, other: np.ndarray) -> np.ndarray:
        """Whether each bidder would have won at other prices (n_bidders, n_prices)."""
        return would_win(self.mechanism, self.price, self.quality, self.ceiling, other)

    def profit(self, other: np.ndarray) -> np.ndarray:
        """What they would have earned at other prices, shares of the ceiling, 0 where they lose."""
        return np.where(self.wins(other), earned(self.mechanism, self.price, self.ceiling, other, self.cost), 0.0) / self.ceiling

    def highest_winning(self) -> np.ndarray:
        """The highest price at which each bidder still wins, to a millionth of the ceiling (a hundredth where ``score`` pools)."""
        low, width = np.full(self.price.shape, 1e-9 * self.ceiling), self.ceiling
        for _ in range(3):
            grid = np.minimum(low[:, None] + width * np.linspace(0.0, 1.0, 101), self.ceiling)
            wins = self.wins(grid)
            last = np.where(wins.any(axis=1), grid.shape[1] - 1 - wins[:, ::-1].argmax(axis=1), 0)
            low, width = grid[np.arange(low.size), last], width / 100.0
        return low


def _classes(offers: pd.DataFrame, gains: np.ndarray) -> pd.DataFrame:
    """Ex-ante regret by class: the best shift of one half of the purchases, judged in the other half, and the other way round."""
    rows = []
    for keys, group in offers.groupby(GROUP, sort=False, observed=True):
        quarter = np.minimum((group["cost"].rank(pct=True, method="first") * N_CLASSES).to_numpy().astype(int), N_CLASSES - 1)
        half = (group["project"].to_numpy().astype(np.uint64) >> np.uint64(7)) % np.uint64(2)
        for number in range(N_CLASSES):
            tried = _tried(gains[group.index[quarter == number]], half[quarter == number])
            rows.append({**dict(zip(GROUP, keys, strict=True)), "cost_class": number + 1, **tried})
    return pd.DataFrame(rows, columns=[*GROUP, "cost_class", "n", "earned", "shift", "ex_ante"])


def _tried(gains: np.ndarray, half: np.ndarray) -> dict[str, float]:
    """Size, mean profit, best shift of all, and what the best shift of one half adds in the other."""
    halves, mean = [gains[half == side] for side in (0, 1)], gains.mean(axis=0) if len(gains) else np.full(SHIFTS.size, np.nan)
    now = float(mean[NO_SHIFT])
    if min(len(part) for part in halves) == 0:
        return {"n": len(gains), "earned": now, "shift": np.nan, "ex_ante": np.nan}
    added = [other - other[:, [NO_SHIFT]] for other in halves]
    best = [int(part.mean(axis=0).argmax()) for part in halves]
    total = float(added[0][:, best[1]].sum() + added[1][:, best[0]].sum())
    return {"n": len(gains), "earned": now, "shift": float(SHIFTS[mean.argmax()]), "ex_ante": total / len(gains)}


def _families(offers: pd.DataFrame, classes: pd.DataFrame) -> pd.DataFrame:
    """Means over all offers; the classes' ex-ante regret weighted by their size."""
    means = offers.groupby(GROUP, sort=False, observed=True).agg(
        n=("won", "size"), earned=("earned", "mean"), ex_post=("ex_post", "mean")
    )
    weighted = classes.assign(ex_ante=classes["ex_ante"] * classes["n"]).groupby(GROUP, sort=False, observed=True)
    return means.assign(ex_ante=weighted["ex_ante"].sum(min_count=1) / weighted["n"].sum()).reset_index()
