"""Citizens who do not know, do not trust or are hard to reach; and what services do to their trust."""

from __future__ import annotations

from contrasts import COVERAGE, DETERRED, SEEDS, TRUST, UNAWARE, Frames, Outcome, falls, market, ratio, rises, stays, tables

NO_WORD = {"world__citizens__awareness_word": 0.0}


def coverage_of(group: str) -> Outcome:
    """Coverage of a group in community services, which every group needs."""
    return ratio("monthly", "n_served", "n_need", f"month >= 0 and group == '{group}' and domain == 'community'")


def test_low_public_awareness_keeps_people_from_services() -> None:
    quiet, loud = (market(policy__levers__publicity=share) for share in (0.0, 1.0))
    falls(UNAWARE, quiet, loud, by=0.05)
    rises(COVERAGE, quiet, loud, by=0.015)


def test_publicity_that_nobody_hears_changes_nothing() -> None:
    deaf = {"world__citizens__awareness_publicity": 0.0}
    quiet, loud = (market(policy__levers__publicity=share, **deaf) for share in (0.0, 1.0))
    stays(UNAWARE, quiet, loud)
    stays(COVERAGE, quiet, loud)


def test_distrust_of_providers_who_are_not_the_state_keeps_people_away() -> None:
    distrust, trust = (market(world__citizens__trust_providers=share) for share in (0.1, 0.9))
    falls(DETERRED, distrust, trust, by=0.04)
    rises(COVERAGE, distrust, trust, by=0.05)


def test_distrust_that_weighs_nothing_keeps_nobody_away() -> None:
    weightless = {"world__citizens__apply_trust": 0.0}
    stays(COVERAGE, *(market(world__citizens__trust_providers=share, **weightless) for share in (0.1, 0.9)))


def test_credibility_follows_what_people_get() -> None:
    poor, good = (market(world__organizations__ability_mean=mean) for mean in (-0.8, 0.8))
    rises(TRUST, poor, good, by=0.002)


def test_credibility_follows_money_where_waiting_goes_on_to_disappoint() -> None:
    # a wait that is one fading disappointment costs no more trust than services that fall short of what is expected
    resented = {"world__citizens__waiting_again": 1.0}
    short, ample = (market(world__purchasers__appropriation_per_head=money, **resented) for money in (8.0, 40.0))
    rises(TRUST, short, ample, by=0.003)


def test_where_experience_teaches_nothing_credibility_stays() -> None:
    deaf = {"world__citizens__trust_gain": 0.0, "world__citizens__trust_loss": 0.0}
    stays(TRUST, *(market(world__organizations__ability_mean=mean, **deaf) for mean in (-0.8, 0.8)))


def test_a_vulnerable_group_is_missed_where_access_is_hard_and_others_take_its_places() -> None:
    city = {"world__city__n_citizens": 3000}
    open_to_all, closed = (market(world__citizens__access=(1.0, 0.75, 0.7, share, 0.85), **city) for share in (1.0, 0.2))
    falls(coverage_of("migrant"), open_to_all, closed, by=0.08)
    rises(coverage_of("ordinary"), open_to_all, closed)


def test_purchased_services_take_load_off_committees_and_no_purchase_takes_none() -> None:
    def load(found: Frames) -> float:
        return float(found["districts"].query("month == 23")["committee_load"].mean())

    relieved = {"world__society__committees__relief": 0.8}
    nothing, bought = (market(world__purchasers__appropriation_per_head=money, **relieved) for money in (0.0, 24.5))
    falls(load, nothing, bought, by=0.1)
    assert {load(tables(seed, nothing)) for seed in SEEDS} == {0.6}
