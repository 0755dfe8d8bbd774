"""Does striking off the worst providers each year raise quality, and what does it do to the market's structure?

The same city and luck without the rule, with two strengths of it, and by lot: the null control loses as many providers at random.
A second null control lets acceptance see quality without noise.

    python experiments/elimination_rule.py --out results/elimination --replications 10
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd

import gpssim

SMALL: dict[str, Any] = {"world.city.n_citizens": 300, "warm_up": 2, "months": 14}
SIZES: dict[str, Any] = {"world.city.n_citizens": 1000, "world.bidding.family": "markup", "warm_up": 36, "months": 96}
CLEAR: dict[str, Any] = {f"world.information.{name}": 0.0 for name in ("acceptance_noise", "nominated_bias")}
ARMS: dict[str, dict[str, Any]] = {
    "none": {},
    "worst_10": {"elimination": 0.1},
    "worst_30": {"elimination": 0.3},
    "lot_30": {"elimination": 0.3, "elimination_rule": "lot"},
}
OUTCOMES = {
    "delivered_quality": "quality delivered",
    "capability": "ability of organizations",
    "entry": "entry a year",
    "n_organizations": "organizations",
    "concentration": "concentration (HHI)",
    "price_to_ceiling": "price / ceiling",
    "coverage": "coverage",
    "clients_dropped": "clients dropped",
}


def differences(world: dict[str, Any], options: argparse.Namespace) -> pd.DataFrame:
    """Paired differences of every arm to the market without the rule."""
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), {**SIZES, **(SMALL if options.fast else {}), **world})
    names = ("none", "worst_30") if options.fast else tuple(ARMS)
    policies = [gpssim.Policy.of("open_tender", name, levers=ARMS[name]) for name in names]
    n, workers = (2, 1) if options.fast else (options.replications, None)
    study = gpssim.Study(scenario, policies=policies, replications=n, seed=1, keep=0, workers=workers)
    return gpssim.compare(study.run(progress=False), baseline="none", outcomes=OUTCOMES, periods=("all",))


def draw(found: dict[str, pd.DataFrame], path: Path) -> None:
    """A panel for each outcome: every arm with its interval, noisy and clear acceptance beside each other."""
    figure, grid = plt.subplots(2, 4, figsize=(7.1, 3.8), layout="constrained", sharex=True)
    arms = [arm for arm in ARMS if arm != "none"]
    for axes, (outcome, label) in zip(grid.flat, OUTCOMES.items(), strict=True):
        for shift, (name, table) in zip((-0.12, 0.12), found.items(), strict=True):
            rows = table[table["outcome"] == outcome].set_index("policy_b").reindex(arms)
            center = rows["difference"]
            spread = [center - rows["low"], rows["high"] - center]
            places = [k + shift for k in range(len(arms))]
            axes.errorbar(places, center, yerr=spread, fmt="o" if shift < 0 else "s", label=name, markersize=4)
        axes.axhline(0.0, color="0.6", linewidth=0.8)
        axes.set_title(label, fontsize=8)
        axes.set_xticks(range(len(arms)), [arm.replace("_", "\n") for arm in arms], fontsize=7)
        axes.tick_params(axis="y", labelsize=7)
    figure.supylabel("difference to the market without the rule (95 % interval)", fontsize=8)
    grid[0, 0].legend(frameon=False, fontsize=6)
    figure.savefig(path, dpi=200)


def main() -> None:
    """Run both worlds, print the differences, draw them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/elimination_rule"))
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--fast", action="store_true", help="two arms, a small city, few months: a try, not a result")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    found = {"noisy acceptance": differences({}, options), "no noise": differences(CLEAR, options)}
    whole = pd.concat(found, names=["acceptance", "row"]).reset_index("acceptance")
    whole.to_csv(options.out / "differences.csv", index=False)
    draw(found, options.out / "elimination_rule.png")
    print(whole[["acceptance", "policy_b", "outcome", "difference", "low", "high", "n_pairs"]].round(3).to_string(index=False))


if __name__ == "__main__":
    main()
