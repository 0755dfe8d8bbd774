"""Disclosure and reputation: how much is published, what weight it has, and with what record entrants start.

Expected (pattern 7): reputation raises quality; where it is the only criterion it deters entry, and cost rises. One dial is turned
at a time: the chance that an evaluation is published, the weight of the published grade in a committee's rating, the record that
a newcomer is given. Null controls: a lottery, under which no dial may change who wins; a world without noise, in which a
record tells nothing that documents do not.

    python experiments/disclosure_and_reputation.py --out results/disclosure_and_reputation
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from scipy import stats

import gpssim
from gpssim import figures

DIALS: dict[str, tuple[float, ...]] = {
    "disclosure": (0.0, 0.5, 1.0),
    "weight": (0.0, 0.1, 0.3, 1.0),
    "entrants": (-2.0, -1.0, 0.0, 1.0, 2.0),
}
OUTCOMES = ["delivered_quality", "entry", "price_to_ceiling"]
TINY: dict[str, object] = {
    "world.city.residents": 150_000,
    "world.city.n_citizens": 200,
    "world.city.n_districts": 2,
    "world.organizations.n_initial": 16,
}
SIZES: dict[str, dict[str, object]] = {
    "fast": {**TINY, "warm_up": 2, "months": 8, "world.bidding.family": "markup"},
    "quick": {"world.city.n_citizens": 400, "warm_up": 24, "months": 48, "world.bidding.family": "markup"},
    "full": {"world.city.n_citizens": 4000},
}
TEXTS = {
    "open_tender": ("open tender", "公开招标"),
    "directed_commission": ("directed commission", "定向委托"),
    "lottery": ("lottery (null model)", "随机分配（零模型）"),
    "disclosure delivered_quality": ("Quality, by disclosure", "质量：披露"),
    "disclosure entry": ("Entry a year, by disclosure", "每年新设：披露"),
    "disclosure price_to_ceiling": ("Price / ceiling, by disclosure", "价格/限价：披露"),
    "weight delivered_quality": ("Quality, by weight of the grade", "质量：等级权重"),
    "weight entry": ("Entry a year, by weight", "每年新设：等级权重"),
    "weight price_to_ceiling": ("Price / ceiling, by weight", "价格/限价：等级权重"),
    "entrants delivered_quality": ("Quality, by entrants' record", "质量：新进入者初始记录"),
    "entrants entry": ("Entry a year, by entrants' record", "每年新设：初始记录"),
    "entrants price_to_ceiling": ("Price / ceiling, by record", "价格/限价：初始记录"),
    "x": ("dial", "参数值"),
}


def setting(dial: str, value: float) -> tuple[dict[str, object], list[gpssim.Policy]]:
    """What one setting of a dial changes in the world, and the policies under it."""
    world: dict[str, object] = {"world.information.entrant_optimism": value} if dial == "entrants" else {}
    levers = {"disclosure": value} if dial == "disclosure" else {"disclosure": 1.0}
    halo = {"halo": value} if dial == "weight" else {}
    tender = gpssim.Policy.of("open_tender", settings=halo, levers=levers)
    return world, [tender, gpssim.Policy.of("directed_commission", levers=levers), gpssim.Policy.of("lottery", levers=levers)]


def means(scenario: gpssim.Scenario, dial: str, value: float, replications: int, seed: int) -> pd.DataFrame:
    """Means with 95 % t intervals of every outcome under every policy, at one setting."""
    world, policies = setting(dial, value)
    results = gpssim.Study(
        gpssim.replace(scenario, world) if world else scenario, policies, replications=replications, seed=seed, keep=0
    ).run(progress=False)
    rows = []
    for outcome in OUTCOMES:
        found = gpssim.values(results, outcome).groupby("policy", sort=False)["value"].agg(["mean", "std", "size"])
        half = stats.t.ppf(0.975, found["size"] - 1) * found["std"] / found["size"] ** 0.5
        told = found.assign(low=found["mean"] - half, high=found["mean"] + half, panel=f"{dial} {outcome}", x=value)
        rows.append(told.rename_axis("series").reset_index())
    return pd.concat(rows, ignore_index=True)


def main() -> None:
    """Turn every dial, write the table, draw a row of panels for each dial, print the means."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/disclosure_and_reputation"))
    parser.add_argument("--replications", type=int, default=12)
    parser.add_argument("--seed", type=int, default=47)
    parser.add_argument(
        "--no-noise", action="store_true", help="the null control: a world in which documents and inspections do not err"
    )
    parser.add_argument("--quick", action="store_true", help="about a minute: fewer citizens and replications")
    parser.add_argument("--fast", action="store_true", help="a try, not a result")
    asked = parser.parse_args()
    size = "fast" if asked.fast else "quick" if asked.quick else "full"
    n = {"fast": 2, "quick": 3, "full": asked.replications}[size]
    quiet = ("dossier_noise", "monitoring_noise", "voice_noise", "acceptance_noise") if asked.no_noise else ()
    changes = {**SIZES[size], **{f"world.information.{name}": 0.0 for name in quiet}}
    preset = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), changes)
    dials = {dial: values[:: len(values) - 1] if size == "fast" else values for dial, values in DIALS.items()}
    dials = {"disclosure": dials["disclosure"]} if size == "fast" else dials
    table = pd.concat(
        [means(preset, dial, value, n, asked.seed) for dial, values in dials.items() for value in values], ignore_index=True
    )
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "means.csv", index=False)
    title = ("Disclosure, weight of reputation, and entrants' starting record", "信息披露、声誉权重与新进入者的初始记录")
    note = (f"Means of {n} replications with 95 % t intervals.", f"{n}次重复的均值及95% t 区间。")
    texts = figures.charts.Texts("disclosure_and_reputation", title, note, TEXTS)
    figures.charts.save_chart(figures.charts.lines, table, texts, asked.out)
    print(table.pivot_table(index=["panel", "x"], columns="series", values="mean", sort=False).round(3).to_string())


if __name__ == "__main__":
    main()
