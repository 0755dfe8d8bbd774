"""Tests in a process of their own on a copy of the tree, forked from this one in which everything slow is imported already.

Importing NumPy, pandas, SciPy, numba and pytest takes longer than most of the tests asked; a fork has them for nothing. Only the
package itself is imported anew, from the copy. Nothing is compiled (``NUMBA_DISABLE_JIT=1``, set by the program before the first
import): a mutant of a compiled function would cost a compilation, and coverage does not see into compiled code.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

MEMORY = 8 << 30
"""Bytes of address space that a fork may have: a mutant may ask for an array without end."""


class Copy:
    """A copy of the tree in a folder of its own, with a cache of its own."""

    def __init__(self, root: Path, folder: Path, names: Iterable[str], package: str) -> None:
        self.root, self.folder, self.package = root, folder, package
        self.tree, self.cache = folder / "tree", folder / "cache"
        self.tree.mkdir(parents=True)
        self._serial = 1_000_000_000
        skipped = shutil.ignore_patterns("__pycache__", "_build", ".git", "results")
        for name in names:
            if (root / name).is_dir():
                shutil.copytree(root / name, self.tree / name, ignore=skipped)
            elif (root / name).exists():
                shutil.copy2(root / name, self.tree / name)

    def write(self, file: str, text: str) -> None:
        """Put a text in place of a file; each has a time of its own, so that no bytecode of another text is taken for it."""
        self._serial += 1
        (self.tree / file).write_text(text, encoding="utf-8")
        os.utime(self.tree / file, (self._serial, self._serial))

    def restore(self, file: str) -> None:
        shutil.copy2(self.root / file, self.tree / file)

    def last_words(self) -> str:
        """The end of what the last fork printed."""
        return "\n".join((self.folder / "log.txt").read_text(errors="replace").splitlines()[-20:])


@dataclass
class Asking:
    """What a fork is to run: test files, the tests among them in their order (empty: all), and its limits in seconds."""

    files: list[str]
    tests: list[str] = field(default_factory=list)
    left_out: str = ""
    stop: bool = True
    processor: float = 60.0
    wall: float = 600.0
    longest: float = 0.0
    coverage: str = ""
    """Where the map is written; empty: nothing is traced."""


@dataclass
class Answer:
    """How a fork ended: ``passed``, ``failed``, ``timed out``, ``broken``; what it wrote; what it took."""

    outcome: str
    by: str
    seconds: float
    reports: list[dict[str, Any]]


def warm(modules: Iterable[str], packages: Iterable[str]) -> None:
    """Import what every fork needs and nothing of the packages that are mutated."""
    for name in ("_pytest.assertion.rewrite", "_pytest.unittest", "coverage", "coverage.sqldata", *modules):
        import_module(name)
    for package in packages:
        if package in sys.modules:
            raise RuntimeError(f"{package} is imported before the fork: mutants would not be seen")
    gc.collect()
    gc.freeze()


class Fork:
    """A running fork."""

    def __init__(self, copy: Copy, asking: Asking) -> None:
        self.copy, self.asking = copy, asking
        self.report, self.log = copy.folder / "report.jsonl", copy.folder / "log.txt"
        self.report.write_text("")
        self.began = time.monotonic()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            code = 3
            try:
                code = _inside(self)
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)

    def answer(self) -> Answer | None:
        """How it ended, or nothing as long as it runs."""
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        late = time.monotonic() - self.began > self.asking.wall
        if pid == 0 and not late:
            return None
        if pid == 0:
            self.stop()
            _, status, usage = os.wait4(self.pid, 0)
        self._end_children()
        spent = usage.ru_utime + usage.ru_stime
        return Answer(*self._judged(status, late), spent, [json.loads(row) for row in self.report.read_text().splitlines() if row])

    def _judged(self, status: int, late: bool) -> tuple[str, str]:
        ending = os.waitstatus_to_exitcode(status)
        if late or ending == -signal.SIGXCPU:
            return "timed out", "wall" if late else "processor"
        if ending < 0:
            return "failed", signal.Signals(-ending).name
        words = {0: "passed", 1: "failed", 2: "failed", 4: "failed", 5: "failed"}
        by = {2: "while tests were collected", 4: "while tests were prepared", 5: "its tests are gone"}
        return words.get(ending, "broken"), by.get(ending, "")

    def stop(self) -> None:
        for send in (lambda: os.killpg(self.pid, signal.SIGKILL), lambda: os.kill(self.pid, signal.SIGKILL)):
            try:
                send()
            except ProcessLookupError:
                continue

    def _end_children(self) -> None:
        """Processes that a test started and that a stopped fork left behind: its own group only."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


