"""Every plug-in by name and by kind, made with what a scenario says of it; and whether what a scenario names exists at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

import cloudpickle
from pydantic import TypeAdapter

from gpssim.bidding.base import BiddingFamily
from gpssim.bidding.outsiders import forget_outsiders
from gpssim.errors import ScenarioError, UnknownNameError, unknown
from gpssim.information.reputation.base import ReputationSystem
from gpssim.information.reputation.star_rating import StarRating
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.choosing.base import ChoiceRule
from gpssim.mechanisms.payments.base import PaymentRule, payment_rule
from gpssim.mechanisms.price_rules.base import PriceRule
from gpssim.plugins import SHELVES, parameters, shelf
from gpssim.scenario.declarations.changes import Scalar
from gpssim.scenario.declarations.levers import NOBODY, Levers
from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.rule_set import RuleSet
from gpssim.scenario.declarations.world import World
from gpssim.scenario.files import load_policy
from gpssim.scenario.legality import check_names, check_policy
from gpssim.scenario.rule_files import rules_of
from gpssim.scenario.variants import is_variant, variant
from gpssim.scenario.written import FUND_USES, fund_mechanisms

if TYPE_CHECKING:
    from gpssim.scenario import PolicyState, Scenario

Plugin = TypeVar("Plugin")

KINDS: Final = tuple(SHELVES)
"""The kinds of plug-ins, as :func:`register` takes them."""


def register(kind: str, thing: Plugin) -> Plugin:
    """Make a plug-in known under its ``name``: the documented route for what lies outside the package.

    Classes of modules that only this process can import (a script, a notebook, a folder on its path) travel to worker processes
    by value. Registering a name of one's own again replaces what it stood for.

    Parameters
    ----------
    kind : mechanism, bidding, reputation, price_rule, payment, choice, design, indicator, figure or audit_check.
    thing : the class; of an indicator or a figure the object.

    Returns
    -------
    ``thing``, so that this can be used as a decorator's last step.

    Raises
    ------
    UnknownNameError : no such kind.
    GpssimError : not of this kind, not decorated, without name or labels, or with a name that the package or an installed one uses.
    """
    shelf(kind).register(thing)
    forget_outsiders()
    return thing


def forget(kind: str, name: str) -> None:
    """Undo :func:`register`; a name that was not registered is passed over."""
    shelf(kind).forget(name)


def known(kind: str) -> dict[str, Any]:
    """Plug-ins of a kind by name, sorted: shipped, installed, registered."""
    return shelf(kind).known()


def mechanisms() -> dict[str, type[Mechanism]]:
    """Every purchasing mechanism by name.

    Returns
    -------
    Dictionary, name to class: those of the package, of installed packages, and those registered in this session.
    """
    return known("mechanism")


def biddings() -> dict[str, type[BiddingFamily]]:
    """Every bidding family by name."""
    return known("bidding")


def mechanism(name: str, settings: Mapping[str, Scalar] = MappingProxyType({})) -> Mechanism:
    """The mechanism of that name with these parameters, the others as declared.

    Raises
    ------
    UnknownNameError : no such mechanism or parameter; the nearest right ones are named.
    ScenarioError : a value outside its domain.
    """
    made: Mechanism = SHELVES["mechanism"].find(name)(**settings)
    return made


def in_house() -> str:
    """The mechanism by which the government serves itself where nothing names one: the package's own."""
    return _first("provides_in_house")


def direct() -> str:
    """The mechanism by which parts of a split project are bought where the policy names none: the package's own."""
    return _first("direct")


def _first(trait: str) -> str:
    return next(name for name, cls in SHELVES["mechanism"].shipped.items() if getattr(cls, trait))


def bidding(name: str, world: World) -> BiddingFamily:
    """The bidding family of that name as a World sets it.

    Raises
    ------
    UnknownNameError : no such family, or the World sets a parameter that it does not have.
    ScenarioError : a value outside its domain.
    """
    family: type[BiddingFamily] = SHELVES["bidding"].find(name)
    return family.of(world)


def choices() -> dict[str, type[ChoiceRule]]:
    """Every choice rule by name."""
    return known("choice")


def choice(name: str, settings: Mapping[str, Scalar] = MappingProxyType({})) -> ChoiceRule:
    """The choice rule of that name with these parameters, the others as declared; errors as for :func:`mechanism`."""
    made: ChoiceRule = SHELVES["choice"].find(name)(**settings)
    return made


def reputations() -> dict[str, type[ReputationSystem]]:
    """Every reputation system by name."""
    return known("reputation")


def reputation(name: str, world: World, published: bool = False) -> ReputationSystem:
    """The reputation system of that name as a World sets it; ``published``: for the record that everybody can look up."""
    system: type[ReputationSystem] = SHELVES["reputation"].find(name)
    for setting in world.information.reputation_settings:
        SHELVES["reputation"].find(setting.system)
    settings: dict[str, Scalar] = {s.name: s.value for s in world.information.reputation_settings if s.system == name}
    if published and "drift" in {row.name for row in parameters(system)}:
        settings = {"drift": world.information.published_drift, **settings}
    return system.of(world, settings)


def price_rule_classes() -> dict[str, type[PriceRule]]:
    """Every price rule by name."""
    return known("price_rule")


def payment_rule_classes() -> dict[str, type[PaymentRule]]:
    """Every payment rule by name."""
    return known("payment")


def stars(world: World, rules: RuleSet | None) -> ReputationSystem:
    """The rating 1A-5A, with the points that the rules in force ask for, if there are any."""
    rating = reputation("star_rating", world)
    if rules is None:
        return rating
    assert isinstance(rating, StarRating)
    two, three, four, five = (points / 1000.0 for points in rules.ratings.points)
    return replace(rating, thresholds=(two, three, four, five))


