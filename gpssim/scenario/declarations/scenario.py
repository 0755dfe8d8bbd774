"""A scenario: one world, the policy it lives under, and the policies to compare with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Self

from pydantic import model_validator

from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.scenario.declarations.changes import MechanismSetting, MechanismShare
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.declarations.plausible import Plausible
from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.source import Source
from gpssim.scenario.declarations.world import World
from gpssim.scenario.dividing import divided, divided_later, kept_by
from gpssim.scenario.domains import bounds, domain_of
from gpssim.scenario.fields import Group, param
from gpssim.scenario.leaves import Leaf, elements, leaves
from gpssim.scenario.lists import check_path, fiscal_years
from gpssim.scenario.plugin_paths import PLUGINS
from gpssim.scenario.shipped import origin_of, says_so
from gpssim.scenario.shown import scenario_as_html, scenario_in_words
from gpssim.scenario.stating import outdated, separated, unfolded
from gpssim.scenario.wording import Name, Note, Title
from gpssim.texts.names import titles
from gpssim.texts.variants import ONLY


class Scenario(Group):
    """What a study starts from: a world, months, the policy in force before the switch, and further named policies.

    The shares of ``policy`` are the status quo: they rule the warm-up and go on from month 0 unless another policy is
    chosen. What a further policy does not set, it takes from ``policy``: policies differ in what they say, in nothing else.
    """

    name: Name = param("scenario", "name", "name of the scenario, in manifests and file names")
    title: Title = param("", "text", "title in English")
    title_zh: Title = param("", "text", "title in Chinese")
    notes: Note = param("", "text", "what a reader should know about it")
    warm_up: int = param(
        120, "months", "months under the status quo before the switch of policy", "burn-in of suzhou-high-tech by the rule of gpssim scenario baseline", ge=0, le=600
    )
    months: int = param(120, "months", "months from the switch of policy on", "convention: ten years", ge=1, le=1200)
    world: World = World()
    policy: Policy = Policy()
    policies: tuple[Policy, ...] = param((), "policies", "further named policies")
    plausible: Plausible = Plausible()
    sources: tuple[Source, ...] = param((), "sources", "evidence for single parameters, in place of the general one")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [p.name for p in (self.policy, *self.policies)]
        if len(set(names)) != len(names):
            raise impossible("the names of policy and policies", names, "different from each other")
        domains = [d.name for d in self.world.domains]
        for policy in (self.policy, *self.policies):
            for name in policy.domains_named():
                if name not in domains:
                    raise unknown(f"service domain in policy {policy.name!r}:", name, domains)
            for month in (-1, *policy.change_months()):
                path = policy.at(month, domains).lists.budget_path
                check_path(f"policy {policy.name!r}", path, fiscal_years(self.world.city.first_month, self.months))
        return self

    @model_validator(mode="after")
    def _sources_meant(self) -> Self:
        known = {p: leaf for leaf in self.leaves() for p in (*_groups(leaf.path), *elements(leaf))}
        origin = origin_of(self.sources)
        for source in self.sources:
            if f"{source.path}.".startswith(PLUGINS):
                continue  # of plug-ins the registry knows: see gpssim.studies.uncertain
            if source.path not in known:
                raise unknown("parameter in sources:", source.path, known)
            if not says_so(origin, source):  # a preset's range is of the preset's value, and idle beside another
                _check_range(source, known[source.path])
        return self

    def leaves(self) -> Iterator[Leaf]:
        """Every single parameter: months, world, base policy, bounds of plausible worlds."""
        for name in ("warm_up", "months"):
            yield Leaf(name, Scenario, name, Scenario.model_fields[name], getattr(self, name))
        yield from leaves(self.world, "world")
        yield from leaves(self.policy, "policy")
        yield from leaves(self.plausible, "plausible")

    def numbered(self) -> dict[str, Any]:
        """Every parameter by path with its value; elements of lists of numbers, and what the policy sets of plug-ins, among them."""
        values: dict[str, Any] = {}
        for leaf in self.leaves():
            values |= {**elements(leaf), leaf.path: leaf.value}
        return values | {f"{kind}{s.mechanism}.{s.name}": s.value for kind in PLUGINS for s in self.policy.settings}

    @classmethod
    def as_declared(cls, tree: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raw data with what is said beside values in ``sources``: see :func:`gpssim.scenario.stating.unfolded`."""
        return unfolded(cls, tree)

    def told(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Changes by path, what is said of sources and ranges among ``sources``; another name takes title and notes away."""
        plain, entries = separated(values, self.numbered, PLUGINS)
        if plain.get("name", self.name) != self.name:
            plain = {"title": "", "title_zh": "", "notes": "", **plain}
        if not entries:
            return plain
        before = plain.get("sources", self.sources)
        return {**plain, "sources": [*(s.model_dump(mode="json") if isinstance(s, Source) else s for s in before), *entries]}

    def made_into(self, other: Self) -> Self:
        """What this scenario was changed into, its author's sources dated: each is of the value that it was of."""
        origin, before = origin_of(other.sources), set(self.sources)
        kept = [s for s in other.sources if s.source and s in before and not says_so(origin, s)]
        if not kept:
            return other
        dated, inside = outdated(kept, self.numbered(), other.numbered())
        if not dated and not inside:
            return other
        return other.model_copy(update={"sources": (*(dated.get(s, s) for s in other.sources), *inside)})

    @property
    def domain_names(self) -> tuple[str, ...]:
        """The service domains, in the order of every table."""
        return tuple(d.name for d in self.world.domains)

    def __repr__(self) -> str:
        return scenario_in_words(self)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return scenario_as_html(self)

    @property
    def policy_titles(self) -> dict[str, tuple[str, str]]:
        """What its policies are called in English and Chinese; those without a title are left out."""
        return titles(vars(policy) for policy in (self.policy, *self.policies))

    def resolve_policy(self, policy: str | Policy, mechanisms: Collection[str] = ()) -> Policy:
        """The policy of that name, complete.

        Parameters
        ----------
        policy : the name of the base policy, of one of ``policies`` or of a mechanism, or a policy, which takes from the base
            what it does not set. A mechanism takes, from month 0, what the base policy does not declare as kept; everything
            else is as in the base policy. ``only:`` before its name gives it all money, a stress case; so does the name of a
            mechanism that is itself kept, and the policy is then called ``only:``.
        mechanisms : names of mechanisms that exist; empty accepts any name that is not a policy's.

        Raises
        ------
        UnknownNameError : no policy and no mechanism has the name.
        """
        if isinstance(policy, Policy):
            return policy if policy == self.policy else _complete(policy, self.policy)
        named = {p.name: p for p in (self.policy, *self.policies)}
        if policy in named:
            return self.resolve_policy(named[policy])
        mechanism, kept = policy.removeprefix(ONLY), kept_by(self.policy.shares)
        if mechanisms and mechanism not in mechanisms:
            raise unknown("policy or mechanism", policy, {ONLY + m for m in mechanisms} if policy.startswith(ONLY) else {*named, *mechanisms})
        alone = mechanism != policy or mechanism in kept
        shares = (MechanismShare(mechanism=mechanism, share=1.0),)
        return _complete(Policy(name=ONLY * alone + mechanism, shares=shares, keeps=not alone), self.policy)


def outside(source: Source, value: object) -> ScenarioError:
    """The refusal of a value that lies outside the range which the scenario itself gives it."""
    low, high = source.swept or (0.0, 0.0)
    return impossible(source.path, value, f"in its own range, {low:g} to {high:g} (swept): change one of them")


def _groups(path: str) -> list[str]:
    """The path and every group around it: ``world``, ``world.city``, ``world.city.residents``."""
    words = path.split(".")
    return [".".join(words[: i + 1]) for i in range(len(words))]


def _check_range(source: Source, leaf: Leaf) -> None:
    if source.swept is None:
        return
    low, high = bounds(leaf.field)
    inside = (low is None or low <= source.swept[0]) and (high is None or source.swept[1] <= high)
    if source.path not in elements(leaf) or not inside:
        raise impossible(f"sources: swept of {source.path}", source.swept, f"two ends, each {domain_of(leaf.field)}")
    value = elements(leaf)[source.path]
    if not source.swept[0] <= value <= source.swept[1]:
        raise outside(source, value)


def _complete(policy: Policy, base: Policy) -> Policy:
    """The policy with levers, settings and changes of levers taken from the base where it says nothing of its own.

    One that keeps what the base keeps has it written among its shares afterwards.
    """
    levers = {**dict(base.levers), **policy.levers.model_dump(exclude_unset=True)}
    own = {(s.mechanism, s.name) for s in policy.settings}
    kept = tuple(s for s in base.settings if (s.mechanism, s.name) not in own)
    settings: tuple[MechanismSetting, ...] = (*kept, *policy.settings)
    change = policy.change if "change" in policy.model_fields_set else tuple(c for c in base.change if c.lever)
    beside = base.shares if policy.keeps else ()
    shares = divided(policy.shares, beside) if "shares" in policy.model_fields_set else base.shares
    change = tuple(divided_later(c, beside) for c in change)
    called = {key: getattr(policy, key) for key in ("title", "title_zh") if key in policy.model_fields_set}
    return Policy(name=policy.name, **called, shares=shares, settings=settings, levers=Levers(**levers), change=change)
