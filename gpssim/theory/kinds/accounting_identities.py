"""Whole markets are run under several policies, checked each month; then ten identities are computed from the tables."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from gpssim.analysis import values
from gpssim.analysis.identities import Books, imbalances
from gpssim.model import PublicServiceMarket
from gpssim.records import Results
from gpssim.scenario import Scenario, load_scenario, replace
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

SLOW: Final = True
PRESET: Final = "suzhou-high-tech"
POLICIES: Final = ("status_quo", "open_tender", "directed_commission", "venture_philanthropy", "citizen_voucher")
SMALL: Final = {
    "world.city.n_citizens": 1000,
    "world.bidding.family": "markup",  # any family would do: this is about money and people
    "warm_up": 12,
    "months": 24,
}


@lru_cache
def _warmed() -> tuple[Scenario, PublicServiceMarket]:
    scenario = replace(load_scenario(PRESET), SMALL)
    return scenario, PublicServiceMarket(scenario, seed=1, check=True).warm_up()


def closed_books(policy: str) -> Books:
    """A finished run of a small market under a policy."""
    scenario, start = _warmed()
    model = start.branch(policy).run()
    manifest = {"scenario": scenario.model_dump(mode="json"), "months": scenario.months, "policies": [policy]}
    tables = model.tables()
    welfare = values(Results(tables, manifest), "welfare_social")["value"].iloc[0]
    return Books(
        tables=tables,
        accounts_fen=model.purchasers.account_fen,
        cash_fen=model.organizations.cash_fen,
        n_initial=scenario.world.organizations.n_initial,
        world=scenario.world.model_dump(mode="json"),
        welfare=float(welfare),
        years=scenario.months / 12.0,
    )


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Any configuration: the package's own small one."""

    @lru_cache
    def largest() -> float:
        return max(max(imbalances(closed_books(policy)).values()) for policy in POLICIES)

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity != "max_relative_imbalance":
            raise quantity_unknown(quantity, ("max_relative_imbalance",))
        return Solved(largest())

    return answer