def parameter_names(name: str) -> frozenset[str]:
    """The parameters of the mechanism or choice rule of that name; none where there is no such."""
    there = {**choices(), **mechanisms()}
    return frozenset(row.name for row in parameters(there[name])) if name in there else frozenset()


def asked(scenario: Scenario, policy: str | Policy) -> str | Policy:
    """What was asked for: a name with settings (``open_tender:price_weight=0.1``) as the policy that it writes, a TOML file as the
    policy in it, else as it is.

    Raises
    ------
    UnknownNameError, ScenarioError : as :func:`gpssim.scenario.variants.variant`, or the file holds no policy.
    """
    if isinstance(policy, str) and policy.endswith(".toml"):
        return load_policy(policy)
    if isinstance(policy, Policy) or not is_variant(scenario, policy):
        return policy
    return variant(scenario, policy, SHELVES["mechanism"].names(), parameter_names)


def check(scenario: Scenario, policy: str | Policy | None = None) -> Policy:
    """The policy (by name, with settings or without, or as such; the scenario's own if none), complete, if all it names exists.

    The bidding family and the reputation systems are tried once, mechanisms and their settings in every month in which anything
    changes, for the status quo of the warm-up as well.

    Raises
    ------
    UnknownNameError, ScenarioError : the first thing that is wrong, before anything runs.
    """
    named = scenario.world.bidding
    _exists("bidding", named.family, "world.bidding.family")
    for family in dict.fromkeys((named.family, *(setting.family for setting in named.settings))):
        bidding(family, scenario.world)
    for place in ("reputation", "published_reputation"):
        _exists("reputation", getattr(scenario.world.information, place), f"world.information.{place}")
    reputation(scenario.world.information.reputation, scenario.world)
    reputation(scenario.world.information.published_reputation, scenario.world, published=True)
    chosen = scenario.resolve_policy(scenario.policy if policy is None else asked(scenario, policy), SHELVES["mechanism"].names())
    rules = rules_of(scenario.world)
    if rules is not None:
        check_names(rules, mechanisms(), scenario.domain_names)
    for checked in dict.fromkeys((scenario.policy, chosen)):
        for name in sorted(checked.domains_named() - set(scenario.domain_names)):
            raise unknown(f"service domain in policy {checked.name!r}:", name, scenario.domain_names)
        for month in (-1, *checked.change_months()):
            state = checked.at(month, scenario.domain_names)
            _check_state(state, scenario.world)
            if rules is not None:
                check_policy(rules, state)
    return chosen


def _check_state(state: PolicyState, world: World) -> None:
    funded = set(_callers(state.levers))
    buying = {name for shares in state.shares.values() for name, part in shares if part > 0.0}
    buying |= funded if state.levers.fund_per_head > 0.0 else set()
    named = {name for shares in state.shares.values() for name, _ in shares} | _taking_over(state.levers) | state.settings.keys()
    _exists("choice", state.levers.choice, "policy.levers.choice")
    _exists("payment", state.levers.payment, "policy.levers.payment")
    rules = {state.levers.choice} | (state.settings.keys() & choices().keys())
    for name in sorted(rules - {""}):
        choice(name, state.settings.get(name, {}))
    for name in sorted((named | funded) - rules - {""}):
        missing = mechanism(name, state.settings.get(name, {})).lacking(world)
        if missing and name in buying:
            raise ScenarioError(f"mechanism {name!r} is impossible in this world: {missing}")
    if state.levers.payment:
        payment_rule(state.levers.payment, state.levers.payment_settings)


def _exists(kind: str, name: str, path: str) -> None:
    """Refuse a name that does not exist, in a line that says which parameter holds it; empty names nothing."""
    shelf_of_kind = SHELVES[kind]
    if name and name not in shelf_of_kind.names():
        raise unknown(f"{shelf_of_kind.called} in {path}:", name, shelf_of_kind.known())


def _taking_over(levers: Levers) -> set[str]:
    """The mechanism that takes over after failures, if any; a name that does not exist is refused as the lever's."""
    if levers.after_failure in ("", NOBODY):
        return set()
    try:
        SHELVES["mechanism"].find(levers.after_failure)
    except UnknownNameError:
        names = (NOBODY, *mechanisms())
        raise unknown("name in policy.levers.after_failure:", levers.after_failure, names) from None
    return {levers.after_failure}


def _callers(levers: Levers) -> tuple[str, ...]:
    """The mechanisms with which the dedicated fund calls for proposals: any that buys by call."""
    mechanism_shelf = SHELVES["mechanism"]
    for name in fund_mechanisms(levers.fund_uses):
        if name not in mechanism_shelf.names() or mechanism_shelf.find(name).buys != "call":
            calling = [one for one, cls in mechanisms().items() if cls.buys == "call"]
            raise unknown("use of the fund in policy.levers.fund_uses:", name, (*FUND_USES, *calling))
    return fund_mechanisms(levers.fund_uses)


def schemas(kind: str) -> dict[str, dict[str, Any]]:
    """JSON Schema of the parameters of every plug-in of a kind that declares any."""
    declared = {name: cls for name, cls in known(kind).items() if parameters(cls)}
    return {name: TypeAdapter(cls).json_schema() for name, cls in declared.items()}


def registered() -> bytes:
    """What this process registered of the kinds that runs use, for worker processes: :func:`adopt` takes it."""
    return bytes(cloudpickle.dumps({kind: one.registered for kind, one in SHELVES.items() if one.in_runs}))


def adopt(payload: bytes) -> None:
    """Takes over what the parent process registered."""
    for kind, things in cloudpickle.loads(payload).items():
        SHELVES[kind].registered.update(things)
