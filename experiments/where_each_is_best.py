"""In which world is each of the sixteen mechanisms the best? Small worlds, a prediction for each, all mechanisms in all.

What was expected, and the objective, was written down before anything was run: ``docs/results/where_each_is_best.toml``. Every
mechanism buys everything in every world of ``experiments/worlds`` under the same luck; lottery is one of them, the null model.
Misses are shown like hits; a mechanism that leads nowhere is said to lead nowhere.

    python experiments/where_each_is_best.py --out results/where_each_is_best
"""

from __future__ import annotations

import argparse
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
from scipy import stats

import gpssim
from gpssim import figures

WORLDS = Path(__file__).with_name("worlds")
DECLARED = Path(__file__).parents[1] / "docs" / "results" / "where_each_is_best.toml"
SIZES: dict[str, tuple[int, int, dict[str, object]]] = {
    "fast": (1, 2, {"world.city.n_citizens": 60, "warm_up": 1, "months": 4, "world.bidding.family": "markup"}),
    "quick": (1000, 3, {"world.city.n_citizens": 300, "warm_up": 12, "world.bidding.family": "markup"}),
    "full": (1000, 4, {}),
}
"""Worlds, replications, and what is smaller."""


def by_run(path: Path, size: str, seed: int, pool: Any, among: tuple[str, ...] = (), n: int = 0) -> pd.DataFrame:
    """Welfare by mechanism and replication in one world, a column a mechanism; all mechanisms and the usual number if not said."""
    _, usual, changes = SIZES[size]
    scenario = gpssim.load_scenario(path)
    scenario = gpssim.replace(scenario, changes) if changes else scenario
    study = gpssim.Study(scenario, list(among or gpssim.purchasing_mechanisms()), replications=n or usual, seed=seed, keep=0)
    results = study.run(progress=False, executor=pool)
    failed = results.runs.loc[results.runs["status"] != "SUCCEEDED", "reason"]
    if len(failed):
        raise SystemExit(f"{path.stem}: {failed.iloc[0]}")
    return gpssim.values(results, "welfare_social").pivot_table(index="replication", columns="policy", values="value")


def verdict(wide: pd.DataFrame, predicted: str) -> dict[str, object]:
    """Who is best in one world, by how much, and where the predicted mechanism stands."""
    order = wide.mean().sort_values(ascending=False)
    best, second = order.index[:2]
    lead = wide[best] - wide[second]
    half = float(stats.t.ppf(0.975, len(lead) - 1) * lead.std() / len(lead) ** 0.5)
    said = {
        "predicted": predicted,
        "best": best,
        "hit": best == predicted,
        "rank_of_predicted": list(order.index).index(predicted) + 1,
    }
    numbers = {"welfare_of_best": order.iloc[0], "lead": lead.mean(), "low": lead.mean() - half, "high": lead.mean() + half}
    behind = {"behind_best": order.iloc[0] - order[predicted], "behind_of_lottery": order.iloc[0] - order["lottery"]}
    return {**said, "second": second, **numbers, **behind, "worst": order.index[-1], "n_pairs": len(wide)}


def again(path: Path, size: str, seed: int, pool: Any, wide: pd.DataFrame, n: int) -> dict[str, object]:
    """The lead of the best over the next two, each paired, under fresh luck that had no part in choosing the three."""
    first, *others = wide.mean().sort_values(ascending=False).index[:3]
    fresh = by_run(path, size, seed + 1, pool, (first, *others), n)
    told: dict[str, object] = {"world": path.stem, "best": first, "n_pairs": n}
    for place, other in zip(("second", "third"), others, strict=True):
        ahead = fresh[first] - fresh[other]
        half = float(stats.t.ppf(0.975, n - 1) * ahead.std() / n**0.5)
        numbers = {"lead": ahead.mean(), "low": ahead.mean() - half, "high": ahead.mean() + half}
        told |= {place: other} | {f"{key}_over_{place}": value for key, value in numbers.items()}
    return told


def main() -> None:
    """Run every world, write verdicts and means as they come, draw how far each mechanism is behind the best."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/where_each_is_best"))
    parser.add_argument("--seed", type=int, default=49)
    parser.add_argument("--workers", type=int, default=2, help="processes; 1: this one alone")
    parser.add_argument("--quick", action="store_true", help="a few minutes: fewer citizens and replications, mark-up bidders")
    parser.add_argument("--fast", action="store_true", help="a try, not a result")
    parser.add_argument("--only", nargs="+", default=[], metavar="WORLD", help="some of the worlds")
    parser.add_argument("--again", type=int, default=0, metavar="N", help="the first three N times more, under fresh luck")
    asked = parser.parse_args()
    size = "fast" if asked.fast else "quick" if asked.quick else "full"
    declared = tomllib.loads(DECLARED.read_text(encoding="utf-8"))["prediction"]
    declared = [said for said in declared if said["world"] in (asked.only or said["world"])][: SIZES[size][0]]
    pool = ProcessPoolExecutor(asked.workers) if asked.workers > 1 and not asked.fast else None
    asked.out.mkdir(parents=True, exist_ok=True)
    verdicts, means, repeated = [], [], []
    for said in declared:
        path = WORLDS / f"{said['world']}.toml"
        wide = by_run(path, size, asked.seed, pool)
        verdicts.append({"world": said["world"], "round": said.get("round", 1), **verdict(wide, said["mechanism"])})
        behind = wide.sub(wide[wide.mean().idxmax()], axis=0)
        half = stats.t.ppf(0.975, len(wide) - 1) * behind.std() / len(wide) ** 0.5
        told = pd.DataFrame({"mean": behind.mean(), "low": behind.mean() - half, "high": behind.mean() + half})
        means.append(told.rename_axis("row").reset_index().assign(panel=said["world"]))
        pd.DataFrame(verdicts).to_csv(asked.out / "verdicts.csv", index=False, float_format="%.4g")
        pd.concat(means).to_csv(asked.out / "behind_the_best.csv", index=False, float_format="%.4g")
        if asked.again > 1:
            repeated.append(again(path, size, asked.seed, pool, wide, asked.again))
            pd.DataFrame(repeated).to_csv(asked.out / "again.csv", index=False, float_format="%.4g")
    if pool:
        pool.shutdown()
    words = {
        s["world"]: tuple(getattr(gpssim.load_scenario(WORLDS / f"{s['world']}.toml"), t) for t in ("title", "title_zh"))
        for s in declared
    }
    title = ("Sixteen mechanisms, each where it should lead", "十六种方式与各自的世界")
    note = (
        f"Social welfare less that of the best, yuan a resident and year; {SIZES[size][1]} replications, 95 % t intervals.",
        f"与该世界最优方式的社会福利之差（元/居民·年）；{SIZES[size][1]}次重复，95% t 区间。",
    )
    texts = figures.charts.Texts("where_each_is_best", title, note, words)
    figures.charts.save_chart(figures.charts.rows, pd.concat(means, ignore_index=True), texts, asked.out)
    table = pd.DataFrame(verdicts)
    print(
        table[["world", "predicted", "best", "rank_of_predicted", "second", "lead", "low", "high"]].round(2).to_string(index=False)
    )
    led = sorted(set(table["best"]))
    print(f"{int(table['hit'].sum())} of {len(table)} as predicted; best somewhere: {', '.join(led)}")


if __name__ == "__main__":
    main()
