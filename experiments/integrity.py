"""What low integrity does under each mechanism, and whether counting offers shows it.

The same ties act in every purchase: tailored specifications, leaks, accompanying bids, nominations. Five mechanisms meet the same
city and luck at no, usual and full integrity, and once more at no integrity in a city without ties, where nothing may differ
from full integrity but what luck does.

    python experiments/integrity.py --out results/integrity
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
from scipy import stats

import gpssim

POLICIES = ["open_tender", "competitive_negotiation", "framework_agreement", "directed_commission", "citizen_voucher"]
ACTS = {
    "world.violations.tailoring": 0.3,
    "world.violations.accompanying": 1.0,
    "world.violations.leak": 0.5,
    "world.violations.nomination": 1.0,
    "world.violations.steering": 1.0,
    "world.purchasers.tie_density": 0.3,
    "world.bidding.family": "markup",
}
ARMS: dict[str, dict[str, float]] = {
    "integrity 0": {"world.purchasers.integrity": 0.0},
    "integrity 0.8": {"world.purchasers.integrity": 0.8},
    "integrity 1": {"world.purchasers.integrity": 1.0},
    "no ties": {"world.purchasers.integrity": 0.0, "world.purchasers.tie_density": 0.0, "world.purchasers.tie_growth": 0.0},
}
OUTCOMES = {
    "winner_tie": "winners' tie to officials, latent",
    "winner_quality": "winners' true ability, latent",
    "price_to_ceiling": "price, share of the ceiling",
    "delivered_quality": "delivered quality (0-1)",
    "valid_bids_per_project": "valid offers: all (filled),\nmeant to win (open)",
    "failed_purchase_rate": "failed purchases, share",
}
SMALL = {"world.city.n_citizens": 400, "warm_up": 0, "months": 12}


def measured(scenario: gpssim.Scenario, arm: str, replications: int, out: Path) -> pd.DataFrame:
    """Run every mechanism in one arm; one row a mechanism, replication and outcome."""
    world = gpssim.replace(scenario, {**ACTS, **ARMS[arm]})
    results = gpssim.Study(world, policies=POLICIES, replications=replications, seed=11).run(out / "runs" / arm.replace(" ", "_"))
    shown = out / "figures" / arm.replace(" ", "_")
    gpssim.draw_figures(results, shown, names=["nominal_and_effective_competition"])
    wanted = [*OUTCOMES, "effective_bids_per_project", "favored_share", "irregular_share", "red_flag_hit_rate"]
    tables = [gpssim.values(results, name).assign(outcome=name) for name in (*wanted, "red_flag_false_alarm_rate")]
    return pd.concat(tables, ignore_index=True).assign(arm=arm)


def paired(table: pd.DataFrame) -> pd.DataFrame:
    """Difference of each arm from full integrity under the same luck, with half the width of its 95 % t interval."""
    wide = table.pivot_table(index=["outcome", "policy", "replication"], columns="arm", values="value", observed=True)
    gaps = wide.sub(wide["integrity 1"], axis=0).stack("arm").groupby(["outcome", "policy", "arm"], observed=True)
    n = gaps.count()
    half = stats.t.ppf(0.975, (n - 1).clip(lower=1)) * gaps.std() / n**0.5
    return pd.DataFrame({"difference": gaps.mean(), "half": half.fillna(0.0), "n": n})


def draw(means: pd.Series, errors: pd.Series, out: Path) -> None:
    """Outcome by integrity, a line a mechanism; the null control stands apart on the right.

    Bars are the intervals of paired differences from full integrity, where there are none.
    """
    figure, axes = plt.subplots(2, 3, figsize=(10.0, 6.2), layout="constrained")
    places = list(range(len(ARMS)))
    for axis, (outcome, label) in zip(axes.flat, OUTCOMES.items(), strict=True):
        for k, policy in enumerate(POLICIES):
            rows = means.loc[(outcome, policy)].reindex(list(ARMS))
            spread = errors.loc[(outcome, policy)].reindex(list(ARMS)).fillna(0.0)
            at = [place + 0.06 * (k - 2) for place in places]
            line = axis.errorbar(
                at[:3], rows[:3], spread[:3], marker="o", ms=4, lw=1, color=f"C{k}", label=policy.replace("_", " ")
            )
            axis.errorbar(at[3:], rows[3:], spread[3:], marker="s", ms=4, lw=1, color=line[0].get_color())
            if outcome == "valid_bids_per_project":
                effective = means.loc[("effective_bids_per_project", policy)].reindex(list(ARMS))
                axis.plot(at, effective, "o", mfc="white", ms=5, color=f"C{k}")
        axis.set_title(label, fontsize=9, loc="left")
        axis.set_xticks(places, list(ARMS), fontsize=8)
    figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower center", ncols=5, frameon=False, fontsize=8)
    figure.savefig(out / "integrity.png", dpi=150)


def main() -> None:
    """Run the arms, write the table, draw the figure, print the means."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/integrity"))
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--fast", action="store_true", help="a small city and few months: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.load_scenario("suzhou-high-tech")
    scenario = gpssim.replace(scenario, SMALL if options.fast else {"world.city.n_citizens": 2000, "months": 60, "warm_up": 12})
    replications = 1 if options.fast else options.replications
    table = pd.concat([measured(scenario, arm, replications, options.out) for arm in ARMS], ignore_index=True)
    grouped = table.groupby(["outcome", "policy", "arm"], observed=True)["value"]
    means, gaps = grouped.mean(), paired(table)
    gaps.assign(mean=means).reset_index().to_csv(options.out / "integrity.csv", index=False)
    draw(means, gaps["half"], options.out)
    print(means.unstack("arm")[list(ARMS)].round(3).to_string())
    print("\nintegrity 0 minus integrity 1, same luck, with half the 95 % interval")
    print(gaps.xs("integrity 0", level="arm")[["difference", "half"]].round(3).to_string())


if __name__ == "__main__":
    main()
