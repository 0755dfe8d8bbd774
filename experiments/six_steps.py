"""The six steps of Yiling (2013): fragmented purchasers against coordinated ones, joint purchasing and trained officials.

Where each step takes time, errs and may stop a project, how long does a service take from design, what stops projects, and what
do coordination, pooled purchases and training change? Two null controls: with all gates open and no days the steps change no
number at all; and the same policies in that world show what they do without the process.

    python experiments/six_steps.py --out results/six_steps
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pandas as pd

import gpssim

STEPS: dict[str, Any] = {  # assumptions inside the ranges of the reference page
    "design_days": 30.0, "cost_days": 15.0, "review_days": 30.0, "signing_days": 15.0, "acceptance_days": 30.0,
    "rectification_days": 60.0, "step_hours": 16.0, "need_error": 0.2, "standard_error": 0.4, "standard_drift": 0.05,
    "cost_error": 0.08, "cost_bias": 0.05, "unbudgeted": 0.15, "reluctance": 0.15, "returned": 0.25, "withdrawal": 0.03,
}  # fmt: skip
LEVERS: dict[str, dict[str, Any]] = {
    "fragmented": {},
    "coordinated": {"coordination": 1.0, "budget_link": 1.0, "checks": 1.0},
    "joint": {"joint_purchasing": 3},
    "bundled": {"bundling": 2},
    "trained": {"training": 1.0},
}
SMALL = {"world.city.n_citizens": 400, "warm_up": 12, "months": 36}


def policies() -> list[gpssim.Policy]:
    """The status quo's mechanisms under different levers."""
    return [gpssim.Policy(name=name, levers={**levers}) for name, levers in LEVERS.items()]


def null_control(scenario: gpssim.Scenario) -> bool:
    """Whether steps that take no time, make no errors and let everybody pass leave every other table as it is."""
    small = gpssim.replace(scenario, SMALL)
    written = gpssim.replace(small, {"world.process.recorded": True})
    plain, stepped = (gpssim.PublicServiceMarket(s, "status_quo", seed=1).run().tables() for s in (small, written))
    same = [plain[name].to_pandas().equals(stepped[name].to_pandas()) for name in plain if name != "steps"]
    return all(same) and stepped["steps"].num_rows > 0


def compared(scenario: gpssim.Scenario, label: str, replications: int, out: Path) -> pd.DataFrame:
    """Run every policy, draw the figures, and return the differences from the fragmented one."""
    results = gpssim.Study(scenario, policies=policies(), replications=replications, seed=1).run(out / "runs")
    gpssim.draw_figures(results, out / "figures", names=["six_steps", "outcomes_over_time"])
    return gpssim.compare(results).assign(world=label)


def main() -> None:
    """Both worlds, one table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/six_steps"))
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--fast", action="store_true", help="a small city and few months: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.load_scenario("suzhou-high-tech")
    print("null control, every other table unchanged:", null_control(scenario))
    scenario = gpssim.replace(scenario, SMALL) if options.fast else scenario
    replications = 2 if options.fast else options.replications
    worlds = {
        "six steps": {f"world.process.{name}": value for name, value in STEPS.items()},
        "gates open": {"world.process.recorded": True},
    }
    tables = [
        compared(gpssim.replace(scenario, changed), label, replications, options.out / label.replace(" ", "_"))
        for label, changed in worlds.items()
    ]
    table = pd.concat(tables, ignore_index=True)
    table.to_csv(options.out / "differences.csv", index=False)
    shown = table[table["primary"] & (table["closure"] == "appropriation") & (table["period"] == table["period"].iloc[-1])]
    print("difference from fragmented purchasing")
    print(shown.pivot(index=["world", "label"], columns="policy_b", values="difference").round(3).to_string())


if __name__ == "__main__":
    main()
