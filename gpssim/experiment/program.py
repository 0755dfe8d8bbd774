"""An experiment as a program: one trial of it, carried out as typed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from gpssim.errors import GpssimError
from gpssim.experiment.declaration import Declaration
from gpssim.experiment.options import parsed
from gpssim.experiment.trial import Trial
from gpssim.files.lines import line_of
from gpssim.files.sparing import the_rest_goes_on
from gpssim.files.standard import outlets

REFUSED, FAILED, INTERRUPTED = 2, 1, 130
"""Exit codes: options refused, an experiment that could not be carried out, Ctrl-C."""


class Experiment(Declaration):
    """A study of one's own, declared once: from this come its options, its scenario at each size, and its program.

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

    def trial(self, *typed: str) -> Trial:
        """The experiment at one size, ready to run; options as in a shell: ``experiment.trial("--quick", "--seed", "7")``.

        Raises
        ------
        GpssimError : options that do not exist or are impossible; nothing has run or been written then.
        """
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
        with outlets():
            try:
                with self.trial(*(sys.argv[1:] if typed is None else typed)) as trial:
                    self._carried_out(conduct, trial)
            except GpssimError as error:
                self._leave(error, REFUSED)

    def _carried_out(self, conduct: Callable[[Trial], None], trial: Trial) -> None:
        try:
            with the_rest_goes_on():
                conduct(trial)
                trial.tell_left_out()
        except GpssimError as error:
            self._leave(error, FAILED)
        except (OSError, UnicodeError, MemoryError) as error:
            self._leave(line_of(error), FAILED)
        except KeyboardInterrupt as stopped:
            self._leave(str(stopped) or "stopped", INTERRUPTED)

    def _leave(self, why: object, code: int) -> NoReturn:
        sys.stderr.write(f"{self.name}: {' '.join(str(why).split())}\n")
        raise SystemExit(code)
