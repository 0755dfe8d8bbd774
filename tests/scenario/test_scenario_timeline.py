"""A policy month by month: changes act in order, from their month on, and only where they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpssim.errors import ScenarioError
from gpssim.scenario import Change, Levers, MechanismSetting, MechanismShare, Policy

DOMAINS = ("elder_care", "community")


def share(mechanism: str, part: float = 1.0, domain: str = "*") -> MechanismShare:
    return MechanismShare(mechanism=mechanism, share=part, domain=domain)


def test_shares_for_all_hold_where_a_domain_has_none_of_its_own() -> None:
    policy = Policy(shares=(share("a", 0.5), share("b", 0.5), share("c", 1.0, "community")))
    state = policy.at(0, DOMAINS)
    assert state.shares == {"elder_care": (("a", 0.5), ("b", 0.5)), "community": (("c", 1.0),)}


def test_a_share_of_nothing_is_no_share() -> None:
    assert Policy(shares=(share("a", 1.0), share("b", 0.0))).at(0, DOMAINS).shares["community"] == (("a", 1.0),)


def test_a_domain_without_a_mechanism_is_refused() -> None:
    with pytest.raises(ScenarioError, match="shares of domain 'community'"):
        Policy(shares=(share("a", 1.0, "elder_care"),)).at(0, DOMAINS)


def test_changes_act_from_their_month_on_in_order_of_month_whatever_the_order_of_writing() -> None:
    policy = Policy(
        shares=(share("a"),),
        change=(
            Change(month=24, domain="community", mechanism="c"),
            Change(month=12, mechanism="b"),
            Change(month=36, domain="elder_care", shares=(share("a", 0.25), share("c", 0.75))),
        ),
    )
    held = {month: policy.at(month, DOMAINS).shares for month in (-1, 0, 11, 12, 23, 24, 36, 500)}
    assert held[-1] == held[0] == held[11] == {"elder_care": (("a", 1.0),), "community": (("a", 1.0),)}
    assert held[12] == held[23] == {"elder_care": (("b", 1.0),), "community": (("b", 1.0),)}
    assert held[24] == {"elder_care": (("b", 1.0),), "community": (("c", 1.0),)}
    assert held[36] == held[500] == {"elder_care": (("a", 0.25), ("c", 0.75)), "community": (("c", 1.0),)}
    assert policy.change_months() == (12, 24, 36)


def test_a_change_for_all_domains_ends_what_one_domain_had_of_its_own() -> None:
    policy = Policy(shares=(share("a"), share("c", 1.0, "community")), change=(Change(month=2, mechanism="b"),))
    assert policy.at(2, DOMAINS).shares == {"elder_care": (("b", 1.0),), "community": (("b", 1.0),)}


def test_of_two_changes_in_one_month_the_later_written_wins() -> None:
    policy = Policy(shares=(share("a"),), change=(Change(month=2, mechanism="b"), Change(month=2, mechanism="c")))
    assert policy.at(2, DOMAINS).shares["community"] == (("c", 1.0),)


def test_levers_and_settings_change_and_the_rest_stays() -> None:
    policy = Policy(
        shares=(share("open_tender"),),
        settings=(MechanismSetting(mechanism="open_tender", name="price_weight", value=0.3),),
        levers=Levers(monitoring=0.2),
        change=(
            Change(month=6, lever="monitoring", value=0.9),
            Change(month=12, lever="open_tender.price_weight", value=0.1),
            Change(month=18, lever="savings_rule", value="reuse"),
            Change(month=18, lever="retenders", value=2),
        ),
    )
    before, after = policy.at(5, DOMAINS), policy.at(18, DOMAINS)
    assert before.levers == policy.levers
    assert after.levers == Levers(monitoring=0.9, savings_rule="reuse", retenders=2)
    assert (before.settings, after.settings) == ({"open_tender": {"price_weight": 0.3}}, {"open_tender": {"price_weight": 0.1}})


def test_a_change_of_shares_in_one_domain_does_not_reach_into_another() -> None:
    with pytest.raises(ValueError, match="'elder_care', the domain of the change"):
        Change(domain="elder_care", shares=(share("a", 1.0, "community"),))


def test_a_policy_knows_what_it_names() -> None:
    policy = Policy(
        shares=(share("a"),),
        settings=(MechanismSetting(mechanism="b"),),
        change=(Change(mechanism="c", domain="community"), Change(lever="d.e", value=1), Change(lever="penalty", value=0.1)),
    )
    assert policy.mechanisms_named() == {"a", "b", "c", "d"}
    assert policy.domains_named() == {"community"}


months = st.integers(0, 40)


@given(st.lists(st.tuples(months, st.sampled_from(("*", *DOMAINS)), st.sampled_from("bcd")), max_size=8), months)
def test_the_state_is_what_replaying_the_changes_gives(entries: list[tuple[int, str, str]], month: int) -> None:
    policy = Policy(shares=(share("a"),), change=tuple(Change(month=m, domain=d, mechanism=x) for m, d, x in entries))
    held = dict.fromkeys(DOMAINS, "a")
    for at, domain, mechanism in sorted(entries, key=lambda e: e[0]):
        if at <= month:
            held.update(dict.fromkeys(DOMAINS if domain == "*" else (domain,), mechanism))
    assert policy.at(month, DOMAINS).shares == {d: ((m, 1.0),) for d, m in held.items()}
    assert policy.at(month, DOMAINS) == policy.at(max(m for m in (0, *policy.change_months()) if m <= month), DOMAINS)
