"""Mutants of a file, each known by what it changes and not by where: it stays the same when lines above it move."""

from __future__ import annotations

import difflib
import hashlib
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.operators.operator import Operator
from operators import chosen, is_mute, sound
from syntax import Source


@dataclass(frozen=True)
class Mutant:
    """One small fault: ``was`` becomes ``becomes`` in ``function`` of ``file`` (the ``nth`` such line of the function)."""

    file: str
    function: str
    was: str
    becomes: str
    nth: int
    operator: str
    line: int
    text: str
    """The whole file with the fault."""

    @property
    def id(self) -> str:
        words = "\0".join((self.file, self.function, self.was, self.becomes, str(self.nth)))
        return hashlib.blake2b(words.encode(), digest_size=5).hexdigest()

    @property
    def compiles(self) -> bool:
        try:
            compile(self.text, self.file, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return False
        return True

    def difference(self, before: str) -> str:
        lines = difflib.unified_diff(
            before.splitlines(), self.text.splitlines(), self.file, f"{self.file} ({self.id})", lineterm=""
        )
        return "\n".join(lines)


class Workshop:
    """Makes the mutants of a tree as its configuration says."""

    def __init__(self, root: Path, configuration: Mapping[str, Any]) -> None:
        self.root, self.configuration = root, configuration
        self._operators: dict[str, Operator] = chosen(configuration["operators"])
        self._declares = frozenset(configuration.get("declares", ()))

    @classmethod
    def of(cls, root: Path) -> Workshop:
        return cls(root, tomllib.loads((root / "tests" / "mutants" / "mutants.toml").read_text(encoding="utf-8")))

    def files(self, only: Iterable[str] = ()) -> list[str]:
        """Files that are mutated, below the paths of ``only`` if there are any."""
        targets = [path for paths in self.configuration["targets"].values() for path in paths]
        found = {f.relative_to(self.root).as_posix() for path in targets for f in self._below(path)}
        kept = [path.strip("/") for path in only]
        return sorted(f for f in found if not kept or any(f == p or f.startswith(p + "/") for p in kept))

    def _below(self, path: str) -> Iterable[Path]:
        place = self.root / path
        return place.rglob("*.py") if place.is_dir() else [place] if place.exists() else []

    def folder(self, file: str) -> str:
        """The target a file counts under: that with the longest path."""
        matching = [
            (len(path), name)
            for name, paths in self.configuration["targets"].items()
            for path in paths
            if file == path or file.startswith(path + "/")
        ]
        return max(matching)[1]

    @cache  # noqa: B019 - one workshop a program
    def source(self, file: str) -> Source:
        return Source((self.root / file).read_text(encoding="utf-8"), self._declares)

    def mutants(self, file: str) -> list[Mutant]:
        """Every mutant of a file once, in the order of its lines."""
        source = self.source(file)
        seen: Counter[tuple[str, str, str]] = Counter()
        made, texts = [], set()
        for name, place, text in sorted(self._changes(source), key=lambda c: (c[1], c[0])):
            if text == source.text or text in texts:
                continue
            texts.add(text)
            was, becomes = _changed_lines(source.lines, text.splitlines())
            key = (source.function(place[0]), was, becomes)
            made.append(Mutant(file, *key, seen[key], name, place[0], text))
            seen[key] += 1
        return made

    def _changes(self, source: Source) -> Iterator[tuple[str, tuple[int, int], str]]:
        """Operator, place and the whole changed text."""
        starts = [0]
        for line in source.text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        for node in ast_nodes(get_ast(source.text)):
            if is_mute(node):
                continue
            for name, operator in self._operators.items():
                for index, (place, _) in enumerate(operator.mutation_positions(node)):
                    if sound(name, node) and source.counts(place):
                        begin, old = _offset(starts, node), node.get_code()
                        for new in _mutated(operator, node, index):
                            yield name, place, source.text[:begin] + new + source.text[begin + len(old) :]

    def sample(self, mutants: Iterable[Mutant], size: int, seed: int) -> list[Mutant]:
        """``size`` of them by lot; the lot hangs on seed and mutant alone, so that a larger sample holds the smaller one."""
        return sorted(mutants, key=lambda m: hashlib.blake2b(f"{seed}/{m.id}".encode(), digest_size=8).digest())[:size]

    def changed_lines(self, reference: str) -> dict[str, set[int]]:
        """Lines of each file that are other than at a commit."""
        command = ["git", "-C", str(self.root), "diff", "-U0", "--no-color", "--relative", reference, "--", "*.py"]
        found: dict[str, set[int]] = {}
        file = ""
        for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
            if line.startswith("+++ b/"):
                file = line[6:]
            elif match := re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line):
                first, number = int(match[1]), int(match[2] or 1)
                found.setdefault(file, set()).update(range(first, first + number))
        return found


def _offset(starts: list[int], node: Any) -> int:
    line, column = node.get_start_pos_of_prefix()
    return starts[line - 1] + column


def _mutated(operator: Operator, node: Any, index: int) -> Iterator[str]:
    """Code of a node after an operator worked on it; the node is as before afterwards."""
    leaves = [n for n in ast_nodes(node) if hasattr(n, "value")]
    values, children = [n.value for n in leaves], list(getattr(node, "children", ()))
    with suppress(AttributeError):  # cosmic-ray's does not know a dotted name behind except
        yield operator.mutate(node, index).get_code()
    for leaf, value in zip(leaves, values, strict=True):
        leaf.value = value
    if children:
        node.children = children


def _changed_lines(before: list[str], after: list[str]) -> tuple[str, str]:
    """The lines that differ, on one line each."""
    first = next((k for k, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    last = next((k for k, (a, b) in enumerate(zip(before[::-1], after[::-1], strict=False)) if a != b), 0)
    last = min(last, len(before) - first, len(after) - first)
    return _joined(before[first : len(before) - last]), _joined(after[first : len(after) - last])


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
