"""The three modes of Suzhou's high-tech zone as portfolios: status quo, tender-led, directed-led, venture shares to 30 %.

No place buys everything by one mode. The portfolios share money between directed commission, open tender and venture
philanthropy; the venture arms take their share from both others in proportion. Null controls: everything by lottery, and a
world without ties, in which what favors a portfolio cannot be favoritism.

    python experiments/portfolios.py --out results/portfolios
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

import gpssim
from gpssim import figures

VENTURE = (0.0, 0.2, 0.3)
OUTCOMES = ["coverage", "delivered_quality", "price_per_unit", "entry", "capability", "transaction_cost", "welfare_social"]
TINY: dict[str, object] = {
    "world.city.residents": 150_000,
    "world.city.n_citizens": 200,
    "world.city.n_districts": 2,
    "world.organizations.n_initial": 16,
}
SIZES: dict[str, dict[str, object]] = {
    "fast": {**TINY, "warm_up": 2, "months": 8, "world.bidding.family": "markup"},
    "quick": {"world.city.n_citizens": 800, "warm_up": 24, "months": 72, "world.bidding.family": "markup"},
    "full": {},
}
WORLDS: dict[str, dict[str, object]] = {
    "as it is": {},
    "no ties": {"world.purchasers.tie_density": 0.0, "world.purchasers.tie_growth": 0.0},
    "no noise": {
        f"world.information.{name}": 0.0 for name in ("dossier_noise", "monitoring_noise", "voice_noise", "acceptance_noise")
    },
}
TEXTS = {
    "tender_led": ("tender-led: 27 / 63 / 10", "招标为主（27/63/10）"),
    "directed_led": ("directed-led: 81 / 9 / 10", "委托为主（81/9/10）"),
    "venture 0": ("no venture projects: 70 / 30 / 0", "无创投（70/30/0）"),
    "venture 0.2": ("venture 20 %", "创投20%"),
    "venture 0.3": ("venture 30 %", "创投30%"),
    "lottery": ("lottery (null model)", "随机分配（零模型）"),
    "as it is": ("ties as they are", "关系照旧"),
    "no ties": ("no ties", "无关系"),
    "no noise": ("no noise", "无噪声"),
    "coverage": ("Coverage", "覆盖率"),
    "delivered_quality": ("Quality", "交付质量"),
    "price_per_unit": ("Price, yuan", "价格（元）"),
    "entry": ("Entry a year", "每年新设"),
    "capability": ("Capability", "能力"),
    "transaction_cost": ("Buying cost", "交易成本"),
    "welfare_social": ("Welfare", "福利"),
}


def portfolio(venture: float) -> gpssim.Policy:
    """Directed and tender in the proportion of the status quo (7 to 3), so much to venture projects."""
    rest = {"directed_commission": 0.7 * (1 - venture), "open_tender": 0.3 * (1 - venture), "venture_philanthropy": venture}
    shares = tuple(gpssim.MechanismShare(mechanism=m, share=x) for m, x in rest.items() if x)
    return gpssim.Policy(name=f"venture {venture:g}", shares=shares)


def main() -> None:
    """Run every portfolio in every world, write and draw differences from the status quo, print them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/portfolios"))
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--seed", type=int, default=45)
    parser.add_argument("--quick", action="store_true", help="about a minute: fewer citizens and replications")
    parser.add_argument("--fast", action="store_true", help="a try, not a result")
    asked = parser.parse_args()
    size = "fast" if asked.fast else "quick" if asked.quick else "full"
    n = {"fast": 2, "quick": 4, "full": asked.replications}[size]
    policies = ["status_quo", "tender_led", "directed_led", *map(portfolio, VENTURE), "lottery"]
    tables = []
    for world in list(WORLDS)[: {"fast": 1, "quick": 1, "full": 3}[size]]:
        preset = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), {**SIZES[size], **WORLDS[world]})
        results = gpssim.Study(preset, policies, replications=n, seed=asked.seed, keep=0).run(progress=False)
        tables.append(gpssim.compare(results, outcomes=OUTCOMES).assign(series=world))
    table = pd.concat(tables, ignore_index=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "differences.csv", index=False)
    period = "later" if (table["period"] == "later").any() else "all"
    shown = table[table["period"] == period].assign(panel=table["outcome"], row=table["policy_b"], mean=table["difference"])
    title = ("Portfolios of Suzhou's three modes against the status quo", "苏州三种方式的组合与现状之比较")
    note = (
        f"Difference from the status quo (63 directed, 27 tender, 10 venture), {period} period; {n} replications, 95 % t.",
        f"与现状（委托/招标/创投 63/27/10）之差，{'后期' if period == 'later' else '全期'}，{n}次重复，95% t 区间。",
    )
    texts = figures.charts.Texts("portfolios", title, note, TEXTS)
    columns = ["panel", "row", "series", "mean", "low", "high"]
    figures.charts.save_chart(figures.charts.rows, shown[columns], texts, asked.out)
    print(shown.pivot_table(index=["series", "row"], columns="panel", values="mean", sort=False).round(3).to_string())


if __name__ == "__main__":
    main()
