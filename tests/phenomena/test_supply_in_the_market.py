"""Few, small, weak organizations; kinds of them; who founds and who does not."""

from __future__ import annotations

import numpy as np
from contrasts import COVERAGE, QUALITY, SEEDS, Arm, Frames, attempts, falls, market, rises, signed, stays, tables, values


def bids(found: Frames) -> float:
    return float(attempts(found)["n_valid_bids"].mean())


def failed(found: Frames) -> float:
    return float((attempts(found)["outcome"] == "failed").mean())


def uneven_offers(found: Frames) -> float:
    """Spread of the mean number of valid offers between districts, over its mean."""
    by = attempts(found).groupby("district")["n_valid_bids"].mean()
    return float(by.std() / by.mean())


def capacity(found: Frames) -> float:
    return float(found["organizations"].query("month == 23")["capacity"].sum())


def diversity(found: Frames) -> float:
    """Chance that two yuan of contract value go to different kinds of organizations."""
    kind = found["organizations"].drop_duplicates("organization").set_index("organization")["kind"].astype(str)
    by = signed(found).groupby(signed(found)["organization"].map(kind))["value"].sum()
    return float(1.0 - ((by / by.sum()) ** 2).sum())


def professionals_at_work(found: Frames) -> float:
    """Professionals among the staff of organizations that hold a contract, by heads, at the end."""
    rows = found["organizations"].query("month == 23 and n_contracts > 0")
    return float(np.average(rows["professional_share"], weights=rows["staff"]))


def founded(arm: Arm) -> tuple[int, int]:
    """Companies and nonprofits that registered, all replications together."""
    rows = [tables(seed, arm)["founders"].query("month >= 0 and registered") for seed in SEEDS]
    company = np.concatenate([(r["kind"] == "company").to_numpy() for r in rows])
    return int(company.sum()), int((~company).sum())


def test_few_organizations_mean_few_offers_failed_purchases_and_people_unserved() -> None:
    many, few = market(), market(world__organizations__n_initial=12, world__organizations__founders_rate=0.0)
    falls(bids, many, few, by=1.5)
    rises(failed, many, few, by=0.25)
    falls(COVERAGE, many, few, by=0.06)


def test_small_organizations_hold_little_room_and_unable_ones_serve_worse() -> None:
    falls(capacity, market(), market(world__organizations__staff_median=1.0), by=1500.0)
    falls(QUALITY, market(), market(world__organizations__ability_mean=-0.8), by=0.4)


def test_contracts_that_ask_for_professionals_make_staff_professional_and_service_better() -> None:
    usual, asked = market(), market(policy__levers__professionals=0.9)
    rises(professionals_at_work, usual, asked, by=0.2)
    rises(QUALITY, usual, asked, by=0.015)
    no_abler: Arm = {"world__organizations__ability_professional": 0.0}
    stays(QUALITY, market(**no_abler), market(policy__levers__professionals=0.9, **no_abler))


def test_coaching_makes_staff_professional_and_a_staff_that_stays_as_it_is_does_not() -> None:
    venture = market("venture_philanthropy")
    untrained = market("venture_philanthropy", world__organizations__professional_training=0.0)
    rises(professionals_at_work, untrained, venture, by=0.01)
    still: Arm = {"world__organizations__professional_hiring": 0.0, "world__organizations__professional_training": 0.0}
    for name in ("open_tender", "venture_philanthropy"):
        rows = tables(SEEDS[0], market(name, **still))["organizations"].groupby("organization")["professional_share"]
        assert (rows.max() == rows.min()).all()


def test_supply_is_uneven_between_districts_where_organizations_stay_at_home() -> None:
    stays_put = {"world__organizations__reads_failures": 0.0, "world__organizations__looks_further": 0.0}
    everywhere, at_home = (market(world__organizations__reach_districts=n, **stays_put) for n in (7.0, 1.0))
    rises(uneven_offers, everywhere, at_home, by=0.25)
    follows = market(world__organizations__reach_districts=1.0, world__organizations__reads_failures=0.6)
    assert values(uneven_offers, follows).mean() < values(uneven_offers, at_home).mean() - 0.2


def test_one_kind_of_organization_is_no_mixed_economy() -> None:
    alone = market(world__organizations__kind_shares=(1.0, 0.0, 0.0, 0.0))
    assert {diversity(tables(seed, alone)) for seed in SEEDS} == {0.0}
    rises(diversity, alone, market(), by=0.3)


def test_own_provision_is_one_kind_and_purchase_brings_several() -> None:
    city = {"world__sector__institutions__provide": "purchaser", "policy__levers__after_failure": "", "warm_up": 0}
    assert {diversity(tables(seed, market("in_house", **city))) for seed in SEEDS} == {0.0}
    rises(diversity, market("in_house", **city), market("open_tender", **city), by=0.25)


def test_companies_stay_out_of_fields_in_which_mission_and_not_margin_pays() -> None:
    many = {"world__organizations__founders_rate": 6.0, "world__organizations__kind_shares": (0.3, 0.1, 0.1, 0.5)}
    companies, nonprofits = founded(market(**many))
    assert companies == 0
    assert nonprofits > 20
    assert founded(market(**many, world__organizations__mission_mean=0.0)) == (0, 0)  # without a mission nobody comes
