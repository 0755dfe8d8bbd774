"""What an indicator needs switched on: where its rule is off, a 0 would say "none" of what nobody looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gpssim.scenario import Policy
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.declarations.violations import DIALS
from gpssim.texts.needs import NEEDS
from gpssim.texts.text import Text

LEVERS: Final = "policy.levers."
WORLD: Final = "world."


@dataclass(frozen=True, slots=True)
class Setting:
    """What can be switched in a run: the parameters of its world, and what the study's policies set at any time.

    ``policies`` is ``None`` where results do not say whose they are; what is not said is taken to be on.
    """

    world: Mapping[str, Any]
    policies: tuple[Policy, ...] | None = None

    def acts(self, path: str) -> bool:
        """Whether a parameter of the world, or a lever, is not 0, empty or off.

        A lever counts where any policy of the study ever pulls it: untaxed beside a policy that taxes is a tax of 0, and a result.
        """
        if path.startswith(LEVERS):
            name = path.removeprefix(LEVERS)
            return self.policies is None or any(bool(getattr(levers, name)) for levers in self.levers())
        found = self.value(path)
        return found is None or bool(found)

    def value(self, path: str) -> Any:
        """A parameter of the world; ``None`` where it is not said."""
        found: Any = self.world
        for step in path.removeprefix(WORLD).split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found

    def levers(self) -> Iterator[Levers]:
        """The levers of every policy at every time."""
        domains = [domain["name"] for domain in self.world.get("domains", ())]
        for policy in self.policies or ():
            yield from (policy.at(month, domains).levers for month in (-1, *policy.change_months()))

    def buys_by(self, *mechanisms: str) -> bool:
        """Whether any policy of the study may buy by one of these mechanisms."""
        if self.policies is None:
            return True
        named = {mechanism for policy in self.policies for mechanism in policy.mechanisms_named()}
        return not named.isdisjoint(mechanisms) or any(levers.after_failure in mechanisms for levers in self.levers())


Test = Callable[[Setting], bool]


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be on for an indicator to be measured: one of several switches, or what a test says.

    Parameters
    ----------
    words : what it is, such as "violations", in both languages.
    switches : dotted paths of parameters of the world (``world.``) or of levers (``policy.levers.``); one that acts will do.
    test : for what single switches cannot say.
    """

    words: Text
    switches: Sequence[str] = ()
    test: Test | None = None

    def met(self, setting: Setting) -> bool:
        """Whether the indicator is measured."""
        return any(map(setting.acts, self.switches)) or (self.test is not None and self.test(setting))


def rings(setting: Setting) -> bool:
    """Whether bidders may form a ring."""
    return setting.value("world.bidding.family") in (None, "collusion")


def of_kinds(row: str) -> Test:
    """Whether some kind of organization that the world has lives on a row of ``world.sector.kinds``."""

    def some(setting: Setting) -> bool:
        shares, values = setting.value("world.organizations.kind_shares"), setting.value(f"world.sector.kinds.{row}")
        return shares is None or values is None or any(s > 0.0 and v > 0.0 for s, v in zip(shares, values, strict=False))

    return some


def enterprises(setting: Setting) -> bool:
    """Whether there are enterprises, and associations work for them."""
    return setting.acts("world.society.enterprises.number") and setting.acts("policy.levers.function_transfer")


_DIALS: Final = tuple(f"world.violations.{name}" for name in DIALS)
VIOLATIONS: Final = Needs(NEEDS["violations"], _DIALS)
TRUTH: Final = Needs(NEEDS["violations_or_rings"], _DIALS, rings)
"""Who broke a rule is known only where rules can be broken: then every award is decided again without the tie."""
INNOVATION: Final = Needs(NEEDS["innovation"], ("world.innovation.search",))
PERFORMANCE: Final = Needs(NEEDS["performance"], ("policy.levers.performance_budget",))
ENTERPRISES: Final = Needs(NEEDS["enterprises"], test=enterprises)
