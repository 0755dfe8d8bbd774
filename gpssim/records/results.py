"""A study's results: tidy pandas tables over all runs, with the manifest that says where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from gpssim.errors import StudyError, no_attribute, public_names
from gpssim.files.places import place_of
from gpssim.plain import listed
from gpssim.plugins import SHELVES
from gpssim.records.all_runs import digests_of_all
from gpssim.records.digest import combined_digest
from gpssim.records.folder import damaged, folder_parts
from gpssim.records.manifest import read_manifest
from gpssim.records.outcomes import Outcomes
from gpssim.records.parts import RUN_KEYS, MemoryPart, Part
from gpssim.records.periods import PERIOD, Period, period_of, within
from gpssim.records.points import n_points, point_of, world_of
from gpssim.records.runs import RUN_COLUMNS, RUN_SCHEMA, as_arrow, frame_of, runs_of, with_run_keys, wrong_values
from gpssim.records.shown import results_as_html
from gpssim.records.tables import TABLES
from gpssim.texts.names import titles

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Limits:
    """Which runs to read: the first replications of the scenario's own world, the first worlds and their replications."""

    replications: int | None = None
    worlds: int | None = None
    world_replications: int | None = None

    def keep(self, table: pa.Table) -> pa.Table:
        """The rows of runs within the limits."""
        if self == Limits():
            return table
        own = pc.equal(table["world"], 0)
        first = pc.less(table["replication"], _or_all(self.replications))
        others = pc.less(table["replication"], _or_all(self.world_replications))
        inside = pc.less_equal(table["world"].cast(pa.int32()), _or_all(self.worlds))
        return table.filter(pc.or_(pc.and_(own, first), pc.and_(pc.invert(own), pc.and_(inside, others))))


def _or_all(limit: int | None) -> int:
    return 2**31 - 1 if limit is None else limit


