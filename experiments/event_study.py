"""An event study of the reform: one burnt-in market, then open tender for everything, and in one arm back again after five years.

All arms leave the same state at month 0 and meet the same luck. Drawn is each arm's difference from the market that was never
reformed, year by year. What has not come back in the years after the reversal is hysteresis. Null controls: an arm in which
the lottery buys everything; a world without ties and one without noise, in which effects of ties and of noise must be gone.

    python experiments/event_study.py --out results/event_study
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

import gpssim
from gpssim import figures

YEARS, REVERSAL = 10, 5
OUTCOMES = ["coverage", "delivered_quality", "price_to_ceiling", "repeat_winner_rate", "autonomy", "welfare_social"]
TINY: dict[str, object] = {
    "world.city.residents": 150_000,
    "world.city.n_citizens": 200,
    "world.city.n_districts": 2,
    "world.organizations.n_initial": 16,
}
SIZES: dict[str, dict[str, object]] = {
    "fast": {**TINY, "warm_up": 2, "months": 24, "world.bidding.family": "markup"},
    "quick": {"world.city.n_citizens": 800, "warm_up": 36, "world.bidding.family": "markup"},
    "full": {},
}
NO_NOISE: dict[str, object] = {
    f"world.information.{name}": 0.0
    for name in ("dossier_noise", "monitoring_noise", "voice_noise", "acceptance_noise", "cost_belief_noise")
}
WORLDS: dict[str, dict[str, object]] = {
    "as it is": {},
    "no ties": {"world.purchasers.tie_density": 0.0, "world.purchasers.tie_growth": 0.0},
    "no noise": NO_NOISE,
}
TEXTS = {
    "as it is": ("as it is", "原样"),
    "reform": ("reform", "改革"),
    "reversed": ("reform, reversed after half the time", "改革后于中途恢复"),
    "lottery": ("lottery (null model)", "随机分配（零模型）"),
    "coverage": ("Coverage, share", "覆盖率"),
    "delivered_quality": ("Delivered quality, 0–1", "交付质量（0–1）"),
    "price_to_ceiling": ("Price over ceiling", "价格与限价之比"),
    "repeat_winner_rate": ("Won by the incumbent, share", "原承接方中标比例"),
    "autonomy": ("Autonomy, 0–1", "自主性（0–1）"),
    "welfare_social": ("Welfare, yuan a head, year", "福利（元/居民·年）"),
    "x": ("years since the reform", "改革后的年数"),
}


def arms(scenario: gpssim.Scenario) -> list[gpssim.Policy]:
    """Never reformed; reformed for good; reformed and reversed half-way; bought by lot."""
    before = scenario.policy.shares
    tender = (gpssim.MechanismShare(mechanism="open_tender"),)
    back = gpssim.Change(month=scenario.months * REVERSAL // YEARS, shares=before)
    return [
        gpssim.Policy(name="never", shares=before),
        gpssim.Policy(name="reform", shares=tender),
        gpssim.Policy(name="reversed", shares=tender, change=(back,)),
        gpssim.Policy.of("lottery"),
    ]


def differences(scenario: gpssim.Scenario, replications: int, seed: int) -> pd.DataFrame:
    """Differences from the market never reformed, by arm, outcome and year."""
    results = gpssim.Study(scenario, arms(scenario), replications=replications, seed=seed, keep=0).run(progress=False)
    years = [(month, month + 11) for month in range(0, scenario.months, 12)]
    table = gpssim.compare(results, "never", OUTCOMES, years)
    return table.assign(x=[int(period.partition("-")[0]) / 12 + 0.5 for period in table["period"]])


def main() -> None:
    """Run every world, write the table, draw the world as it is, print the last year."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/event_study"))
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--quick", action="store_true", help="about a minute: fewer citizens and replications")
    parser.add_argument("--fast", action="store_true", help="a try, not a result")
    asked = parser.parse_args()
    size = "fast" if asked.fast else "quick" if asked.quick else "full"
    n = {"fast": 2, "quick": 4, "full": asked.replications}[size]
    preset = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), SIZES[size])
    worlds = {name: WORLDS[name] for name in list(WORLDS)[: {"fast": 1, "quick": 1, "full": 3}[size]]}
    tables = [differences(gpssim.replace(preset, changes), n, asked.seed).assign(world=name) for name, changes in worlds.items()]
    table = pd.concat(tables, ignore_index=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "differences.csv", index=False)
    shown = table[table["world"] == "as it is"].rename(columns={"outcome": "panel", "policy_b": "series"})
    shown = shown.drop(columns="mean_a").assign(mean=shown["difference"])
    title = ("The reform as an event, and its reversal", "改革事件研究及其逆转")
    note = (
        f"Difference from the market never reformed, means of {n} replications with 95 % t intervals.",
        f"与从未改革的市场之差；{n}次重复的均值及95% t 区间。",
    )
    texts = figures.charts.Texts("event_study", title, note, TEXTS)
    figures.charts.save_chart(figures.charts.lines, shown[["panel", "series", "x", "mean", "low", "high"]], texts, asked.out)
    last = table[table["x"] == table["x"].max()]
    print(last.pivot_table(index=["world", "outcome"], columns="policy_b", values="difference").round(4).to_string())


if __name__ == "__main__":
    main()
