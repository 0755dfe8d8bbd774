"""Where welfare is lost under open tender and directed commission: seven frictions, every set of them switched off.

Both policies start from the same warmed-up city under the same luck, so that the difference between their parts is paired, too.

    python experiments/loss_decomposition.py --out results/loss --replications 10
"""

from __future__ import annotations

import argparse
from pathlib import Path

import gpssim

POLICIES = ["open_tender", "directed_commission"]
FIVE_YEARS = {"world.city.n_citizens": 2000, "months": 60}
SMALL = {"world.city.n_citizens": 400, "warm_up": 6, "months": 14, "world.bidding.family": "markup"}


def main() -> None:
    """Run all corners, print both decompositions and their difference, draw the waterfall."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/loss_decomposition"))
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--fast", action="store_true", help="two frictions in a small city and few months: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), SMALL if options.fast else FIVE_YEARS)
    study = gpssim.CornerStudy(
        scenario,
        policies=POLICIES,
        replications=2 if options.fast else options.replications,
        seed=1,
        keep=0,
        **({"frictions": ("adverse_selection", "delay")} if options.fast else {}),
    )
    results = study.run(options.out / "runs")
    table, more = gpssim.decompose(results), gpssim.compare_losses(results)
    table.to_csv(options.out / "decomposition.csv", index=False)
    more.to_csv(options.out / "differences.csv", index=False)
    gpssim.draw_figures(results, options.out / "figures")

    print("social welfare, yuan per resident and year: full information, what each friction takes, what is left")
    print(table[["policy", "label", "mean", "low", "high", "share", "n"]].round(3).to_string(index=False))
    print(f"\n{POLICIES[1]} minus {POLICIES[0]}, paired")
    print(more.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
