"""Runs of a finished study made once more: the first value that differs, or that there is none."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpssim.archive.differing import Difference, first_difference
from gpssim.archive.remade import job_of
from gpssim.errors import StudyError, impossible, shortened
from gpssim.files.places import place_of
from gpssim.processes import crew
from gpssim.records.parts import RUN_KEYS, Part
from gpssim.records.runs import ABORTED, SUCCEEDED, runs_of, tables_of_run
from gpssim.studies.executing import Lost
from gpssim.studies.finding import Found, found, no_study
from gpssim.studies.identity import package_numbers
from gpssim.studies.one_by_one import one_by_one
from gpssim.studies.progress import Progress, shown
from gpssim.studies.provenance import package_digest, provenance
from gpssim.studies.tasks import Group, Job

if TYPE_CHECKING:
    import pyarrow as pa

Tables = Mapping[str, "pa.Table"]


@dataclass(frozen=True)
class Reproduction:
    """What came of making a study again.

    Attributes
    ----------
    groups, of : groups that were made again, of those in the folder; runs that share a world and its luck are a group.
    runs : runs whose every table was compared.
    difference : the first value that differs; ``None`` where none does.
    versions : what differs of Python, packages, platform and program: name to what it was there and is here.
    same_numbers : whether the version here is known to make the numbers of the version there.
    """

    groups: int
    of: int
    runs: int
    difference: Difference | None
    versions: Mapping[str, tuple[str, str]]
    same_numbers: bool

    @property
    def same(self) -> bool:
        """Whether everything that was compared is the same to the last bit."""
        return self.difference is None


def reproduced(
    folder: str | Path, sample: int | None = None, *, workers: int | None = None, progress: Progress = None
) -> Reproduction:
    """Make the runs of a study again and compare them with those in its folder, which is only read.

    Parameters
    ----------
    folder : of a study, finished or not.
    sample : so many groups, spread evenly over all; all by default.
    workers : processes; one for each core by default.
    progress : as for :meth:`gpssim.Study.run`.

    Raises
    ------
    StudyError : no study there, a damaged one, none of whose runs is finished, or one that ran code of its own.
    ScenarioError : a sample below 1, or something that the study names and is not installed here.
    """
    if sample is not None and (type(sample) is not int or sample < 1):
        raise impossible("sample", sample, "a whole number of groups, at least 1")
    known, manifest = _whole(place_of(folder))
    chosen = spread_over(sorted(known.done), sample)
    runs, difference = _compared(known, job_of(manifest), chosen, workers, progress)
    same_numbers = manifest.get("numbers") == package_numbers()
    return Reproduction(len(chosen), len(known.done), runs, difference, versions_that_differ(manifest), same_numbers)


def _whole(folder: Path) -> tuple[Found, dict[str, Any]]:
    """What is in a folder, if it is a study of which something is finished and nothing is damaged."""
    known = found(folder)
    if known.manifest is None:
        raise no_study(folder)
    if known.damaged:
        raise StudyError(f"{folder} is damaged: {next(iter(known.damaged.values()))}; the same study run again into it mends it")
    if not known.done:
        raise StudyError(f"{folder} holds no finished run: there is nothing to compare with")
    return known, known.manifest


def spread_over(groups: Sequence[Group], sample: int | None) -> list[Group]:
    """So many groups, evenly over all, the first and the last among them.

    >>> spread_over([Group(0, r) for r in range(9)], 3)
    [Group(world=0, replication=0), Group(world=0, replication=4), Group(world=0, replication=8)]
    """
    if sample is None or sample >= len(groups):
        return list(groups)
    if sample == 1:
        return [groups[len(groups) // 2]]
    return [groups[round(place * (len(groups) - 1) / (sample - 1))] for place in range(sample)]


def _compared(
    known: Found, job: Job, chosen: list[Group], workers: int | None, progress: Progress
) -> tuple[int, Difference | None]:
    """Make the groups and compare them until one differs: how many runs are the same, and where the first is not."""
    each, runs = len(job.policies) * len(job.closures), 0
    stored = _stored(known.parts, frozenset(chosen))
    with shown(progress) as tick, closing(_made(job, chosen, workers)) as made:
        tick(0, each * len(chosen))
        for groups, accounts, tables in made:
            for group in groups:
                for difference in _differences(stored[group], accounts, tables):
                    return runs, difference
            runs += len(accounts)
            tick(runs, each * len(chosen))
    return runs, None


def _made(job: Job, chosen: list[Group], workers: int | None) -> Generator[tuple[list[Group], list[dict[str, Any]], Tables]]:
    """Groups as they are made, with the rows and the tables of their runs."""
    several = crew(workers, len(chosen))
    for group, outcome in one_by_one(job, chosen, several, "serial" if several == 1 else None):
        if isinstance(outcome, Lost):
            raise StudyError(f"world {group.world}, replication {group.replication} could not be made again: {outcome.reason}")
        yield [group], list(outcome.accounts), outcome.tables


def _stored(parts: Sequence[Part], chosen: frozenset[Group]) -> dict[Group, list[tuple[Part, dict[str, Any]]]]:
    """The rows of ``runs`` of each group that is made again, with the part that holds its tables."""
    rows: dict[Group, list[tuple[Part, dict[str, Any]]]] = {}
    for part in parts:
        for row in runs_of(part).to_pylist():
            group = Group(row["world"], row["replication"])
            if group in chosen:
                rows.setdefault(group, []).append((part, row))
    return rows


def _differences(stored: list[tuple[Part, dict[str, Any]]], accounts: list[dict[str, Any]], tables: Tables) -> Iterator[Difference]:
    """What differs between the runs of a group as stored and as made again, run by run."""
    here = {tuple(row[key] for key in RUN_KEYS): row for row in accounts}
    for part, there in stored:
        keys = {key: there[key] for key in RUN_KEYS}
        account = here[tuple(keys.values())]
        if account["status"] == ABORTED:
            raise StudyError(f"run {list(keys.values())} could not be made again: {account['reason']}")
        for name in ("status", "reason") if there["status"] != SUCCEEDED else ("status",):
            if there[name] != account[name]:
                yield Difference("runs", keys, 0, name, there[name], account[name])
        yield from _of_tables(part, there, keys, account, tables)


def _of_tables(
    part: Part, there: dict[str, Any], keys: dict[str, Any], account: dict[str, Any], tables: Mapping[str, pa.Table]
) -> Iterator[Difference]:
    """Where the tables of a run differ whose digest is another; events that one of both did not keep are left out."""
    old, new = json.loads(there["digests"]), json.loads(account["digests"])
    wrong = [name for name in old if name in new and old[name] != new[name]]
    for name in wrong:
        stored = tables_of_run(part, keys)[name]
        remade = tables_of_run(_Made(tables), keys)[name]
        yield first_difference(name, keys, stored, remade)
    missing = sorted(set(old) ^ set(new))
    if missing:
        yield Difference(
            missing[0], keys, 0, "", "there" if missing[0] in old else "not there", "there" if missing[0] in new else ""
        )


@dataclass(frozen=True)
class _Made:
    """Tables that were made just now, as a part."""

    tables: Mapping[str, pa.Table]

    def names(self) -> list[str]:
        return list(self.tables)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        return self.tables[name] if columns is None else self.tables[name].select(list(columns))


def versions_that_differ(manifest: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Versions, platform and program that are others than those the study was last run with: there and here."""
    here = provenance()
    old = {**manifest.get("versions", {}), "platform": manifest.get("platform"), "source": manifest.get("source")}
    new = {**here["versions"], "platform": here["platform"], "source": package_digest()}
    return {name: (shortened(old[name]), shortened(new.get(name))) for name in old if old[name] != new.get(name)}
