"""One carrying-out of an experiment: studies run under one seed at one size."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace as changed
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

from gpssim.errors import GpssimError, RunsFailedError, impossible, unknown
from gpssim.experiment.clock import Clock
from gpssim.experiment.declaration import Declaration, Size
from gpssim.experiment.folder import Folder
from gpssim.experiment.left_out import LeftOut, smaller
from gpssim.files.writing import write_text
from gpssim.inquiry.writing import study_files
from gpssim.processes import cores, started
from gpssim.scenario import Policy, Scenario, replace
from gpssim.studies import CornerStudy, Study
from gpssim.studies.identity import package_numbers, package_version

if TYPE_CHECKING:
    from gpssim.records.results import Results

Cases = Mapping[str, Any] | Sequence[Any]


class Trial(Folder):
    """An experiment at one size: what ``conduct`` is given, runs studies, and leaves tables and charts in one folder.

    :meth:`gpssim.Experiment.trial` makes it.

    Attributes
    ----------
    size : name of the size.
    replications : runs of every policy in every world; 0 where the experiment counts them itself.
    seed : seed of all draws.
    out : folder of tables; ``figures`` in it holds the charts.
    options : everything that was asked for, options of the experiment's own among them.
    left_out : what this size leaves out beside numbers; cases that :meth:`first` and :meth:`among` leave out are in it.
    """

    def __init__(self, experiment: Declaration, asked: argparse.Namespace) -> None:
        size = experiment.sizes[asked.size]
        self.experiment, self.options = experiment, asked
        self.size: str = asked.size
        self.seed: int = getattr(asked, "seed", experiment.seed or 0)
        self.workers: int | None = asked.workers or size.workers
        given = {name: getattr(asked, name) for name in ("citizens", "months", "warm_up")}
        self._size: Size = changed(size, **{name: value for name, value in given.items() if value is not None})
        self.scenario: Scenario = self.sized(experiment.specified())
        super().__init__(asked.out, getattr(asked, "replications", None) or size.replications, self._source())
        self.clock, self.left_out, self._written = Clock(experiment.name, self.workers or cores()), LeftOut(), 0
        self._make_folder()

    def _source(self) -> dict[str, object]:
        told = {"experiment": self.experiment.name, "size": self.size, "scenario": self.scenario.name}
        return {**told, "seed": self.seed, "gpssim": package_version(), "numbers": package_numbers()}

    def _make_folder(self) -> None:
        try:
            self.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise impossible("--out", str(self.out), f"a folder that can be made ({error.strerror})") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if isinstance(self._pool, Executor):
            self._pool.shutdown(cancel_futures=True)

    @cached_property
    def _pool(self) -> Executor | None:
        """The pool that all studies share, where the experiment asks for one; its processes start when it is first used."""
        if not self.experiment.one_pool or self.workers == 1:
            return None
        return started(self.workers or cores(), how=None)

    def sized(self, scenario: Scenario) -> Scenario:
        """Another scenario at the size of this trial."""
        return self._size.applied(scenario)

    def first(self, cases: Cases, **most: int) -> Any:
        """So many of the first cases at the sizes named, all of them at others: ``trial.first(WORLDS, fast=1)``.

        Parameters
        ----------
        cases : a list, or by name.
        most : name of a size to how many cases it takes.
        """
        return self.among(cases, **{size: list(islice(cases, n)) for size, n in most.items()})

    def among(self, cases: Cases, **chosen: Sequence[Any]) -> Any:
        """The cases named at the sizes named, all of them at others: ``trial.among(RULES, quick=["fixed", "in advance"])``.

        Parameters
        ----------
        cases : a list, or by name.
        chosen : name of a size to the cases that it takes.

        Raises
        ------
        GpssimError : a case that is not there, whatever the size of this trial: a quick size is tried before the whole one fails.
        """
        for case in (case for some in chosen.values() for case in some):
            if case not in cases:
                raise unknown("case", str(case), map(str, cases))
        some = list(chosen.get(self.size, cases))
        self.left_out.cases(case for case in cases if case not in some)
        return {case: cases[case] for case in some} if isinstance(cases, Mapping) else some

    def tell_left_out(self) -> None:
        """A line on stdout below what was found, where this size leaves something out of the whole experiment."""
        told = [*smaller(self.experiment, self._size, self.replications), *self.left_out.told()]
        if told:
            sys.stdout.write(f"\nsize {self.size}: {'; '.join(told)}\n")

    def run(
        self,
        policies: Sequence[str | Policy],
        changes: Mapping[str, Any] | None = None,
        *,
        scenario: Scenario | None = None,
        folder: str = "",
        **study: Any,
    ) -> Results:
        """Policies in one world, under the seed and with the replications of this trial.

        Parameters
        ----------
        policies : as for :class:`~gpssim.Study`; the first is the baseline of comparisons.
        changes : what differs in this world, dotted path to value.
        scenario : in place of the trial's.
        folder : where in ``out`` the runs are kept, so that they can be continued; in memory where none is named.
        study : further arguments of :class:`~gpssim.Study`.

        Raises
        ------
        GpssimError : anything impossible, before anything runs; a run that failed.
        """
        world = self.scenario if scenario is None else scenario
        world = replace(world, changes) if changes else world
        usual = {"replications": self.replications or 1, "seed": self.seed, "workers": self.workers}
        return self.finish(Study(world, policies, **{**usual, **study}), folder)

    def finish(self, study: Study | CornerStudy, folder: str = "") -> Results:
        """A study run to its end; what failed is not passed over, for the rest would look like the whole.

        Parameters
        ----------
        study : of any kind.
        folder : of the trial's own folder, where its results are kept; in memory where none is given.

        Raises
        ------
        StudyError : a run failed; the message says which and why.
        """
        if getattr(self.options, "write_studies", False):
            self._write_study(study)
        results = study.run(self.out / folder if folder else None, progress=self.clock.progress(study), executor=self._pool)
        failed = results.runs[results.runs["status"] != "SUCCEEDED"]
        if len(failed):
            one, n = failed.iloc[0], f"{len(failed)} of {len(results.runs)} runs failed"
            raise RunsFailedError(f"{n}; the first, under {one['policy']} in replication {one['replication']}: {one['reason']}")
        return results

    def _write_study(self, study: Study | CornerStudy) -> None:
        """The study file in a folder of its own, numbered in the order of the studies; a study that no file can say is told of."""
        self._written += 1
        try:
            texts = study_files(study, f"{self.experiment.name}, study {self._written}")
        except GpssimError as error:
            self.clock.say(f"study {self._written}: {error}")
            return
        folder = self.out / "studies" / f"{self._written:03d}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            write_text(text, folder / name)

    def gather(
        self, name: str, cases: Cases, measured: Callable[[Any], pd.DataFrame], column: str = "case", **csv: Any
    ) -> pd.DataFrame:
        """The tables of several cases one below the other, saved after each: what is done is kept, whatever happens next.

        Parameters
        ----------
        name : file name, without ``.csv``.
        cases : by name, or a list of cases that are their own names.
        measured : a case to its table.
        column : where the table says which case; nowhere, if it is empty.
        csv : as for :meth:`save`.
        """
        named: Iterable[tuple[Any, Any]] = cases.items() if isinstance(cases, Mapping) else ((case, case) for case in cases)
        tables: list[pd.DataFrame] = []
        self.clock.begins(len(cases))
        for label, case in named:
            tables.append(measured(case).assign(**({column: label} if column else {})))
            self.save(pd.concat(tables, ignore_index=True), name, **csv)
            self.clock.after(len(tables))
        return pd.concat(tables, ignore_index=True)
