"""Open tender against directed commission in Suzhou's high-tech zone, where officials have none, usual and full integrity.

A tie between an official and an organization acts under both mechanisms. How much of the difference between them is due to
ties? The two policies meet the same citizens, needs, founders and luck at three levels of integrity.

    python experiments/open_tender_vs_directed_commission.py --out results/ties
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

import gpssim

POLICIES = ["directed_commission", "open_tender"]
INTEGRITY = (0.0, 0.8, 1.0)
SMALL = {"world.city.n_citizens": 400, "warm_up": 12, "months": 48}
QUICK_FIGURES = ("paired_differences",)
"""What a fast try draws."""


def compared(scenario: gpssim.Scenario, integrity: float, replications: int, out: Path, figures: tuple[str, ...]) -> pd.DataFrame:
    """Run both policies at one level of integrity, draw the figures (all by default), and return the table of differences."""
    world = gpssim.replace(scenario, {"world.purchasers.integrity": integrity})
    results = gpssim.Study(world, policies=POLICIES, replications=replications, seed=1).run(out / "runs")
    gpssim.draw_figures(results, out / "figures", names=figures)
    return gpssim.compare(results).assign(integrity=integrity)


def main() -> None:
    """Compare at each level of integrity and print how the primary outcomes move."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/open_tender_vs_directed_commission"))
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--fast", action="store_true", help="a small city, few months, two levels: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.load_scenario("suzhou-high-tech")
    scenario = gpssim.replace(scenario, SMALL) if options.fast else scenario
    replications = 2 if options.fast else options.replications
    figures, levels = (QUICK_FIGURES, INTEGRITY[::2]) if options.fast else ((), INTEGRITY)
    tables = [compared(scenario, x, replications, options.out / f"integrity_{x:g}", figures) for x in levels]
    table = pd.concat(tables, ignore_index=True)
    table.to_csv(options.out / "differences.csv", index=False)

    later = table[table["primary"] & (table["period"] == "later") & (table["closure"] == "appropriation")]
    print("open tender minus directed commission, later period, by integrity of officials")
    print(later.pivot(index="label", columns="integrity", values="difference").round(3).to_string())


if __name__ == "__main__":
    main()
