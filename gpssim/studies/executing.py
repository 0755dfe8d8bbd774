"""Groups of runs handed out: a bounded window of tasks, any executor, and workers that may die."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from gpssim.bidding.outsiders import forget_outsiders
from gpssim.paid_once import add
from gpssim.studies.chunks import MOST_KILLERS, Chunks, Cut
from gpssim.studies.elsewhere import Done
from gpssim.studies.executors.base import Crew, Lent, RunsOn, Work
from gpssim.studies.packs import Pack, packs_of
from gpssim.studies.run import run_group
from gpssim.studies.tasks import Group, GroupOutcome, Job

TOGETHER: Final = 0.005
"""Seconds for which groups that are run in this process wait for each other, to be stored together."""
LOOKS: Final = 5.0
"""Seconds after which the crew is looked at where no task ends."""
DIED: Final = "its worker process died (killed, or out of memory), at last with nothing beside it"
TOO_MANY: Final = (
    f"its worker process died (killed, or out of memory) twice, beside others; {MOST_KILLERS} groups had killed theirs with "
    "nothing beside them, and it was not tried so: the same study run again tries it anew"
)
NOBODY: Final = "its worker process died (killed, or out of memory), and no other can be started"


@dataclass(frozen=True)
class Lost:
    """A group that kills its worker: nothing is known about its runs."""

    group: Group
    reason: str


Ended = Pack | Lost


def execute(
    job: Job,
    groups: Iterable[Group],
    total: int,
    workers: int | None,
    place: RunsOn | Lent,
    block: Callable[[Group], object] = lambda _group: None,
) -> Generator[Ended]:
    """Run groups and yield them as they end, some together, in any order.

    Parameters
    ----------
    groups, total : in their order, and how many.
    workers : as the study asks; with a lent executor, how many tasks it works on at once.
    block : what groups have in common that may be run together.

    Raises
    ------
    StudyError : what was to run them is not there, or not any more.
    """
    forget_outsiders()
    if not total:
        return
    chunks = Chunks(groups, total, block)
    if isinstance(place, RunsOn) and place.alone(workers, total):
        yield from alone(job, chunks.rest(), block)
        return
    work = Work.of(job, total)
    with place.crew(work, workers or 1) if isinstance(place, Lent) else place.crew(work, workers) as crew:
        if crew is not None:
            yield from Driver(job, crew, chunks).work()
        yield from alone(job, chunks.rest(), block)


def alone(job: Job, groups: Iterable[Group], block: Callable[[Group], object] = lambda _group: None) -> Iterator[Ended]:
    """Run groups in this process; those that take no time at all are yielded together."""
    done: dict[Group, GroupOutcome] = {}
    since = perf_counter()
    try:
        for group in groups:
            if done and block(group) != block(next(iter(done))):
                yield from packs_of(done)
                done, since = {}, perf_counter()
            outcome = _here(job, group)
            if isinstance(outcome, Lost):
                yield outcome
            else:
                done[group] = outcome
            if done and perf_counter() - since > TOGETHER:
                yield from packs_of(done)
                done, since = {}, perf_counter()
    except KeyboardInterrupt:  # what ended before it is not lost with it
        yield from packs_of(done)
        raise
    yield from packs_of(done)


def _here(job: Job, group: Group) -> GroupOutcome | Lost:
    """A group in this process; what goes wrong outside its runs says nothing about them."""
    try:
        return run_group(job, group, job.values(group))
    except Exception as error:  # as in a worker
        return Lost(group, _reason(error))


class Driver:
    """Hands tasks to a crew.

    What a worker had when it died is tried again group by group: one of them may have killed it, and the others of its chunk, and
    whatever waited at the same worker, shared its fate. A group that is lost once more is tried alone at last, and only what kills
    its worker then is given up; after :data:`gpssim.studies.chunks.MOST_KILLERS` such groups the others are not tried alone.
    """

    def __init__(self, job: Job, crew: Crew, chunks: Chunks) -> None:
        self.job, self.crew, self.chunks = job, crew, chunks
        self.running: dict[Future[Done], Cut] = {}
        self.killers = 0
        """Groups that killed their worker with nothing beside them."""

    def work(self) -> Iterator[Ended]:
        """Keep the window full, and take what is done, until nothing is left, or nobody to do it."""
        try:
            while self.running or (self.chunks and self.crew.size()):
                self._fill()
                ended = wait(self.running, timeout=LOOKS, return_when=FIRST_COMPLETED).done
                if not ended:
                    self.crew.size()  # which says so where there is nobody
                for future in [one for one in self.running if one in ended]:  # as handed out: a set has no order to repeat
                    yield from self._taken(future, self.running.pop(future))
                if self.killers >= MOST_KILLERS:  # nothing else is under way, or left, than what waits for its turn alone
                    yield from (Lost(group, TOO_MANY) for group in self.chunks.tried())
        finally:
            for future in self.running:
                future.cancel()
        yield from (Lost(group, NOBODY) for group in self.chunks.tried())  # not in this process, which it might kill as well

    def _fill(self) -> None:
        while self.chunks and len(self.running) < self.chunks.room(self.crew.size()):
            cut = self.chunks.take(self.crew.size())
            try:
                future = self.crew.submit(tuple((group, self.job.values(group)) for group in cut.groups))
            except (BrokenExecutor, OSError):  # a worker that died with nothing to do; the next one may take it
                self.chunks.put_back(cut)
                continue
            self.running[future] = cut

    def _taken(self, future: Future[Done], cut: Cut) -> Iterator[Ended]:
        """What became of a task."""
        try:
            done = future.result()
        except (Exception, CancelledError) as error:  # what an executor raises for a lost worker is its own affair
            yield from self._failed(error, cut)
            return
        add(done.once)
        self.chunks.measured(len(cut.groups), done.seconds)
        yield from done.packs

    def _failed(self, error: BaseException, cut: Cut) -> Iterator[Ended]:
        died = self.crew.died(error)
        if len(cut.groups) > 1 or (died and not cut.alone):
            self.chunks.lost(cut)
            return
        self.killers += died
        yield from (Lost(group, DIED if died else _reason(error)) for group in cut.groups)


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
