"""What citizens' participation and voice do: meetings, larger surveys, users at acceptance, a complaints hotline.

Each lever is pulled alone and all together, against open tenders without any, under the same luck. Null control: where surveys,
inspections, acceptance and voice do not err and nobody nominates, a larger survey must change nothing, and meetings nothing that is
purchased. (Users' weight at acceptance still pays for what only users feel: it is an incentive, not a correction.) `lottery`
shows what the levers do where no record decides who wins.

    python experiments/participation_and_voice.py --out results/participation_and_voice
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl
import pandas as pd

mpl.use("agg")
import matplotlib.pyplot as plt

import gpssim

OUTCOMES = [
    "participation",
    "survey_error",
    "accepted_minus_truth",
    "delivered_quality",
    "nonverifiable_quality",
    "effort_nonverifiable",
    "coverage",
    "satisfaction",
    "trust_government",
    "belief_error",
    "transaction_cost",
]
DRAWN = OUTCOMES[:6]
LEVERS: dict[str, dict[str, object]] = {
    "not_asked": {},
    "meetings": {"participation": 1.0},
    "larger_survey": {"survey_size": 9.0},
    "users_at_acceptance": {"users_at_acceptance": 1.0, "users_weight": 0.5},
    "hotline": {"hotline": 0.02},
    "all_of_it": {
        "participation": 1.0, "survey_size": 9.0, "users_at_acceptance": 1.0, "users_weight": 0.5, "hotline": 0.02,
    },
}  # fmt: skip
SILENT = {
    "world.purchasers.survey_noise": 0.0,
    "world.information.monitoring_noise": 0.0,
    "world.information.voice_noise": 0.0,
    "world.information.acceptance_noise": 0.0,
    "world.information.nominated_bias": 0.0,
}
CASES = {"as assumed": ("open_tender", {}), "nothing errs": ("open_tender", SILENT), "lottery": ("lottery", {})}
"""Mechanism and changes of the world."""
SMALL = {"world.city.n_citizens": 600, "warm_up": 12, "months": 24}


def draw(table: pd.DataFrame, path: Path) -> None:
    """A panel for each outcome: what each lever changes, with the 95 % interval of the paired difference, case by case."""
    levers, cases = [name for name in LEVERS if name != "not_asked"], list(dict.fromkeys(table["case"]))
    figure, panels = plt.subplots(2, 3, figsize=(10, 5.5), sharey=True, layout="constrained")
    for axes, outcome in zip(panels.flat, DRAWN, strict=True):
        axes.axvline(0.0, color="0.6", lw=0.8)
        for k, case in enumerate(cases):
            rows = table[(table["outcome"] == outcome) & (table["case"] == case)].set_index("policy_b").reindex(levers)
            place = [i + 0.22 * (k - (len(cases) - 1) / 2) for i in range(len(levers))]
            reach = [rows["difference"] - rows["low"], rows["high"] - rows["difference"]]
            axes.errorbar(rows["difference"], place, xerr=reach, fmt="osD"[k], ms=4, lw=1, label=case)
        axes.set_title(outcome.replace("_", " "), fontsize=10, loc="left")
        axes.set_yticks(range(len(levers)), [name.replace("_", " ") for name in levers])
    panels[0, 0].invert_yaxis()
    panels[0, 0].legend(frameon=False, fontsize=8)
    figure.supxlabel("difference from asking nobody, in the outcome's own unit")
    figure.savefig(path, dpi=150)
    plt.close(figure)


def main() -> None:
    """Run every lever in every case, write paired differences, draw those of the case as assumed, print the later period."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/participation_and_voice"))
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--fast", action="store_true", help="a small city, few months, one case: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), SMALL if options.fast else {"months": 72})
    options.out.mkdir(parents=True, exist_ok=True)
    tables = []
    for case, (mechanism, changes) in list(CASES.items())[: 1 if options.fast else None]:
        policies = [gpssim.Policy.of(mechanism, name, levers=levers) for name, levers in LEVERS.items()]
        varied = gpssim.replace(scenario, changes) if changes else scenario
        replications = 2 if options.fast else options.replications
        results = gpssim.Study(varied, policies=policies, replications=replications, seed=options.seed, keep=0).run()
        tables.append(gpssim.compare(results, outcomes=OUTCOMES, baseline="not_asked").assign(case=case))
    table = pd.concat(tables, ignore_index=True)
    table.to_csv(options.out / "differences.csv", index=False)
    draw(table[table["period"] == ("all" if options.fast else "later")], options.out / "differences.png")
    period = "all" if options.fast else "later"
    shown = table[(table["period"] == period) & (table["policy_a"] == "not_asked")]
    shown = shown.assign(
        text=[
            f"{d:+.3g}{'*' if low * high > 0 else ''}"
            for d, low, high in shown[["difference", "low", "high"]].itertuples(index=False)
        ]
    )
    print(f"difference from not_asked, {period} period; * the 95 % interval excludes zero")
    print(shown.pivot(index=["case", "policy_b"], columns="outcome", values="text").to_string())


if __name__ == "__main__":
    main()
