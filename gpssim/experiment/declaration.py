"""What an experiment declares: its sizes, its scenario, its options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gpssim.errors import impossible
from gpssim.scenario import Scenario, load_scenario, replace


@dataclass(frozen=True)
class Size:
    """How large an experiment is run.

    Parameters
    ----------
    replications : runs of every policy in every world, at least 1; 0 where the experiment counts them itself, and offers no
        ``--replications``.
    says : what ``--help`` says of it.
    citizens, months, warm_up : survey units, months after the switch of policy and before it, in place of the scenario's.
    changes : further parameters of the scenario, dotted path to value.
    workers : processes; ``None`` for one each core.
    """

    replications: int = 0
    says: str = ""
    citizens: int | None = None
    months: int | None = None
    warm_up: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    workers: int | None = None

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario at this size.

        Raises
        ------
        GpssimError : a parameter that does not exist, or a value outside its domain.
        """
        own = {"world.city.n_citizens": self.citizens, "months": self.months, "warm_up": self.warm_up}
        changes = {**self.changes, **{path: value for path, value in own.items() if value is not None}}
        return replace(scenario, changes) if changes else scenario


@dataclass(frozen=True)
class Declaration:
    """What an :class:`~gpssim.Experiment` is declared with: its parameters are described there."""

    says: str | None
    name: str
    sizes: Mapping[str, Size]
    scenario: Scenario | str | Path = "suzhou-high-tech"
    changes: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = 1
    one_pool: bool = False
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.sizes or not all(name.isidentifier() for name in self.sizes):
            raise impossible("sizes", list(self.sizes), "one or more, each named by a word")

    @property
    def usual(self) -> str:
        """The size that runs when no other is asked for."""
        return next(iter(self.sizes))

    def specified(self) -> Scenario:
        """The scenario with what differs at every size."""
        scenario = self.scenario if isinstance(self.scenario, Scenario) else load_scenario(self.scenario)
        return replace(scenario, self.changes) if self.changes else scenario
