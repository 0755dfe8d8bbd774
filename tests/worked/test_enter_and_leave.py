"""Worked months of ``enter_and_leave``: who registers at what cost of setting up, who leaves and what is left behind."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import hand_made
from scipy.stats import poisson

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.organizations.certification import take_certificate
from gpssim.month.organizations.population import enter_and_leave
from gpssim.month.organizations.registration import permitted
from gpssim.month.planning.policy import set_policy
from gpssim.scenario import replace
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.state import taxes
from gpssim.state.contract_row import END_REASONS
from gpssim.state.founders import candidates_of_month
from gpssim.state.line import Line
from gpssim.streams import combine
from gpssim.theory.special import tables

FOUNDERS: dict[str, Any] = {
    "founders_rate": 20.0,
    "setup_spread": 0.0,
    "mission_mean": 0.0,
    "reads_competition": 0.0,
    "reserve_months": 2.0,
}
"""Some twenty candidates, alike in all that counts, who think of a third before there is a record."""


def market_of(levers: dict[str, Any] | None = None, others: dict[str, Any] | None = None, **dials: Any) -> PublicServiceMarket:
    """Three organizations at a wage of 6,500 yuan; the first holds a contract of 50 places for a year, at 125 yuan."""
    own = {f"world.organizations.{name}": value for name, value in dials.items()}
    market = hand_made({**own, **(others or {})}, levers=levers)
    set_policy(market)
    market.organizations["wage"][:] = 6500.0
    line = Line(0, purchaser=0, domain=0, district=0, fiscal_year=0, ordinal=0, key=7, mechanism="open_tender", places=50.0)
    line.sign(0, 12)
    market.lines.append(line)
    signed = {
        "purchaser": 0,
        "district": 0,
        "start": 0,
        "end": 12,
        "cycle_end": 12,
        "price": 125.0,
        "places": 50.0,
        "value": 75_000.0,
    }
    market.contracts.sign(ContractTerms(), organization=0, line=0, **signed)
    market.organizations["contracted"][0, 0] = 50.0
    return market


def founded(market: PublicServiceMarket) -> tuple[int, int]:
    """Candidates that came this month, and how many of them registered."""
    before = len(market.organizations)
    enter_and_leave(market)
    rows = tables(market)["founders"]
    assert rows.registered.sum() == len(market.organizations) - before
    return len(rows), len(market.organizations) - before


def test_a_founder_registers_if_a_third_of_an_awards_margin_covers_setting_up() -> None:
    # 50 places x 12 months x (125 - 100) = 15,000 yuan, with a chance of 1/3: 5,000
    came, joined = founded(market_of(setup_cost=5000.01, **FOUNDERS))
    assert came > 0
    assert joined == 0
    market = market_of(setup_cost=4999.99, **FOUNDERS)
    came, joined = founded(market)
    assert joined == came
    o = market.organizations
    new = slice(3, 3 + joined)
    assert set(o.born[new].tolist()) == {1}
    assert o.staff[new].tolist() == [3.0] * joined  # five at most three
    assert o.cash_fen[new].tolist() == pytest.approx((2.0 * 3.0 * o.wage[new] * 100.0).tolist(), abs=0.5)  # two months of wages
    assert o.experience[new, 0].tolist() == [1.0] * joined


def test_the_record_of_the_young_counts_those_of_two_to_seven_years_and_awards_within_two() -> None:
    # 83 months old and won after 24: yes; 84 months old: no more; 60 months old and won after 25: no
    # (1 + 1)/(2 + 3) x 15,000 = 6,000 yuan
    for setup, joins in ((5999.99, True), (6000.01, False)):
        market = market_of(setup_cost=setup, **FOUNDERS)
        market.month = 100
        market.contracts["start"][:], market.contracts["end"][:], market.contracts["cycle_end"][:] = 99, 111, 111
        market.organizations["born"][:], market.organizations["won_first"][:] = [17, 16, 40], [41, 19, 65]
        came, joined = founded(market)
        assert joined == (came if joins else 0)


def test_mission_counts_by_the_share_at_work_and_the_founder_counts_itself_among_them() -> None:
    market = market_of(**{**FOUNDERS, "mission_mean": 0.5, "crowding": 1.0, "setup_cost": 15_000.0})
    enter_and_leave(market)
    joined = 0
    for key, registered in tables(market)["founders"][["key", "registered"]].itertuples(index=False):
        mission = market.candidates(np.array([key], dtype=np.uint64), experienced=False)["mission"][0]
        # one of three works, the founder would be the next: 2/4, with another there 2/5 and so on; a latent unit of quality in
        # 50 places x 12 months is worth 60,000 yuan; 5,000 of the 15,000 are the award's
        assert registered == (mission * 60_000.0 * 2.0 / (4.0 + joined) >= 10_000.0)
        joined += registered
    assert 0 < joined < len(tables(market)["founders"])


def test_one_seat_in_an_incubator_halves_the_cost_of_the_first_founder_only() -> None:
    # a seat costs 4,500 yuan a month: 54,000 a year pay one; 8,000/2 <= 5,000 < 8,000
    market = market_of({"incubation": 54_000.0}, setup_cost=8000.0, **FOUNDERS)
    came, joined = founded(market)
    assert came > 1
    assert joined == 1
    assert market.organizations.seat_until[3] == 25


def test_whoever_owes_too_much_closes_and_its_contract_ends_with_what_was_owed_on_it() -> None:
    market = market_of(arrears_limit=3.0)
    o, c = market.organizations, market.contracts
    o["staff"][:], o["owed_fen"][:] = [2.0, 2.0, 5.0], [3_900_001, 3_900_000, 0]  # three months cost 39,000 yuan
    o["cash_fen"][:] = [12_345, -500, 600]
    c["delivered"][:], c["paid_fen"][:], o["born"][0] = 100.0, 1_000_000, -30
    market.month = 2
    enter_and_leave(market)
    assert o.alive.tolist() == [False, True, True]
    assert o.cash_fen.tolist() == [0, -500, 600]
    assert o.owed_fen.tolist() == [0, 3_900_000, 0]
    assert not c.active[0]
    assert (int(c.end[0]), END_REASONS[int(c.end_reason[0])]) == (3, "insolvent")
    assert o.contracted[0, 0] == 0.0
    assert (market.lines[0].contract, market.lines[0].open_month) == (-1, 3)
    assert market.flows["committed"][0, 0] == -65_000.0  # of 75,000 yuan 10,000 were paid
    exits = tables(market)["exits"]
    assert exits[["organization", "reason", "n_contracts", "owed"]].to_numpy().tolist() == [[0, "insolvent", 1, 2500.0]]
    assert exits[["kind", "domain"]].to_numpy().tolist() == [["social_service_agency", "community"]]
    # it is there to the end of month 2 of the run, the last but one of the warm-up; it was registered in month -30
    assert exits[["month", "age_months"]].to_numpy().tolist() == [[3 - market.specification.warm_up, 3 + 30]]
    closing = tables(market)["ledger"].iloc[-1]
    assert (closing.kind, closing.source, closing.target, closing.fen) == ("closing", "organization/0", "outside", 12_345)


def test_of_several_reasons_to_leave_arrears_come_before_idleness_and_idleness_before_chance() -> None:
    market = market_of(arrears_limit=3.0, idle_exit=6, idle_hazard=1.0, exit_hazard=1.0)
    o = market.organizations
    o["staff"][:], o["owed_fen"][:], o["cash_fen"][:] = 2.0, [0, 0, 3_900_001], [0, -700, 0]
    o["idle_months"][:] = [6, 7, 7]  # more than six
    enter_and_leave(market)
    assert not o.alive.any()
    assert o.cash_fen.tolist() == [0, 0, 0]  # creditors bear the seven yuan
    assert tables(market)["exits"].reason.tolist() == ["hazard", "idle", "insolvent"]
    assert END_REASONS[int(market.contracts.end_reason[0])] == "left"


def test_those_of_the_first_hour_are_two_to_ten_years_old_and_bring_months_of_wages() -> None:
    market = hand_made({"world.organizations.n_initial": 200, "world.organizations.reserve_months": 2.0})
    o = market.organizations
    ages = -o.born
    assert 24 <= ages.min() < 30
    assert 114 < ages.max() < 120
    assert ages.mean() == pytest.approx(71.5, abs=3.0 * 27.7 / 200**0.5)  # uniform over 96 months
    assert o.cash_fen == pytest.approx(200.0 * o.staff * o.wage, abs=0.5)


def certified(cash_fen: int, level: float = 6_000.0) -> PublicServiceMarket:
    """A newcomer with an ability of ln 2 in both tasks weighs a certificate that promises it 3,000 yuan."""
    market = market_of({"certificate": level})
    o = market.organizations
    o["ability_verifiable"][2] = o["ability_nonverifiable"][2] = np.log(2.0) + 1e-12
    o["cash_fen"][2], o["born"][2] = cash_fen, 1
    take_certificate(market, 2, 3_000.0, 0.0)
    return market


def test_a_certificate_costs_the_able_less_and_is_taken_if_it_pays_and_can_be_paid() -> None:
    market = certified(300_000)  # it costs 6,000 / 2 = 3,000 yuan
    o = market.organizations
    assert o.certified.tolist() == [False, False, True]
    assert o.cash_fen[2] == 0
    setup = tables(market)["ledger"].query("kind == 'setup'")
    assert setup[["source", "target", "fen"]].to_numpy().tolist() == [["organization/2", "outside", 300_000]]
    # purchasers think better of it than of others that nobody knows, by half of the 0.6 that they are uncertain by
    assert o.believed_mean[2].tolist() == pytest.approx([0.3, 0.3])
    assert o.published_mean[2] == pytest.approx(0.3)
    assert not certified(299_999).organizations.certified[2]
    assert not certified(300_001, level=6_000.1).organizations.certified[2]


@pytest.mark.parametrize(("level", "taken"), [(2_399.99, True), (2_400.01, False)])
def test_founders_show_a_certificate_if_it_adds_more_to_a_first_award_than_it_costs(level: float, taken: bool) -> None:
    seen = {"world.information.certificate_score": 0.5, "world.information.prior_sd": 0.6, "world.purchasers.quality_value": 0.4}
    market = market_of({"certificate": level}, seen, setup_cost=0.0, ability_mean=0.0, ability_sd=0.0, **FOUNDERS)
    came, joined = founded(market)
    assert came == joined > 0
    # a third of what purchasers pay for the 0.5 x 0.6 better that they think of it: 0.3 x 0.4 x 100 yuan x 50 places x 12 months
    # = 7,200
    assert market.organizations.certified[3:].tolist() == [taken] * joined
    assert not market.organizations.certified[:3].any()


def test_under_dual_management_who_finds_no_supervising_unit_may_not_register() -> None:
    market = market_of({"registration": "dual"}, {"world.sector.newcomers.sponsor": 0.4}, setup_cost=0.0, **FOUNDERS)
    came, joined = founded(market)
    rows = tables(market)["founders"]
    lots = [market.luck.uniform("supervising unit", int(key)) for key in rows.key]
    # nobody has a tie: a chance of 0.4; where there is one, of 0.5 in all, 1 - 0.6 exp(-0.5) = 0.636
    assert rows.registered.tolist() == [lot < 0.4 for lot in lots]
    assert 0 < joined < came
    tied = {"kind_code": np.array([0]), "tie": np.array([[0.2, 0.3]])}
    for key in rows.key:
        assert permitted(market, int(key), tied) == (market.luck.uniform("supervising unit", int(key)) < 1.0 - 0.6 * np.exp(-0.5))
    assert not permitted(market, 7, {**tied, "kind_code": np.array([KINDS.index("public_institution")])})


def test_under_loose_rules_setting_up_is_cheaper_and_some_register_in_name_only() -> None:
    loose = {"world.sector.newcomers.nominal": 0.5, "world.sector.newcomers.loose_setup": 0.6}
    # 0.6 x 8,333 is less than the 5,000 of a third of a margin; 0.6 x 8,334 is more
    for cost, real in ((8_333.0, True), (8_334.0, False)):
        market = market_of({"registration": "loose"}, loose, setup_cost=cost, **FOUNDERS)
        came, joined = founded(market)
        rows, o = tables(market)["founders"], market.organizations
        if real:
            assert came == joined
            assert not o.dormant.any()
            continue
        lots = [market.luck.uniform("in name only", int(key)) for key in rows.key]
        assert rows.registered.tolist() == [lot < 0.5 for lot in lots]
        assert o.dormant[3:].all()
        assert o.staff[3:].tolist() == [0.0] * joined
        assert o.cash_fen[3:].tolist() == [0] * joined


@pytest.mark.parametrize(
    ("provide", "where"), [("city", [[True, True]]), ("purchaser", [[True, False], [False, True]]), ("none", [])]
)
def test_public_institutions_serve_everything_where_they_belong(provide: str, where: list[list[bool]]) -> None:
    institutions = {"world.sector.institutions.provide": provide, "world.sector.institutions.staff": 12.0}
    market = hand_made({**institutions, "world.organizations.reserve_months": 2.0})
    o, new = market.organizations, slice(3, None)
    assert o.kind_code[new].tolist() == [KINDS.index("public_institution")] * len(where)
    assert o.serves_district[new].tolist() == where
    assert o.embeddedness[new].tolist() == [[0.4 * x for x in row] for row in where]
    assert o.serves_domain[new].all()
    assert o.staff[new].tolist() == [12.0] * len(where)
    assert o.born[new].tolist() == [-240] * len(where)
    endowment = market.world.sector.kinds.endowment[KINDS.index("public_institution")]
    assert o.cash_fen[new].tolist() == pytest.approx((100.0 * (24.0 * o.wage[new] + endowment)).tolist(), abs=0.5)


def test_some_nonprofits_of_the_first_hour_are_hubs() -> None:
    market = hand_made({"world.sector.hubs.among_nonprofits": 0.6, "world.organizations.n_initial": 40})
    o = market.organizations
    drawn = market.luck.uniforms("hub", o.key) < 0.6
    assert o.hub.tolist() == (drawn & o.nonprofit).tolist()
    assert 0 < o.hub.sum() < 40


def test_foundations_leave_half_as_often_and_public_institutions_never() -> None:
    own = {"n_initial": 60, "founders_rate": 0.0, "exit_hazard": 1.0 - 0.8**12, "idle_exit": 6, "idle_hazard": 0.5}
    market = hand_made({f"world.organizations.{name}": value for name, value in own.items()})
    set_policy(market)
    o = market.organizations
    kinds = [KINDS.index(kind) for kind in ("social_service_agency", "foundation", "public_institution")]
    o["kind_code"][:], o["idle_months"][:] = np.tile(kinds, 20), np.repeat([7, 6], 30)
    idle, chance = (market.luck.at(market.month).uniforms(what, o.key) for what in ("idle exit", "exit"))
    enter_and_leave(market)
    # by chance a fifth a month, a tenth, none; of those without work for more than six months a half, a quarter, none
    gives_up = (idle < np.tile([0.5, 0.25, 0.0], 20)) & (np.arange(60) < 30)
    struck = chance < np.tile([0.2, 0.1, 0.0], 20)
    assert o.alive.tolist() == (~(gives_up | struck)).tolist()
    exits = tables(market)["exits"].set_index("organization").reason
    assert exits.to_dict() == {int(k): "idle" if gives_up[k] else "hazard" for k in np.flatnonzero(gives_up | struck)}
    assert set(exits) == {"idle", "hazard"}


def test_a_founder_reckons_with_its_own_taxes_where_prices_contain_the_usual_ones() -> None:
    rates = {"vat_small": 0.03, "surcharges": 0.12, "profit_tax_small": 0.05}
    levers = {"company_tax": 1.0, "nonprofit_tax": 0.5}
    market = market_of(levers, {f"world.sector.taxes.{name}": x for name, x in rates.items()})
    company, agency = KINDS.index("company"), KINDS.index("social_service_agency")
    # 0.03 x 1.12 / 1.03 = 0.0326214 of receipts, half of it for nonprofits (all three are); of the rest a twentieth, a fortieth
    assert taxes.founders_margin(market, 0.1, company) == pytest.approx((0.1 - 0.0163107) * 0.95, abs=1e-6)
    assert taxes.founders_margin(market, 0.1, agency) == pytest.approx(0.1 * 0.975, abs=1e-6)
    market.organizations["alive"][:] = False
    assert taxes.founders_margin(market, 0.1, company) == pytest.approx(0.095)  # nobody is there: its own are the usual ones
    assert taxes.founders_margin(market_of(), 0.1, company) == 0.1


def test_who_may_found_one_in_a_month_is_who_it_would_be_alone() -> None:
    """Candidates of a year are drawn together: each month has its own number of them, each with the columns of its own key."""
    market, seen = market_of(**FOUNDERS), []
    for month in range(26):
        market.month = month
        drawn = poisson.ppf(market.luck.uniform("founders", month), 20.0)
        keys = [combine(month, ordinal) for ordinal in range(int(drawn))]
        found = list(candidates_of_month(market))
        assert [key for key, _ in found] == keys
        for key, columns in (found[0], found[-1]):
            alone = market.candidates(np.array([key], dtype=np.uint64), experienced=False)
            assert {name: np.asarray(value).tolist() for name, value in columns.items()} == {
                name: np.asarray(value).tolist() for name, value in alone.items()
            }
        seen.append(len(found))
    assert len(set(seen)) > 5


def test_another_world_has_other_founders_in_the_same_year() -> None:
    market = market_of(**FOUNDERS)
    n = len(list(candidates_of_month(market)))
    market.world = replace(market.world, {"organizations.founders_rate": 200.0})
    assert len(list(candidates_of_month(market))) > 5 * n
