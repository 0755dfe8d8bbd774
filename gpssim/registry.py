"""Every plug-in by name: those that lie in the package, those that others install, those that a script registers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import entry_points
from inspect import isabstract
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

import cloudpickle
from pydantic import TypeAdapter

from gpssim.bidding.base import BiddingFamily
from gpssim.errors import GpssimError, ScenarioError, unknown
from gpssim.information.reputation.base import ReputationSystem
from gpssim.information.reputation.star_rating import StarRating
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.choosing.base import ChoiceRule
from gpssim.payments import base as payments
from gpssim.plugins import class_in, discover
from gpssim.price_rules import base as price_rules
from gpssim.scenario.declarations.changes import Scalar
from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.rule_set import RuleSet
from gpssim.scenario.declarations.world import World
from gpssim.scenario.legality import check_names, check_policy
from gpssim.scenario.rule_files import rules_of

if TYPE_CHECKING:
    from gpssim.scenario import PolicyState, Scenario

Plugin = TypeVar("Plugin", bound=type)

KINDS: Final[Mapping[str, tuple[str, type]]] = MappingProxyType(
    {
        "mechanism": ("gpssim.mechanisms", Mechanism),
        "bidding": ("gpssim.bidding", BiddingFamily),
        "reputation": ("gpssim.information.reputation", ReputationSystem),
        "price_rule": ("gpssim.price_rules", price_rules.PriceRule),
        "payment": ("gpssim.payments", payments.PaymentRule),
        "choice": ("gpssim.mechanisms.choosing", ChoiceRule),
    }
)
"""Kinds of plug-ins: the package in which a file is one, and the class each derives from."""

_SHELVES: Final = {"price_rule": price_rules.shelf(), "payment": payments.shelf()}
"""Kinds that mechanisms look up themselves: what is registered goes onto their shelves."""
_REGISTERED: Final[dict[str, dict[str, type]]] = {kind: _SHELVES[kind].added if kind in _SHELVES else {} for kind in KINDS}


def register(kind: str, cls: Plugin) -> Plugin:
    """Make a plug-in class known under its ``name``: the documented route for classes outside the package.

    Classes of modules that only this process can import (a script, a notebook, a folder on its path) travel to worker processes
    by value. Registering a name of one's own again replaces the class; the package's own names are taken.

    Raises
    ------
    UnknownNameError : no such kind.
    GpssimError : not a class of this kind, not decorated, without name or labels, or with a name that the package uses.
    """
    if kind not in KINDS:
        raise unknown("kind of plug-in", kind, KINDS)
    found = _sound(kind, cls)
    if found.name in _shipped(kind):
        raise GpssimError(f"{kind} name {found.name!r} is taken by {_shipped(kind)[found.name].__module__}")
    _REGISTERED[kind][found.name] = found
    _by_value(found)
    return cls


def forget(kind: str, name: str) -> None:
    """Undo :func:`register`; a name that was not registered is passed over."""
    _REGISTERED[kind].pop(name, None)


def known(kind: str) -> dict[str, type]:
    """Plug-ins of a kind by name, sorted: shipped, installed (entry points named like the package of the kind), registered."""
    return dict(sorted({**_shipped(kind), **_installed(kind), **_REGISTERED[kind]}.items()))


def mechanisms() -> dict[str, type[Mechanism]]:
    """Every purchasing mechanism by name."""
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
    found = mechanisms()
    if name not in found:
        raise unknown("mechanism", name, found)
    return found[name](**settings)


def bidding(name: str, world: World) -> BiddingFamily:
    """The bidding family of that name as a World sets it.

    Raises
    ------
    UnknownNameError : no such family, or the World sets a parameter that it does not have.
    ScenarioError : a value outside its domain.
    """
    found = biddings()
    if name not in found:
        raise unknown("bidding family", name, found)
    return found[name].of(world)


def choices() -> dict[str, type[ChoiceRule]]:
    """Every choice rule by name."""
    return known("choice")


def choice(name: str, settings: Mapping[str, Scalar] = MappingProxyType({})) -> ChoiceRule:
    """The choice rule of that name with these parameters, the others as declared; errors as for :func:`mechanism`."""
    found = choices()
    if name not in found:
        raise unknown("choice rule", name, found)
    return found[name](**settings)


def reputations() -> dict[str, type[ReputationSystem]]:
    """Every reputation system by name."""
    return known("reputation")


def reputation(name: str, world: World, published: bool = False) -> ReputationSystem:
    """The reputation system of that name as a World sets it; ``published``: for the record that everybody can look up."""
    found = reputations()
    if name not in found:
        raise unknown("reputation system", name, found)
    for setting in world.information.reputation_settings:
        if setting.system not in found:
            raise unknown("reputation system", setting.system, found)
    settings: dict[str, Scalar] = {s.name: s.value for s in world.information.reputation_settings if s.system == name}
    if published and "drift" in getattr(found[name], "__pydantic_fields__", {}):
        settings = {"drift": world.information.published_drift, **settings}
    return found[name].of(world, settings)


def price_rule_classes() -> dict[str, type[price_rules.PriceRule]]:
    """Every price rule by name."""
    return known("price_rule")


def payment_rule_classes() -> dict[str, type[payments.PaymentRule]]:
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


def check(scenario: Scenario, policy: str | Policy | None = None) -> Policy:
    """The policy (by name or as such, the scenario's own if none), complete, once everything it names is known to exist.

    The bidding family and the reputation systems are tried once, mechanisms and their settings in every month in which anything
    changes, for the status quo of the warm-up as well.

    Raises
    ------
    UnknownNameError, ScenarioError : the first thing that is wrong, before anything runs.
    """
    named = scenario.world.bidding
    for family in dict.fromkeys((named.family, *(setting.family for setting in named.settings))):
        bidding(family, scenario.world)
    reputation(scenario.world.information.reputation, scenario.world)
    reputation(scenario.world.information.published_reputation, scenario.world, published=True)
    chosen = scenario.resolve_policy(scenario.policy if policy is None else policy, mechanisms())
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
    buying = {name for shares in state.shares.values() for name, part in shares if part > 0.0}
    named = {name for shares in state.shares.values() for name, _ in shares} | {state.levers.after_failure} | state.settings.keys()
    rules = {state.levers.choice} | (state.settings.keys() & choices().keys())
    for name in sorted(rules - {""}):
        choice(name, state.settings.get(name, {}))
    for name in sorted(named - rules - {""}):
        missing = mechanism(name, state.settings.get(name, {})).lacking(world)
        if missing and name in buying:
            raise ScenarioError(f"mechanism {name!r} is impossible in this world: {missing}")
    if state.levers.payment:
        payments.payment_rule(state.levers.payment, state.levers.payment_settings)


def schemas(kind: str) -> dict[str, dict[str, Any]]:
    """JSON Schema of the parameters of every plug-in of a kind that declares any."""
    declared = {name: cls for name, cls in known(kind).items() if hasattr(cls, "__pydantic_fields__")}
    return {name: TypeAdapter(cls).json_schema() for name, cls in declared.items()}


def registered() -> bytes:
    """What this process registered, for worker processes: :func:`adopt` takes it."""
    return bytes(cloudpickle.dumps(_REGISTERED))


def adopt(payload: bytes) -> None:
    """Takes over what the parent process registered."""
    for kind, classes in cloudpickle.loads(payload).items():
        _REGISTERED[kind].update(classes)


@lru_cache
def _shipped(kind: str) -> Mapping[str, type]:
    package, base = KINDS[kind]
    return MappingProxyType(discover(package, lambda module: class_in(module, base)))


@lru_cache
def _installed(kind: str) -> Mapping[str, type]:
    points: Iterable[Any] = entry_points(group=KINDS[kind][0])
    return MappingProxyType({point.name: _sound(kind, point.load()) for point in points})


def _sound(kind: str, cls: object) -> Any:
    """The class, if it can be a plug-in of this kind: concrete, decorated where it has parameters, named and labelled."""
    base = KINDS[kind][1]
    if not isinstance(cls, type) or not issubclass(cls, base) or isabstract(cls):
        raise GpssimError(f"{cls!r} is no {kind}: it must be a concrete subclass of {base.__module__}.{base.__name__}")
    if base is Mechanism and "__pydantic_fields__" not in vars(cls):
        raise GpssimError(f"{kind} {cls.__name__} must be decorated with gpssim.plugins.plugin")
    words = {word: getattr(cls, word, None) for word in ("name", "label", "label_zh", "source")}
    for word, text in words.items():
        if not (isinstance(text, str) and text):
            raise GpssimError(f"{kind} {cls.__name__} has {word} = {text!r}: it must be text")
    if not str(words["name"]).isidentifier():
        raise GpssimError(f"{kind} {cls.__name__} has name = {words['name']!r}: it must be a word such as 'open_tender'")
    return cls


def _by_value(cls: type) -> None:
    module = sys.modules.get(cls.__module__)
    if module is not None and cls.__module__ != "__main__" and not cls.__module__.startswith("gpssim."):
        cloudpickle.register_pickle_by_value(module)
