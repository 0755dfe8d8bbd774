"""Narrow scope as an outcome: what is hard to specify, invisible, thinly supplied or went wrong is bought less, or not at all."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import differing, frames_of, state_bytes, varied, warmed

from gpssim.analysis import values
from gpssim.model import PublicServiceMarket
from gpssim.month.money.scope import choose_scope
from gpssim.records import Results
from gpssim.scenario import replace
from gpssim.state import money, scope

NAMES = [d.name for d in varied().world.domains]
VERIFIABILITY = np.array([d.verifiability for d in varied().world.domains])


def at_january(**dials: Any) -> PublicServiceMarket:
    """The warmed market on the first of January; dials of ``world.scope`` are turned now."""
    model = warmed().branch("status_quo")
    model.world = replace(model.world, {f"scope.{name}": value for name, value in dials.items()})
    return model


def chosen(model: PublicServiceMarket) -> np.ndarray:
    """The year's money by purchaser and domain."""
    choose_scope(model)
    return money.years_money(model)


@lru_cache
def lived(**dials: Any) -> dict[str, pd.DataFrame]:
    changes = {f"world__scope__{name}": value for name, value in dials.items()}
    return frames_of(PublicServiceMarket(varied(months=60, **changes), "status_quo", seed=7, check=True).run())


def by_domain(tables: dict[str, pd.DataFrame]) -> pd.Series:
    signed = tables["contracts"].query("month_signed >= 24").groupby("domain")["value"].sum()
    return (signed / signed.sum()).reindex(NAMES).fillna(0.0)


def test_without_narrowing_nothing_moves_whatever_the_other_dials() -> None:
    model = at_january(ease=9.0, thin=9.0, dread=9.0, memory=1.0, least=1.0, suppliers=50).run(24)
    assert differing(state_bytes(model), state_bytes(warmed().branch("status_quo").run(24))) == []


def test_where_nothing_makes_a_domain_more_attractive_the_split_stays() -> None:
    split = chosen(at_january(narrowing=2.0, ease=0.0, thin=0.0, dread=0.0))
    assert split == pytest.approx(chosen(at_january()))


def test_every_purchaser_spends_as_much_as_before_on_other_things() -> None:
    usual, split = chosen(at_january()), chosen(at_january(narrowing=1.0))
    assert split.sum(axis=1) == pytest.approx(usual.sum(axis=1))
    rising = np.corrcoef((split / usual).mean(axis=0), VERIFIABILITY)[0, 1]
    assert rising > 0.8
    assert (split < usual)[:, VERIFIABILITY.argmin()].mean() > 0.8


def test_money_that_running_lines_bind_stays_with_them() -> None:
    model = at_january(narrowing=20.0, least=1.0)
    bound, usual = scope.bound_money(model), chosen(at_january())
    split = chosen(model)
    able = bound.sum(axis=1) < usual.sum(axis=1)
    assert able.any()
    assert (bound > 0.0).any()
    assert (split[able] >= bound[able] - 1e-6).all()


@pytest.mark.parametrize(("what", "value"), [("verifiability", 0.95), ("visibility", 3.0), ("priority", 3.0)])
def test_a_domain_gains_by_being_easy_visible_or_wanted(what: str, value: float) -> None:
    before, model = chosen(at_january(narrowing=1.0)), at_january(narrowing=1.0)
    domains = list(model.world.domains)
    domains[3] = replace(domains[3], {what: value})
    model.world = model.world.model_copy(update={"domains": tuple(domains)})
    after = chosen(model)
    assert (after[:, 3] > before[:, 3]).all()
    assert (np.delete(after, 3, axis=1).sum(axis=1) < np.delete(before, 3, axis=1).sum(axis=1)).all()


def test_officials_who_fear_risk_narrow_more_and_a_scandal_makes_them() -> None:
    calm, model, least = chosen(at_january(narrowing=1.0)), at_january(narrowing=1.0), VERIFIABILITY.argmin()
    model.world = replace(model.world, {"officials.scandal": 2.0})
    model.purchasers["scandal_until"][1:] = model.month + 12
    shaken = chosen(model)
    assert (shaken[:, least] <= calm[:, least] + 1e-6).all()
    assert shaken[:, least].sum() < calm[:, least].sum()
    assert shaken[0] == pytest.approx(calm[0]), "who has no scandal buys as before"


def test_without_suppliers_a_domain_loses_and_setbacks_make_it_lose_until_they_are_forgiven() -> None:
    before, thin = chosen(at_january(narrowing=1.0, least=0.0)), at_january(narrowing=1.0, least=0.0)
    thin.organizations["serves_domain"][:, 0] = False
    assert (scope.suppliers(thin)[:, 0] == 0).all()
    assert chosen(thin)[:, 0].sum() < before[:, 0].sum()
    burnt = at_january(narrowing=1.0, least=0.0)
    burnt.purchasers["n_held"][:, 0], burnt.purchasers["n_failed"][:, 0] = 4, 4
    year = [float(chosen(burnt)[:, 0].sum())]
    assert year[0] < before[:, 0].sum()
    year += [float(chosen(burnt)[:, 0].sum()) for _ in range(6)]
    assert year == sorted(year)


def test_failed_purchases_of_the_year_are_counted_and_begun_anew() -> None:
    model = at_january(narrowing=1.0).run(11)
    held = frames_of(model)["projects"].query("0 <= month_opened < 11")
    assert model.purchasers.n_held.sum() == len(held) > 0
    assert model.purchasers.n_failed.sum() == (held["outcome"] == "failed").sum()
    model.run(13)
    assert model.purchasers.n_held.sum() < len(held)


def test_scope_narrows_by_itself_and_stays_within_the_same_money() -> None:
    wide, narrow = lived(), lived(narrowing=2.0)
    shares = [by_domain(t) for t in (wide, narrow)]
    assert shares[1].iloc[VERIFIABILITY.argmin()] < 0.7 * shares[0].iloc[VERIFIABILITY.argmin()]
    given = [t["purchasers"]["appropriation"].sum() for t in (wide, narrow)]
    assert given[0] == pytest.approx(given[1])
    assert len(wide["budgets"]) == 0
    rows = narrow["budgets"]
    assert rows.groupby(["month", "purchaser"])["appropriation"].sum().to_numpy() == pytest.approx(
        rows.groupby(["month", "purchaser"])["usual"].sum().to_numpy()
    )


def test_indicators_show_it() -> None:
    found = []
    for narrowing in (0.0, 3.0):
        scenario = varied(months=60, world__scope__narrowing=narrowing)
        model = PublicServiceMarket(scenario, "status_quo", seed=7).run()
        results = Results(model.tables(arrow=True), {"months": 60, "scenario": scenario.model_dump(mode="json")})
        found.append(
            {
                name: float(values(results, name, (24, 59))["value"].iloc[0])
                for name in ("scope_of_purchase", "effective_domains", "need_not_bought")
            }
        )
    wide, narrow = found
    assert narrow["scope_of_purchase"] < wide["scope_of_purchase"]
    assert narrow["effective_domains"] < wide["effective_domains"]
    assert narrow["need_not_bought"] >= wide["need_not_bought"]