def _inside(fork: Fork) -> int:
    """The life of a fork."""
    copy, asking = fork.copy, fork.asking
    os.setsid()
    with open(fork.log, "w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.chdir(copy.tree)
    os.environ.update(_surroundings(copy))
    here = {str(copy.root), str(Path(__file__).parent), ""}
    sys.path[:] = [str(copy.tree), *(p for p in sys.path if p not in here)]
    for name in [m for m, module in sys.modules.items() if str(Path(__file__).parent) in str(getattr(module, "__file__", ""))]:
        del sys.modules[name]  # tests may have helpers of the same name
    sys.modules["__main__"] = ModuleType("__main__")  # what a test starts must not import this program
    limit = int(asking.processor) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 10))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return _traced(fork) if asking.coverage else _run(fork, _Asked(fork))


def _surroundings(copy: Copy) -> Mapping[str, str]:
    return {"GPSSIM_CACHE_DIR": str(copy.cache), "PYTHONPATH": str(copy.tree), "HYPOTHESIS_STORAGE_DIRECTORY": str(copy.cache)}


def _run(fork: Fork, plugin: _Asked) -> int:
    asking = fork.asking
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    options += ["--tb=short", "--no-header", *(["-x"] if asking.stop else [])]
    options += ["-m", f"not ({asking.left_out})"] if asking.left_out else []
    return int(pytest.main([*options, *asking.files], plugins=[plugin]))


def _traced(fork: Fork) -> int:
    import coverage

    measured = coverage.Coverage(data_file=fork.asking.coverage, source=[fork.copy.package, "tests"], config_file=False)
    measured.set_option("run:relative_files", True)
    measured.start()
    code = _run(fork, _Asked(fork, measured))
    measured.stop()
    measured.save()
    return code


class TooLongError(Exception):
    """A test that takes longer than the map waits for."""


class _Asked:
    """A plugin of pytest: picks the tests asked for, in their order, and writes down how each one ended."""

    def __init__(self, fork: Fork, measured: Any = None) -> None:
        self.asking, self.file, self.tree, self.measured = fork.asking, fork.report, fork.copy.tree, measured
        self.package = fork.copy.package

    def pytest_collection_modifyitems(self, session: Any, config: Any, items: list[Any]) -> None:
        module = sys.modules.get(self.package)
        if module is not None and not str(module.__file__).startswith(str(self.tree)):
            raise RuntimeError(f"{module.__file__} is not the copy")
        if not self.asking.tests:
            return
        order = {test: k for k, test in enumerate(self.asking.tests)}
        there = {item.nodeid for item in items}
        renamed = {test.split("[")[0]: k for test, k in order.items() if test not in there}
        rank = {item: order.get(item.nodeid, renamed.get(item.nodeid.split("[")[0])) for item in items}
        items[:] = sorted((i for i in items if rank[i] is not None), key=lambda i: rank[i])

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: Any, nextitem: Any) -> Any:
        began = time.process_time()
        if self.measured:
            self.measured.switch_context(item.nodeid)
        if self.asking.longest:
            signal.signal(signal.SIGPROF, _too_long)
            signal.setitimer(signal.ITIMER_PROF, self.asking.longest)
        yield
        if self.asking.longest:
            signal.setitimer(signal.ITIMER_PROF, 0.0)
        if self.measured:
            self.measured.switch_context("")
        if not self.asking.stop:
            self._write({"test": item.nodeid, "seconds": round(time.process_time() - began, 4)})

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed or (report.skipped and not self.asking.stop):
            self._write({"test": report.nodeid, "outcome": report.outcome, "when": report.when})

    def _write(self, row: Mapping[str, Any]) -> None:
        with open(self.file, "a", encoding="utf-8") as out:
            out.write(json.dumps(row) + "\n")


def _too_long(*_: Any) -> None:
    raise TooLongError
