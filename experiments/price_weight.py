"""The frontier of quality and cost along the weight of price, and competition as counted against competition that bites.

Open tender with price weights from a tenth to one, in a market where officials have ties and in one where they have none.
Nominal competition is the number of valid offers. Effective competition counts the winner and those losers whose score came within
five points of the winner's: the others were no threat. Directed commission and lottery, the null model, lie beside the
frontier; a world without noise is the second null control.

    python experiments/price_weight.py --out results/price_weight
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pandas as pd
from scipy import stats

import gpssim
from gpssim import figures

WEIGHTS = {"fast": [0.1, 0.6], "quick": [0.1, 0.3, 0.6, 1.0], "full": [0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0]}
CLOSE = 5.0
"""Points within which a loser was a threat, of 100."""
TINY: dict[str, object] = {
    "world.city.residents": 150_000,
    "world.city.n_citizens": 200,
    "world.city.n_districts": 2,
    "world.organizations.n_initial": 16,
}
SIZES: dict[str, dict[str, object]] = {
    "fast": {**TINY, "warm_up": 2, "months": 12, "world.bidding.family": "markup"},
    "quick": {"world.city.n_citizens": 500, "warm_up": 12, "months": 48},
    "full": {"world.city.n_citizens": 4000},
}
NOISES = ("dossier_noise", "monitoring_noise", "voice_noise", "acceptance_noise", "cost_belief_noise")
WORLDS: dict[str, dict[str, object]] = {
    "as it is": {},
    "no ties": {"world.purchasers.tie_density": 0.0, "world.purchasers.tie_growth": 0.0},
    "no noise": {f"world.information.{name}": 0.0 for name in NOISES},
}
TEXTS = {
    "as it is": ("ties as they are", "关系照旧"),
    "no ties": ("no ties", "无关系"),
    "no noise": ("no noise in what anybody sees", "信息无噪声"),
    "price": ("Price over ceiling", "价格与限价之比"),
    "delivered_quality": ("Delivered quality, 0–1", "交付质量（0–1）"),
    "nonverifiable_quality": ("Non-verifiable quality, 0–1", "不可核验质量（0–1）"),
    "nominal": ("Valid offers a tender", "每次招标的有效报价数"),
    "effective": ("Offers within 5 points of the best", "与最高分相差5分以内的报价数"),
    "cost_per_quality_unit": ("Cost of quality, yuan", "单位质量成本（元）"),
    "x": ("weight of price", "价格权重"),
}


def competition(results: Any) -> pd.DataFrame:
    """Mean number of valid offers and of offers close to the best, by policy and replication."""
    bids = results.table("bids", ["project", "attempt", "valid", "total"])
    bids = bids[bids["valid"] & bids["total"].notna()]
    tender = ["policy", "replication", "project", "attempt"]
    best = bids.groupby(tender, observed=True)["total"].transform("max")
    each = (
        bids.assign(close=bids["total"] >= best - CLOSE)
        .groupby(tender, observed=True)
        .agg(nominal=("total", "size"), effective=("close", "sum"))
    )
    return each.groupby(["policy", "replication"], observed=True).mean().reset_index()


def by_run(results: Any) -> pd.DataFrame:
    """Every outcome by policy and replication, one row each."""
    quality = ["delivered_quality", "nonverifiable_quality", "cost_per_quality_unit"]
    parts = [gpssim.values(results, outcome)[["policy", "replication", "value"]].assign(panel=outcome) for outcome in quality]
    parts.append(gpssim.values(results, "price_to_ceiling")[["policy", "replication", "value"]].assign(panel="price"))
    counted = competition(results)
    parts += [
        counted[["policy", "replication", name]].rename(columns={name: "value"}).assign(panel=name)
        for name in ("nominal", "effective")
    ]
    return pd.concat(parts, ignore_index=True)


def summarized(values: pd.DataFrame) -> pd.DataFrame:
    """Means with 95 % t intervals over replications."""
    table = values.groupby(["panel", "policy"], sort=False)["value"].agg(["mean", "std", "size"]).reset_index()
    half = stats.t.ppf(0.975, table["size"] - 1) * table["std"] / table["size"] ** 0.5
    return table.assign(low=table["mean"] - half, high=table["mean"] + half)


def main() -> None:
    """Run every weight in every world, write the table, draw it over the weight, print it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/price_weight"))
    parser.add_argument("--replications", type=int, default=12)
    parser.add_argument("--seed", type=int, default=44)
    parser.add_argument("--quick", action="store_true", help="about a minute: fewer weights, citizens and replications")
    parser.add_argument("--fast", action="store_true", help="a try, not a result")
    asked = parser.parse_args()
    size = "fast" if asked.fast else "quick" if asked.quick else "full"
    n = {"fast": 2, "quick": 3, "full": asked.replications}[size]
    policies = [gpssim.Policy.of("open_tender", f"{w:g}", {"price_weight": w}) for w in WEIGHTS[size]]
    policies += [gpssim.Policy.of("directed_commission"), gpssim.Policy.of("lottery")]
    tables = []
    for world in list(WORLDS)[: {"fast": 1, "quick": 2, "full": 3}[size]]:
        preset = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), {**SIZES[size], **WORLDS[world]})
        results = gpssim.Study(preset, policies, replications=n, seed=asked.seed, keep="all").run(progress=False)
        tables.append(summarized(by_run(results)).assign(series=world))
    table = pd.concat(tables, ignore_index=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "frontier.csv", index=False)
    shown = table[~table["policy"].isin(["directed_commission", "lottery"])]
    shown = shown.assign(x=shown["policy"].astype(float))
    title = ("Quality, cost and competition along the weight of price", "价格权重与质量、成本及竞争")
    note = (f"Open tender; means of {n} replications with 95 % t intervals.", f"公开招标；{n}次重复的均值及95% t 区间。")
    texts = figures.charts.Texts("price_weight", title, note, TEXTS)
    figures.charts.save_chart(figures.charts.lines, shown, texts, asked.out)
    print(
        table.pivot_table(index=["series", "policy"], columns="panel", values="mean", sort=False, observed=True)
        .round(3)
        .to_string()
    )


if __name__ == "__main__":
    main()
