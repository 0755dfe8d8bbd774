"""Counterweights of thin and thick markets: failed tenders draw bidders in and raise ceilings, lost ones send bidders away."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import small_scenario, warmed

from gpssim.model import PublicServiceMarket
from gpssim.month.organizations import reach
from gpssim.scenario import replace
from gpssim.state import capacity, ceilings
from gpssim.state.line import Line

STILL = {"looks_further": 0.0, "reads_failures": 0.0, "loses_heart": 0.0, "founders_rate": 0.0}
"""Nobody moves or is founded."""


def among(changes: dict[str, float]) -> PublicServiceMarket:
    """The market at the switch, with these parameters from then on."""
    model = warmed().branch("open_tender")
    model.world = replace(model.specification, changes).world
    return model


def failed_line(model: PublicServiceMarket) -> Line:
    """A line that some do not reach who work in its domain, as if its purchase had failed and opened again in two months."""
    o = model.organizations
    for line in model.lines:  # all others wait for their first attempt
        line.attempt, line.open_month = 0, model.month + 2
    for line in model.lines:
        near = o.alive & o.serves_domain[:, line.domain] & ~o.serves_district[:, line.district]
        room = capacity.places_free(model, line.domain, model.month + 2) >= line.places
        if (near & room).any() and (near & ~room).any():
            line.attempt = 1
            return line
    raise AssertionError("everybody reaches everything")


def test_a_failed_purchase_draws_in_who_works_in_its_domain_and_has_room_and_nobody_else() -> None:
    model = among({"world.organizations.reads_failures": 1.0})
    line, o = failed_line(model), model.organizations
    before = o.serves_district.copy()
    room = capacity.places_free(model, line.domain, line.open_month) >= line.places
    reach.read_failures(model)
    come = o.serves_district & ~before
    assert (
        come[:, line.district].tolist() == (o.alive & o.serves_domain[:, line.domain] & room & ~before[:, line.district]).tolist()
    )
    assert come.sum() == come[:, line.district].sum() > 0


@pytest.mark.parametrize("silence", ["neutral", "held already"])
def test_nothing_is_read_where_nothing_waits_or_nobody_reads(silence: str) -> None:
    model = among({"world.organizations.reads_failures": 0.0 if silence == "neutral" else 1.0})
    line = failed_line(model)
    if silence != "neutral":
        line.open_month = -1
    before = model.organizations.serves_district.copy()
    reach.read_failures(model)
    assert (model.organizations.serves_district == before).all()


def test_a_ceiling_is_raised_for_each_attempt_that_failed() -> None:
    plain, raised = (among({"world.purchasers.ceiling_raise": x}) for x in (0.0, 0.05))
    for model in (plain, raised):
        model.purchasers["ceiling_noise"][:] = 0.0
    line, same = next((a, b) for a, b in zip(plain.lines, raised.lines, strict=True) if a.contract >= 0)
    for attempt in range(3):
        line.attempt = same.attempt = attempt
        ratio = ceilings.ceiling_of(raised, same, same.key) / ceilings.ceiling_of(plain, line, line.key)
        assert ratio == pytest.approx(1.0 + 0.05 * attempt)


def run(**changes: float) -> tuple[PublicServiceMarket, np.ndarray]:
    """A tender market over its months under other rules, and where its organizations worked before."""
    world = {f"world.organizations.{name}": x for name, x in {**STILL, **changes}.items()}
    model = PublicServiceMarket(replace(small_scenario(), world), "open_tender", seed=7, check=True)
    before = model.organizations.serves_district.copy()
    model.run()
    return model, before


def test_who_loses_stays_away_but_not_from_home_nor_from_where_it_works() -> None:
    model, before = run(loses_heart=1.0)
    o, c = model.organizations, model.contracts
    left = before & ~o.serves_district
    assert left.any()
    assert not (o.serves_district & ~before).any()
    at_home = np.asarray(model.district_number)[None, :] == o.home[:, None]
    assert not (left & at_home).any()
    active = np.flatnonzero(c.active & o.alive[c.organization])
    assert o.serves_district[c.organization[active], c.district[active]].all()
    unmoved, there = run()
    assert (unmoved.organizations.serves_district == there).all()


def test_bidders_thin_out_where_they_lose_and_gather_where_purchases_fail() -> None:
    def offers(**changes: float) -> float:
        tables = run(**changes)[0].table("projects")
        return float(tables.loc[tables["mechanism"] == "open_tender", "n_valid_bids"].mean())

    usual = offers()
    assert offers(loses_heart=0.5) < usual - 0.2
    assert offers(reads_failures=0.5) > usual + 0.2