class Results:
    """Tables of many runs.

    Parameters
    ----------
    source : a folder written by a study, or tables in memory by name, pandas or Arrow (tables of a single model get run keys).
    manifest : for tables in memory, what a folder's manifest would say; prices of welfare are read from its scenario.

    Raises
    ------
    StudyError : the folder holds no study, another layout, or something damaged: a file is missing, cut off, doubled or foreign.
    """

    def __init__(
        self, source: str | Path | Mapping[str, pa.Table | pd.DataFrame], manifest: Mapping[str, Any] | None = None
    ) -> None:
        self.manifest: dict[str, Any] = dict(manifest or {})
        self.parts: tuple[Part, ...]
        self.limits = Limits()
        self.cache: dict[Any, Any] = {}
        """What analysis keeps about these results between two questions."""
        self.outcomes = Outcomes(self)
        """Every indicator of these results by name: ``results.outcomes.coverage`` is a table with a row for each run."""
        if isinstance(source, Mapping):
            self.parts = (MemoryPart({name: with_run_keys(as_arrow(table)) for name, table in source.items()}),)
        else:
            folder = place_of(source)
            self.manifest = read_manifest(folder)
            self.parts = tuple(folder_parts(folder, self.manifest))
            if self.manifest.get("complete") and self.digest != self.manifest.get("digest", self.digest):
                raise damaged(folder, "its runs are not those with which the study ended")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> NoReturn:
            """Refuse a misspelt name with the nearest right one; the name of a table is read with :meth:`table`."""
            tables = self.names() if "parts" in vars(self) and not name.startswith("_") else []
            if name in tables:
                raise AttributeError(f"results has no attribute {name!r}: read the table with results.table({name!r})")
            raise no_attribute("results", name, {*public_names(self), *tables})

    @classmethod
    def of(cls, parts: Sequence[Part], manifest: Mapping[str, Any], limits: Limits | None = None) -> Results:
        """Results made of parts; ``limits`` reads only some of their runs."""
        results = cls({}, manifest)
        results.parts, results.limits = tuple(parts), limits or Limits()
        return results

    def only(self, limits: Limits) -> Results:
        """The same results, fewer runs."""
        return Results.of(self.parts, self.manifest, limits)

    def blocks(self, most: int) -> list[Results]:
        """The same results as several that follow one another, of whole parts, for what memory cannot hold of all runs at once.

        Parameters
        ----------
        most : runs of one of them; a part that has more stays whole. Results of no more runs are one block: themselves.
        """
        groups: list[list[Part]] = [[]]
        n_runs = 0
        for part in self.parts if len(self.parts) > 1 else ():
            n = self.limits.keep(runs_of(part)).num_rows
            if n_runs + n > most and groups[-1]:
                groups.append([])
                n_runs = 0
            groups[-1].append(part)
            n_runs += n
        return [self] if len(groups) == 1 else [Results.of(group, self.manifest, self.limits) for group in groups]

    def __repr__(self) -> str:
        said = f"{len(self.policies)} policies, {len(self.runs)} runs, {self.months} months, {len(self.names())} tables"
        return f"Results({self.manifest.get('scenario_name', '')!r}: {said})"

    def _repr_html_(self) -> str:
        return results_as_html(self)

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_")]

    def plot(self, figure: str, language: str = "en") -> Figure:
        """One of the figures (``paired_differences``, ``who_wins``, ...) as a matplotlib figure, which a notebook shows by itself.

        Parameters
        ----------
        figure : name of a shipped, installed or registered figure: see :func:`gpssim.figures.figures`.
        language : ``en`` or ``zh``.

        Raises
        ------
        UnknownNameError : no figure has the name; the nearest one is named.
        ScenarioError : the language is neither.
        """
        drawn: Figure = SHELVES["figure"].find(figure).draw(self, language)[0]
        return drawn

    def names(self) -> list[str]:
        """The tables that are there."""
        return sorted({name for part in self.parts for name in part.names()})

    def batches(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """The table part by part, each run whole in one of them: for what does not fit into memory at once.

        Parameters
        ----------
        name, columns : as for :meth:`table`.
        """
        columns = _in_order(columns)
        for part in self.parts:
            yield frame_of(self.limits.keep(part.table(name, columns)))

    def table(self, name: str, columns: Sequence[str] | None = None, period: Period | None = None) -> pd.DataFrame:
        """A table over all runs, run keys first, then the period of each row.

        Parameters
        ----------
        name : a table of ``records.tables``.
        columns : columns wanted beside the run keys, ``period`` among them where it is wanted; only these are read.
        period : ``all`` (from the switch of policy on, as comparisons count), ``transition``, ``later``, ``(first, last)`` months
            from the switch, or ``warm_up``; without it every row, those of the warm-up included.

        Returns
        -------
        DataFrame; its column ``period`` is ``warm_up``, ``transition``, ``between``, ``later`` or ``afterwards``
        (:mod:`gpssim.records.periods`), by the column that dates the table.

        Raises
        ------
        UnknownNameError, ScenarioError : no such table, column or period.
        """
        dated = TABLES[name].dated if name in TABLES else ""
        columns = _in_order(columns)
        stored = None if columns is None else [c for c in columns if c != PERIOD or not dated]
        told = bool(dated) and (columns is None or PERIOD in columns)
        read = stored if stored is None or not (told or period is not None) else [*stored, dated]
        frame = self._stored(name, read)
        if period is not None:
            frame = frame[within(frame[dated], period, self.months)].reset_index(drop=True)
        if told:
            frame.insert(len(RUN_KEYS), PERIOD, pd.Series(period_of(frame[dated], self.months), index=frame.index))
        return frame if stored is None or dated in stored else frame.drop(columns=dated, errors="ignore")

    def _stored(self, name: str, columns: Sequence[str] | None) -> pd.DataFrame:
        """A table over all runs as it was written."""
        pieces = [self.limits.keep(part.table(name, columns)) for part in self.parts]
        if not pieces:
            return pd.DataFrame(columns=[*RUN_KEYS, *(columns or ())])
        return frame_of(pa.concat_tables(pieces, promote_options="permissive"))

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a run: keys, status (SUCCEEDED, FAILED, ABORTED), stage and reason of a failure, seconds, digest."""
        return self._runs[list(RUN_COLUMNS)]

    @cached_property
    def _runs(self) -> pd.DataFrame:
        aborted = [{**row, "digests": "{}"} for row in self.manifest.get("aborted", ())]
        tables = [*map(runs_of, self.parts), pa.Table.from_pylist(aborted, RUN_SCHEMA)]
        runs: pd.DataFrame = self.limits.keep(pa.concat_tables(tables)).to_pandas(use_threads=False)
        rank = {name: i for i, name in enumerate(self.manifest.get("policies") or dict.fromkeys(runs["policy"]))}
        order = runs.assign(policy=runs["policy"].map(rank)).sort_values(list(RUN_KEYS), kind="stable")
        return runs.loc[order.index].reset_index(drop=True)

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies' names in the order in which they were given."""
        return tuple(self.manifest.get("policies") or dict.fromkeys(self.runs["policy"]))

    @property
    def policy_titles(self) -> dict[str, tuple[str, str]]:
        """What the scenario calls its policies, in English and Chinese; those without a title are left out."""
        return titles(self.manifest.get("policy_definitions") or ())

    @cached_property
    def months(self) -> int:
        """Months recorded from the switch of policy on."""
        if "months" in self.manifest:
            return int(self.manifest["months"])
        return max((int(b["month"].max()) + 1 for b in self.batches("monthly", ["month"]) if len(b)), default=0)

    def world(self, world: int = 0) -> dict[str, Any]:
        """The parameters of a world as plain values; empty where the manifest holds no scenario.

        Parameters
        ----------
        world : 0 for the scenario's own, 1 and up for the sampled ones.
        """
        return world_of(self.manifest, world)

    @property
    def n_worlds(self) -> int:
        """Sampled worlds, the points of a design among them; the scenario's own world is not counted."""
        there = n_points(self.manifest)
        return there if self.limits.worlds is None else min(there, self.limits.worlds)

    def drawn(self, world: int) -> dict[str, Any]:
        """What was drawn for a sampled world, of levers and mechanisms, too: dotted path to value; empty for world 0."""
        return point_of(self.manifest, world)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each table over all runs that succeeded."""
        return digests_of_all(self.rows_of_runs)

    def rows_of_runs(self) -> Iterator[pa.Table]:
        """The rows of ``runs`` as Arrow tables, part by part; those that a worker took with it are not among them."""
        return (self.limits.keep(runs_of(part)) for part in self.parts)

    @property
    def digest(self) -> str:
        """The digest of everything: the same for the same study, whatever the number of workers or the order of writing."""
        return combined_digest(self.digests.items())

    def verify(self) -> None:
        """Compute the digests again from the values themselves.

        Raises
        ------
        StudyError : a run whose tables are not what the study wrote.
        """
        for part in self.parts:
            run = wrong_values(part)
            if run:
                raise StudyError(f"run {run} is not what the study wrote: its values have another digest")


def load_results(folder: str | Path) -> Results:
    """The results in a folder.

    Parameters
    ----------
    folder : written by :meth:`gpssim.Study.run` or by ``gpssim compare``.

    Returns
    -------
    :class:`~gpssim.Results`; tables are read from the folder when they are asked for.

    Raises
    ------
    StudyError : no study there, another layout, or something damaged: a file that is missing, cut off, doubled or foreign.
    """
    return Results(folder)


def _in_order(columns: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if columns is None else listed("columns", columns, "a list of columns")
