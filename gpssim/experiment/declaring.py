"""What an experiment is: its sizes, its scenario, its options; and how it becomes a program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpssim.errors import GpssimError, impossible
from gpssim.scenario import Scenario, load_scenario, replace

if TYPE_CHECKING:
    from gpssim.experiment.trial import Trial

REFUSED, FAILED, INTERRUPTED = 2, 1, 130
"""Exit codes: options refused, an experiment that could not be carried out, Ctrl-C."""


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
class Experiment:
    """A study of one's own, declared once: from this come its options, the scenario at each size, and its program.

    Parameters
    ----------
    says : what it asks, for ``--help``; usually the docstring of the script, of which the first line is taken.
    name : its folder in ``results``.
    sizes : by name; the first is what runs when nothing else is asked for, each other one is an option, such as ``--quick``.
    scenario : a scenario, or the name of a preset or file.
    changes : parameters that differ from it at every size, dotted path to value.
    seed : seed of all draws, a whole number from 0; ``None`` where the experiment brings its own, and offers no ``--seed``.
    one_pool : one pool of processes for all studies: for many small ones, since starting processes takes longer than they do.
    options : further options, flag to the arguments of :meth:`argparse.ArgumentParser.add_argument`.

    Raises
    ------
    ScenarioError : no size, or a size without a plain name.
    """

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

    def trial(self, *typed: str) -> Trial:
        """The experiment at one size, ready to run; options as in a shell: ``experiment.trial("--quick", "--seed", "7")``.

        Raises
        ------
        GpssimError : options that do not exist or are impossible; nothing has run or been written then.
        """
        from gpssim.experiment.options import parsed
        from gpssim.experiment.trial import Trial

        return Trial(self, parsed(self, typed))

    def main(self, conduct: Callable[[Trial], None], typed: Sequence[str] | None = None) -> None:
        """Be a program: carry the experiment out as typed, and leave with an exit code unless all is well.

        Parameters
        ----------
        conduct : what is run, saved, drawn and shown, given the trial.
        typed : options; by default those of the command line.

        Raises
        ------
        SystemExit : 2 for impossible options, before anything runs; 1 where something failed later; 130 for Ctrl-C. Why is
            said in a line on stderr.
        """
        try:
            with self.trial(*(sys.argv[1:] if typed is None else typed)) as trial:
                self._carried_out(conduct, trial)
        except GpssimError as error:
            self._leave(error, REFUSED)

    def _carried_out(self, conduct: Callable[[Trial], None], trial: Trial) -> None:
        try:
            conduct(trial)
        except GpssimError as error:
            self._leave(error, FAILED)
        except KeyboardInterrupt as stopped:
            self._leave(str(stopped) or "stopped", INTERRUPTED)

    def _leave(self, why: object, code: int) -> None:
        sys.stderr.write(f"{self.name}: {' '.join(str(why).split())}\n")
        raise SystemExit(code)
