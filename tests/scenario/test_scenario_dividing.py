"""The compared share: a policy named like a mechanism leaves what the status quo keeps, and nothing else of its portfolio."""

from __future__ import annotations

import pytest

from gpssim.errors import UnknownNameError
from gpssim.scenario import Change, MechanismShare, Policy, Scenario, load_scenario, preset_names, validated
from gpssim.scenario.dividing import divided, divided_later

KNOWN = ("open_tender", "directed_commission", "venture_philanthropy", "in_house")


def share(mechanism: str, part: float = 1.0, domain: str = "*", kept: bool = False) -> MechanismShare:
    return MechanismShare(mechanism=mechanism, share=part, domain=domain, kept=kept)


BASE = (share("directed_commission", 0.63), share("open_tender", 0.27), share("venture_philanthropy", 0.10, kept=True))


def scenario(base: tuple[MechanismShare, ...] = BASE) -> Scenario:
    return Scenario(policy=Policy(shares=base))


def test_a_mechanism_takes_the_compared_share_and_what_is_kept_stays() -> None:
    policy = scenario().resolve_policy("open_tender", KNOWN)
    assert policy.name == "open_tender"
    assert policy.shares == (share("open_tender", 0.9), share("venture_philanthropy", 0.1, kept=True))
    state = policy.at(0, ["elder_care"])
    assert state.shares == {"elder_care": (("open_tender", 0.9), ("venture_philanthropy", 0.1))}
    assert state.kept == {"elder_care": {"venture_philanthropy"}}


def test_all_the_money_is_a_stress_case_and_named_so() -> None:
    alone = scenario().resolve_policy("only:open_tender", KNOWN)
    assert (alone.name, alone.shares) == ("only:open_tender", (share("open_tender"),))
    kept = scenario().resolve_policy("venture_philanthropy", KNOWN)
    assert (kept.name, kept.shares) == ("only:venture_philanthropy", (share("venture_philanthropy"),))
    assert kept == scenario().resolve_policy("only:venture_philanthropy", KNOWN)
    with pytest.raises(UnknownNameError, match="'only:open_tendr'; did you mean 'only:open_tender'"):
        scenario().resolve_policy("only:open_tendr", KNOWN)


def test_where_nothing_is_kept_a_mechanism_has_all_the_money_under_its_own_name() -> None:
    plain = tuple(s.model_copy(update={"kept": False}) for s in BASE)
    for name in ("open_tender", "venture_philanthropy"):
        policy = scenario(plain).resolve_policy(name, KNOWN)
        assert (policy.name, policy.shares) == (name, (share(name),))


def test_policies_of_ones_own_say_whether_they_keep() -> None:
    heavy = Policy.of("open_tender", "price_heavy", {"price_weight": 0.6})
    assert scenario().resolve_policy(heavy).shares == (share("open_tender", 0.9), share("venture_philanthropy", 0.1, kept=True))
    assert scenario().resolve_policy(heavy.model_copy(update={"keeps": False})).shares == (share("open_tender"),)
    led = Policy(name="led", keeps=True, shares=(share("open_tender", 0.7), share("directed_commission", 0.3)))
    parts = {s.mechanism: s.share for s in scenario().resolve_policy(led).shares}
    assert parts == pytest.approx({"open_tender": 0.63, "directed_commission": 0.27, "venture_philanthropy": 0.1})
    unsaid = Policy(name="unsaid", keeps=True)
    assert scenario().resolve_policy(unsaid).shares == BASE, "a policy without shares of its own has the status quo's"


def test_resolving_twice_keeps_once() -> None:
    once = scenario().resolve_policy("open_tender", KNOWN)
    assert scenario().resolve_policy(once) == once
    assert validated(Policy, once.model_dump(mode="json")) == once


def test_what_is_kept_and_named_is_one_share() -> None:
    more = Policy(name="more", keeps=True, shares=(share("venture_philanthropy", 0.2), share("open_tender", 0.8)))
    rows = scenario().resolve_policy(more).shares
    assert [(s.mechanism, s.kept) for s in rows] == [("venture_philanthropy", False), ("open_tender", False)]
    assert [s.share for s in rows] == pytest.approx([0.1 + 0.9 * 0.2, 0.9 * 0.8])


def test_what_is_kept_in_one_domain_stays_there_alone() -> None:
    base = (share("in_house", 0.4, "elder_care", kept=True), share("open_tender", 0.6, "elder_care"), share("directed_commission"))
    state = scenario(base).resolve_policy("open_tender", KNOWN).at(0, ["elder_care", "community"])
    assert state.shares == {"elder_care": (("open_tender", 0.6), ("in_house", 0.4)), "community": (("open_tender", 1.0),)}
    assert state.kept == {"elder_care": {"in_house"}, "community": frozenset()}


def test_changes_keep_too() -> None:
    later = Policy(
        name="later", keeps=True, shares=(share("directed_commission"),), change=(Change(month=12, mechanism="open_tender"),)
    )
    policy = scenario().resolve_policy(later)
    for month, mechanism in ((0, "directed_commission"), (12, "open_tender")):
        assert policy.at(month, ["a"]).shares["a"] == ((mechanism, 0.9), ("venture_philanthropy", 0.1))
    one = divided_later(Change(month=3, domain="a", mechanism="open_tender"), BASE)
    assert one.shares == (share("open_tender", 0.9, "a"), share("venture_philanthropy", 0.1, "a", kept=True))
    lever = Change(month=3, lever="monitoring", value=0.1)
    assert divided_later(lever, BASE) is lever


@pytest.mark.parametrize("preset", preset_names())
def test_shares_sum_to_one_under_every_mechanism_of_every_preset(preset: str) -> None:
    found = load_scenario(preset)
    for mechanism in KNOWN:
        for rows in found.resolve_policy(mechanism, KNOWN).at(0, found.domain_names).shares.values():
            assert sum(x for _, x in rows) == pytest.approx(1.0, abs=1e-12)
            assert len({m for m, _ in rows}) == len(rows)


def test_nothing_kept_leaves_shares_as_they_are_written() -> None:
    written = (share("open_tender", 0.5), share("in_house", 0.5))
    assert divided(written, (share("lottery"),)) == written
