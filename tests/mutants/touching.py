"""Which tests run a line: a map by coverage's contexts, kept in the cache folder, made anew by test files as sources change.

The map is made with nothing compiled, since coverage sees only what the interpreter runs. A part of it (one test file) is good as
long as every file it ran, of the package or of the tests, reads as it did. Tests that fail or take too long in this lane are not
asked; they are counted.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from coverage.numbits import numbits_to_nums
from forked import Answer, Asking
from making import Mutant, Workshop
from nearness import Nearness, Test

AT_IMPORT = ""
"""The context of what runs while test files are collected."""


def cache_folder(name: str) -> Path:
    base = os.environ.get("GPSSIM_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "gpssim" / "mutants" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Part:
    """The map of one test file."""

    def __init__(self, folder: Path, file: str) -> None:
        stem = file.removesuffix(".py").replace("/", ".")
        self.file, self.lines, self.said = file, folder / f"{stem}.coverage", folder / f"{stem}.json"

    @cached_property
    def contents(self) -> dict[str, dict[str, Any]]:
        """``read``: digests of the files it ran; ``tests``: seconds of the tests that pass; ``not asked``: why others are not."""
        return json.loads(self.said.read_text(encoding="utf-8")) if self.said.exists() else {}

    def good(self, digest: Callable[[str], str]) -> bool:
        """Whether it exists and every file it ran reads as it did."""
        read = self.contents.get("read", {})
        return bool(read) and all(digest(file) == known for file, known in read.items())

    def keep(self, traced: Path, answer: Answer, digest: Callable[[str], str]) -> None:
        """Write down what a traced run found; another run may be reading what was known before."""
        self.__dict__.pop("contents", None)
        if traced.exists():
            shutil.move(traced, self.lines)
        bad = {r["test"]: r["outcome"] for r in answer.reports if "outcome" in r}
        tests = {r["test"]: r["seconds"] for r in answer.reports if "seconds" in r and r["test"] not in bad}
        if answer.outcome not in ("passed", "failed"):
            bad[self.file] = answer.outcome
        read = {file: digest(file) for file in (self.file, *(self._files() if self.lines.exists() else ()))}
        self.said.write_text(json.dumps({"read": read, "tests": tests, "not asked": bad}), encoding="utf-8")

    def _query(self, words: str, *values: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.lines)) as base:
            return base.execute(words, values).fetchall()

    def _files(self) -> list[str]:
        words = "select distinct file.path from file join line_bits on line_bits.file_id = file.id"
        return [path for (path,) in self._query(words)]

    @cache  # noqa: B019 - parts live as long as the program
    def touched(self, file: str) -> dict[str, frozenset[int]]:
        """Lines of a file of the package that each test ran, and those that ran while it was collected."""
        if file not in self.contents.get("read", {}):
            return {}
        words = (
            "select context.context, line_bits.numbits from line_bits join context on context.id = line_bits.context_id "
            "join file on file.id = line_bits.file_id where file.path = ?"
        )
        return {context: frozenset(numbits_to_nums(bits)) for context, bits in self._query(words, file)}

    @property
    def tests(self) -> list[Test]:
        return [Test(name, float(seconds)) for name, seconds in self.contents.get("tests", {}).items()]


class Map:
    """The parts of all test files asked for."""

    def __init__(self, workshop: Workshop, folders: Iterable[str]) -> None:
        self.workshop, self.root = workshop, workshop.root
        self.near = Nearness(workshop.root, workshop.configuration.get("verbs", {}))
        self.folder = cache_folder("map-" + hashlib.blake2b(str(self.root).encode(), digest_size=4).hexdigest())
        found = (f for name in folders for f in self._test_files(self.root / name))
        self.parts = [Part(self.folder, f.relative_to(self.root).as_posix()) for f in sorted(set(found))]

    def _test_files(self, place: Path) -> Iterator[Path]:
        yield from [place] if place.is_file() else place.rglob("test_*.py") if place.exists() else []

    @cache  # noqa: B019 - one map a program
    def digest(self, file: str) -> str:
        place = self.root / file
        return hashlib.blake2b(place.read_bytes(), digest_size=8).hexdigest() if place.exists() else ""

    def stale(self) -> list[Part]:
        """Parts that have to be made, the longest first as far as that is known."""
        bad = [part for part in self.parts if not part.good(self.digest)]
        return sorted(bad, key=lambda p: -sum(t.seconds for t in p.tests))

    def asking(self, part: Part, traced: Path) -> Asking:
        settings = self.workshop.configuration
        traced.unlink(missing_ok=True)
        most = float(settings["longest_file"])
        limits = {"processor": most, "wall": 4.0 * most, "longest": float(settings["longest_test"])}
        return Asking([part.file], [], settings["tests"]["left_out"], False, **limits, coverage=str(traced))

    def tests_of(self, mutant: Mutant) -> list[list[Test]]:
        """Tests that may see a mutant: those that run its line, nearest and fastest first; those that only import it."""
        lines, inside = self.workshop.source(mutant.file).statement(mutant.line)
        running: list[Test] = []
        importing: list[Test] = []
        for part in self.parts:
            touched = part.touched(mutant.file)
            wanted = frozenset(lines) if inside else frozenset(range(1, 1_000_000))
            whole = bool(inside and touched.get(AT_IMPORT, frozenset()) & wanted)
            runs = [t for t in part.tests if whole or touched.get(t.id, frozenset()) & wanted]
            running += runs
            if touched and not inside:
                importing += sorted(set(part.tests) - set(runs), key=lambda t: t.id)
        return [sorted(group, key=lambda t: (self.near.steps(t, mutant.file), t.seconds)) for group in (running, importing)]

    def not_asked(self) -> dict[str, str]:
        return {test: str(why) for part in self.parts for test, why in part.contents.get("not asked", {}).items()}
