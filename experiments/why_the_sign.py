"""Why does each headline difference have its sign? One rule or parameter is changed at a time, under the same luck.

Open tender is compared with directed commission in the Suzhou preset as it is, and in worlds that differ
in one thing. A difference that keeps its sign when a rule is switched off does not hang on that rule; one that turns is driven
by it.

    python experiments/why_the_sign.py --out results/why_the_sign
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

import gpssim

OUTCOMES = [
    "coverage",
    "delivered_quality",
    "price_per_unit",
    "cost_per_quality_unit",
    "satisfaction",
    "trust_government",
    "coverage_gap_vulnerable",
    "capability",
    "welfare_social",
]
SMALL = {"world.city.n_citizens": 400, "warm_up": 12, "months": 24}
VARIANTS: dict[str, tuple[dict[str, object], dict[str, float], dict[str, float]]] = {
    # name: (changes of the world and levers, settings of open tender, settings of directed commission)
    "as the preset has it": ({}, {}, {}),
    "integrity 0": ({"world.purchasers.integrity": 0.0}, {}, {}),
    "integrity 1": ({"world.purchasers.integrity": 1.0}, {}, {}),
    "integrity 0, dense strong ties": (
        {"world.purchasers.integrity": 0.0, "world.purchasers.tie_density": 0.3, "world.purchasers.tie_strength": 2.0},
        {},
        {},
    ),
    "purchasers learn nothing of their own": (
        {"policy.levers.monitoring": 0.0, "world.information.voice_weight": 0.0, "policy.levers.disclosure": 0.0},
        {},
        {},
    ),
    "quality worth little to purchasers": ({"world.purchasers.quality_value": 0.05}, {}, {}),
    "documents show ability (weight 1, no error)": (
        {"world.information.dossier_ability": 1.0, "world.information.dossier_noise": 0.0},
        {"juror_noise": 0.0},
        {},
    ),
    "price weight 0.1": ({}, {"price_weight": 0.1}, {}),
    "price weight 0.6": ({}, {"price_weight": 0.6}, {}),
    "partner's bargaining share 0.2": ({}, {}, {"bargaining_share": 0.2}),
    "partner's bargaining share 0.8": ({}, {}, {"bargaining_share": 0.8}),
    "partner's bargaining share 1": ({}, {}, {"bargaining_share": 1.0}),
    "no ratchet of the ceiling": ({"world.purchasers.ceiling_ratchet": 0.0}, {}, {}),
    "everybody hears of every tender": ({"world.bidding.attention": 1.0}, {}, {}),
    "half hear of a tender": ({"world.bidding.attention": 0.5}, {}, {}),
    "thick market (120 organizations)": ({"world.organizations.n_initial": 120, "world.organizations.founders_rate": 2.4}, {}, {}),
    "no learning by doing": ({"world.organizations.progress_ratio": 1.0}, {}, {}),
    "no loss when providers change": (
        {
            "world.organizations.handover_quality": 0.0,
            "world.citizens.drop_out": 0.0,
            "world.organizations.embeddedness_cost": 0.0,
            "world.citizens.apply_embeddedness": 0.0,
        },
        {},
        {},
    ),
    "no honesty": ({"world.organizations.honesty_mean": 0.0}, {}, {}),
    "cycle of one year": ({"policy.levers.tender_cycle_years": 1}, {}, {}),
    "mark-up bidders": ({"world.bidding.family": "markup"}, {}, {}),
    "no savings lapse (reuse next year)": ({"policy.levers.savings_rule": "carry_over"}, {}, {}),
}


def compared(scenario: gpssim.Scenario, name: str, replications: int, seed: int) -> pd.DataFrame:
    """Both policies in one variant of the world, as a table of paired differences."""
    changes, tender, directed = VARIANTS[name]
    policies = [gpssim.Policy.of("directed_commission", settings=directed), gpssim.Policy.of("open_tender", settings=tender)]
    varied = gpssim.replace(scenario, changes) if changes else scenario
    results = gpssim.Study(varied, policies=policies, replications=replications, seed=seed, keep=0).run()
    return gpssim.compare(results, outcomes=OUTCOMES).assign(variant=name)


def signs(table: pd.DataFrame) -> pd.DataFrame:
    """Difference with its half width by variant (rows) and outcome (columns); an asterisk where the interval excludes zero."""
    shown = table.assign(
        text=[
            f"{d:+.3g} ± {(high - low) / 2:.2g}{'*' if low * high > 0 else ''}"
            for d, low, high in table[["difference", "low", "high"]].itertuples(index=False)
        ]
    )
    return (
        shown.pivot(index="variant", columns="outcome", values="text")
        .reindex(index=list(VARIANTS), columns=OUTCOMES)
        .dropna(how="all")
    )


def main() -> None:
    """Run every variant, write the table of differences, print the signs in the later period."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/why_the_sign"))
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fast", action="store_true", help="a small city, few months, two variants: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.load_scenario("suzhou-high-tech")
    scenario = gpssim.replace(scenario, SMALL) if options.fast else scenario
    names = list(VARIANTS)[:2] if options.fast else list(VARIANTS)
    replications = 2 if options.fast else options.replications
    options.out.mkdir(parents=True, exist_ok=True)
    tables = []
    for name in names:
        tables.append(compared(scenario, name, replications, options.seed))
        table = pd.concat(tables, ignore_index=True)
        table.to_csv(options.out / "differences.csv", index=False)  # what is done is kept, whatever happens next

    period = "all" if options.fast else "later"
    wide = signs(table[table["period"] == period])
    wide.to_csv(options.out / "signs.csv")
    print(f"open tender minus directed commission, {period} period; * the 95 % interval excludes zero")
    print(wide.to_string())


if __name__ == "__main__":
    main()
