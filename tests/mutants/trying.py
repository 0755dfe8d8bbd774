"""Try mutants on the tests that run their lines, several side by side, a row for each as soon as it is known."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from forked import Answer, Asking, Copy, Fork
from making import Mutant, Workshop
from touching import Map, Part, Test

Row = dict[str, Any]
Work = TypeVar("Work")
PAUSE = 0.01
PATIENCE = 5.0
"""A mutant may take this many times the processor seconds its tests take, and a start."""


class Crew:
    """Copies of the tree, one for each worker."""

    def __init__(self, copies: Sequence[Copy]) -> None:
        self.copies = copies

    @classmethod
    @contextmanager
    def of(cls, workshop: Workshop, workers: int) -> Iterator[Crew]:
        folder = Path(tempfile.mkdtemp(prefix="mutants-"))
        settings = workshop.configuration
        try:
            yield cls([Copy(workshop.root, folder / str(k), settings["copied"], settings["package"]) for k in range(workers)])
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def do(self, work: Iterable[Work], start: Callable[[Copy, Work], Fork], end: Callable[[Copy, Work, Answer], None]) -> None:
        """Do pieces of work side by side, each on a copy that no other one uses."""
        waiting, free = iter(work), list(self.copies)
        running: dict[Copy, tuple[Work, Fork]] = {}
        try:
            while True:
                while free and (piece := next(waiting, None)) is not None:
                    copy = free.pop()
                    running[copy] = piece, start(copy, piece)
                if not running:
                    return
                for copy, (piece, fork) in list(running.items()):
                    answer = fork.answer()
                    if answer is not None:
                        del running[copy]
                        free.append(copy)
                        end(copy, piece, answer)
                time.sleep(PAUSE)
        finally:
            for _, fork in running.values():
                fork.stop()


def refresh(crew: Crew, chart: Map, say: Callable[[str], None]) -> None:
    """Make the parts of the map that are not there or no longer good."""
    stale = chart.stale()

    def end(copy: Copy, part: Part, answer: Answer) -> None:
        if answer.outcome == "broken":
            raise RuntimeError(f"{part.file} cannot be asked:\n{copy.last_words()}")
        part.keep(copy.folder / "traced", answer, chart.digest)
        say(f"map: {part.file}: {len(part.tests)} tests, {answer.seconds:.0f} s, {answer.outcome}")

    crew.do(stale, lambda copy, part: Fork(copy, chart.asking(part, copy.folder / "traced")), end)


class Trial:
    """Asks the tests of a mutant and says how it ended."""

    def __init__(self, chart: Map, out: Path, say: Callable[[str], None], *, thorough: bool = False) -> None:
        self.chart, self.out, self.say, self.thorough = chart, out, say, thorough
        self.settings = chart.workshop.configuration

    def run(self, crew: Crew, mutants: Iterable[Mutant]) -> None:
        asked = ((mutant, self.tests(mutant)) for mutant in mutants)
        crew.do((pair for pair in asked if self._any(*pair)), self._start, self._end)

    def tests(self, mutant: Mutant) -> list[Test]:
        """The nearest and fastest within the budget; all of them where the search is thorough."""
        running, importing = self.chart.tests_of(mutant)
        budget = float(self.settings["thorough_budget" if self.thorough else "budget"])
        chosen, spent = [], 0.0
        for test in (*running, *importing):
            if chosen and spent + test.seconds > budget:
                break
            chosen.append(test)
            spent += test.seconds
        return chosen

    def _any(self, mutant: Mutant, tests: list[Test]) -> bool:
        if not mutant.compiles:
            self._write(mutant, "incompetent", "it does not compile", 0, 0.0)
        elif not tests:
            self._write(mutant, "survived", "no test runs its line", 0, 0.0)
        return bool(tests) and mutant.compiles

    def _start(self, copy: Copy, piece: tuple[Mutant, list[Test]]) -> Fork:
        mutant, tests = piece
        copy.write(mutant.file, mutant.text)
        limit = float(self.settings["start"]) + PATIENCE * sum(t.seconds for t in tests)
        files = list(dict.fromkeys(t.file for t in tests))
        left_out = self.settings["tests"]["left_out"]
        return Fork(copy, Asking(files, [t.id for t in tests], left_out, True, limit, 600.0 + 20.0 * limit))

    def _end(self, copy: Copy, piece: tuple[Mutant, list[Test]], answer: Answer) -> None:
        mutant, tests = piece
        copy.restore(mutant.file)
        seen = next((r["test"] for r in answer.reports if r.get("outcome") == "failed"), "")
        by = seen or answer.by
        outcome = (
            "killed"
            if seen
            else {"passed": "survived", "failed": "killed", "timed out": "timed out"}.get(answer.outcome, "incompetent")
        )
        if outcome == "incompetent":
            by = copy.last_words()
        self._write(mutant, outcome, by, len(tests), answer.seconds)

    def _write(self, mutant: Mutant, outcome: str, by: str, tests: int, seconds: float) -> None:
        row = row_of(mutant) | {
            "outcome": outcome,
            "by": by,
            "tests": tests,
            "seconds": round(seconds, 2),
            "thorough": self.thorough,
        }
        with open(self.out, "a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.say(f"{outcome:11} {seconds:5.1f} s  {mutant.id}  {mutant.file}:{mutant.line}  {mutant.was}  ->  {mutant.becomes}")


def row_of(mutant: Mutant) -> Row:
    kept = ("file", "function", "line", "operator", "was", "becomes")
    return {"id": mutant.id, **{name: getattr(mutant, name) for name in kept}}


def rows(out: Path) -> dict[str, Row]:
    """What is known of each mutant; the last word counts."""
    if not out.exists():
        return {}
    read = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: row for row in read}
