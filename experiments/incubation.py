"""Does incubation pay over twenty years? A budget for incubators beside purchases, against none, and against one that does nothing.

Seats lower the cost of setting up, coach newcomers and pay seed money. In the null world the same budget buys seats without effect;
under ``lottery`` awards are blind to what coaching improves. All arms meet the same founders, needs and luck.

    python experiments/incubation.py --out results/incubation
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

import gpssim

CITY = {"world.city.n_citizens": 1000, "warm_up": 36, "months": 240, "world.bidding.family": "markup"}
SMALL = {"world.city.n_citizens": 200, "warm_up": 3, "months": 12, "world.bidding.family": "markup"}
NULL = {f"world.sector.newcomers.seat_{x}": 0.0 for x in ("setup", "coaching", "stipend")}
WORLDS: dict[str, dict[str, float]] = {"incubators": {}, "null: seats without effect": NULL}
BUDGETS = {"none": 0.0, "300,000 yuan": 300_000.0}
OUTCOMES = {
    "entry": "organizations founded a year",
    "n_organizations": "organizations",
    "capability": "capability, 0–1",
    "valid_bids_per_project": "valid bids per project",
    "coverage": "coverage",
    "welfare_taxpayer": "taxpayers' welfare, yuan per resident and year",
}


def policies(mechanism: str) -> list[gpssim.Policy]:
    """One mechanism with each budget for incubators."""
    return [gpssim.Policy.of(mechanism, f"{mechanism}, {name}", levers={"incubation": x}) for name, x in BUDGETS.items()]


def by_year(results: gpssim.Study, world: str, years: int) -> pd.DataFrame:
    """Difference that the budget makes in each outcome, three years at a time, by replication."""
    rows = []
    for first in range(0, 12 * years, 36 if years > 3 else 12):
        for outcome in OUTCOMES:
            table = gpssim.values(results, outcome, (first, first + (35 if years > 3 else 11)))
            wide = table.pivot_table(index="replication", columns="policy", values="value")
            for mechanism in ("open_tender", "lottery"):
                gap = wide[f"{mechanism}, 300,000 yuan"] - wide[f"{mechanism}, none"]
                rows.append(
                    pd.DataFrame(
                        {"world": world, "mechanism": mechanism, "year": first / 12, "outcome": outcome, "difference": gap}
                    )
                )
    return pd.concat(rows, ignore_index=True)


def draw(table: pd.DataFrame, path: Path) -> None:
    """A panel an outcome: the difference over the years, mean and two standard errors, for each mechanism and world."""
    figure, panels = plt.subplots(2, 3, figsize=(10.0, 5.4), layout="constrained")
    looks = {
        ("open_tender", "incubators"): "C0-o",
        ("lottery", "incubators"): "C2--s",
        ("open_tender", "null: seats without effect"): "k:^",
    }
    for axes, (outcome, label) in zip(panels.flat, OUTCOMES.items(), strict=True):
        for (mechanism, world), look in looks.items():
            own = table[(table["outcome"] == outcome) & (table["mechanism"] == mechanism) & (table["world"] == world)]
            found = own.groupby("year")["difference"].agg(["mean", "sem"])
            name = f"{mechanism.replace('_', ' ')}: {world}"
            axes.errorbar(found.index, found["mean"], yerr=2 * found["sem"], fmt=look, ms=3.5, lw=1.2, label=name)
        axes.axhline(0.0, color="0.6", lw=0.8)
        axes.set_title(label, fontsize=9)
        axes.set_xlabel("years since the switch", fontsize=8)
        axes.tick_params(labelsize=8)
    figure.legend(*panels[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=7)
    figure.suptitle("what 300,000 yuan a year for incubators change", fontsize=10)
    figure.savefig(path, dpi=150)
    plt.close(figure)


def main() -> None:
    """Run both worlds, write the differences, draw, print the first and the last three years."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("results/incubation"))
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--fast", action="store_true", help="a small city and two years: a try, not a result")
    asked = parser.parse_args()
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), SMALL if asked.fast else CITY)
    tables = []
    for world, changes in WORLDS.items():
        arms = [*policies("open_tender"), *policies("lottery")]
        study = gpssim.Study(
            gpssim.replace(scenario, changes),
            arms,
            replications=1 if asked.fast else asked.replications,
            seed=1,
            keep=0,
            workers=1 if asked.fast else None,
        )
        tables.append(by_year(study.run(progress=False), world, scenario.months // 12))
    table = pd.concat(tables, ignore_index=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "incubation.csv", index=False, float_format="%.6g")
    draw(table, asked.out / "incubation.png")
    ends = table[table["year"].isin([table["year"].min(), table["year"].max()])]
    print(ends.pivot_table(index=["outcome", "year"], columns=["world", "mechanism"], values="difference").round(3).to_string())


if __name__ == "__main__":
    main()
