"""Vouchers against tenders in a Swedish municipality, with few schools and with many.

Pupils choose, or the municipality buys places by tender, or provides itself. Expected (pattern 5): choice raises the quality that
is experienced where there are enough schools, and sorts pupils; where there are few it does not. Null controls: places by
lottery, and a world in which nobody sees quality when choosing, where choice has nothing to work with.

    python experiments/vouchers_or_tenders.py --out results/vouchers_or_tenders
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

import gpssim
from gpssim import figures

SCHOOLS = {"fast": (25,), "quick": (30, 75, 150), "full": (20, 30, 50, 75, 110, 150)}
POLICIES = ["municipal_only", "tendered", "all_vouchers", "lottery"]
OUTCOMES = [
    "experienced_quality",
    "nonverifiable_quality",
    "quality_gap_vulnerable",
    "concentration",
    "coverage",
    "price_to_ceiling",
]
SIZES: dict[str, dict[str, object]] = {
    "fast": {
        "world.city.residents": 25_000,
        "world.city.n_citizens": 100,
        "warm_up": 2,
        "months": 8,
        "world.bidding.family": "markup",
    },
    "quick": {"world.city.n_citizens": 800, "warm_up": 12, "months": 60, "world.bidding.family": "markup"},
    "full": {},
}
BLIND = gpssim.Policy.of("citizen_voucher", "blind_vouchers", {"quality_weight": 0.0, "n_min": 1, "price_share": 1.0})
TEXTS = {
    "tendered": ("tender", "招标"),
    "all_vouchers": ("vouchers", "教育券"),
    "blind_vouchers": ("vouchers, quality unseen", "教育券（看不到质量）"),
    "lottery": ("lottery (null model)", "随机分配（零模型）"),
    "experienced_quality": ("Quality experienced", "体验质量"),
    "nonverifiable_quality": ("Non-verifiable quality", "不可核验质量"),
    "quality_gap_vulnerable": ("Quality gap of the vulnerable", "弱势群体质量差距"),
    "concentration": ("Concentration", "集中度"),
    "coverage": ("Coverage", "覆盖率"),
    "price_to_ceiling": ("Price over ceiling", "价格与限价之比"),
    "x": ("schools at the start", "初始学校数"),
}


def differences(schools: int, size: str, replications: int, seed: int) -> pd.DataFrame:
    """Differences from municipal schools only, in a municipality with so many schools."""
    changes = {**SIZES[size], "world.organizations.n_initial": schools, "world.organizations.founders_rate": 0.3 * schools / 75}
    preset = gpssim.replace(gpssim.load_scenario("sweden-schools"), changes)
    results = gpssim.Study(preset, [*POLICIES, BLIND], replications=replications, seed=seed, keep=0).run(progress=False)
    return gpssim.compare(results, outcomes=OUTCOMES).assign(x=schools)


def main() -> None:
    """Run every market, write the table, draw it over the number of schools, print it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/vouchers_or_tenders"))
    parser.add_argument("--replications", type=int, default=12)
    parser.add_argument("--seed", type=int, default=46)
    parser.add_argument("--quick", action="store_true", help="about a minute: fewer pupils and replications")
    parser.add_argument("--fast", action="store_true", help="a try, not a result")
    asked = parser.parse_args()
    size = "fast" if asked.fast else "quick" if asked.quick else "full"
    n = {"fast": 2, "quick": 4, "full": asked.replications}[size]
    table = pd.concat([differences(schools, size, n, asked.seed) for schools in SCHOOLS[size]], ignore_index=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "differences.csv", index=False)
    period = "later" if (table["period"] == "later").any() else "all"
    shown = table[table["period"] == period].assign(panel=table["outcome"], series=table["policy_b"], mean=table["difference"])
    title = ("Vouchers against tenders, with few schools and with many", "教育券与招标：学校少与学校多")
    note = (
        f"Difference from municipal provision only, {period} period; means of {n} replications with 95 % t intervals.",
        f"与仅由市镇提供之差，{'后期' if period == 'later' else '全期'}；{n}次重复的均值及95% t 区间。",
    )
    texts = figures.charts.Texts("vouchers_or_tenders", title, note, TEXTS)
    columns = ["panel", "series", "x", "mean", "low", "high"]
    figures.charts.save_chart(figures.charts.lines, shown[columns], texts, asked.out)
    print(shown.pivot_table(index=["x", "series"], columns="panel", values="mean", sort=False).round(3).to_string())


if __name__ == "__main__":
    main()
