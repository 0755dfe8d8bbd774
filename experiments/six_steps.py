"""The six steps of Yiling (2013): fragmented purchasers against coordinated ones, joint purchasing and trained officials.

Where each step takes time, errs and may stop a project, how long does a service take from design, what stops projects, and what
do coordination, pooled purchases and training change? Two null controls: with all gates open and no days the steps change no
number at all; and the same policies in that world show what they do without the process.

    python experiments/six_steps.py --out results/six_steps
"""

from __future__ import annotations

from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

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
WORDS = {
    "fragmented": ("fragmented", "各自购买"),
    "coordinated": ("coordinated", "部门协调"),
    "joint": ("joint", "联合购买"),
    "bundled": ("bundled", "打包购买"),
    "trained": ("trained", "官员受训"),
}
WORLDS = {
    "six steps": {f"world.process.{name}": value for name, value in STEPS.items()},
    "gates open": {"world.process.recorded": True},
}
QUICK = gpssim.Size(3, "a small city, few months, mark-up bidders", citizens=500, warm_up=12, months=48, changes=experiment.MARKUP)
SMALL = gpssim.Size(2, "a small city and few months: a try, not a result", citizens=400, warm_up=12, months=36, workers=1)
EXPERIMENT = gpssim.Experiment(__doc__, "six_steps", {"full": gpssim.Size(20), "quick": QUICK, "fast": SMALL})


def null_control(scenario: gpssim.Scenario, seed: int) -> bool:
    """Whether steps that take no time, make no errors and let everybody pass leave every other table as it is."""
    written = gpssim.replace(scenario, WORLDS["gates open"])
    plain, stepped = (gpssim.PublicServiceMarket(s, "status_quo", seed=seed).run().tables() for s in (scenario, written))
    same = [plain[name].equals(stepped[name]) for name in plain if name != "steps"]
    return all(same) and len(stepped["steps"]) > 0


def conduct(trial: gpssim.Trial) -> None:
    """The status quo's mechanisms under different levers in both worlds, one table."""
    print("null control, every other table unchanged:", null_control(SMALL.applied(trial.scenario), trial.seed))
    policies = [gpssim.Policy(name=name, levers=levers) for name, levers in LEVERS.items()]

    def compared(world: str) -> pd.DataFrame:
        folder = world.replace(" ", "_")
        results = trial.run(policies, WORLDS[world], folder=f"{folder}/runs")
        trial.draw_figures(results, ["six_steps", "outcomes_over_time"], folder, WORDS)
        return gpssim.compare(results)

    table = trial.gather("differences", list(WORLDS), compared, column="world")
    shown = table[table["primary"] & (table["closure"] == "appropriation") & (table["period"] == table["period"].iloc[-1])]
    wide = shown.pivot(index=["world", "label"], columns="policy_b", values="difference")
    trial.show(wide, "difference from fragmented purchasing")


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
