"""Survivors that somebody looked at: why each of them is not a hole in the tests, or is left open."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERDICTS = ("equivalent", "accepted")
"""Nothing that the package promises is other with the mutant; something is, and it is left to the tests not asked, or to nobody."""


@dataclass(frozen=True)
class Verdict:
    """``was`` becomes ``becomes`` in ``function`` of ``file``: what was found, and why."""

    file: str
    function: str
    was: str
    becomes: str
    verdict: str
    reason: str

    @property
    def change(self) -> tuple[str, str, str, str]:
        return self.file, self.function, self.was, self.becomes


def verdicts(file: Path) -> list[Verdict]:
    """What ``survivors.toml`` says; a verdict of another name or without a reason is refused."""
    if not file.exists():
        return []
    found = [Verdict(**entry) for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("survivor", [])]
    for entry in found:
        if entry.verdict not in VERDICTS or len(entry.reason) < 10:
            raise ValueError(f"a survivor of {entry.file} needs a verdict ({', '.join(VERDICTS)}) and a reason: {entry.was}")
    return found


def judge(rows: Iterable[Mapping[str, Any]], known: Iterable[Verdict]) -> dict[str, str]:
    """Verdict of each mutant that survived and was looked at, by its id."""
    by_change = {entry.change: entry.verdict for entry in known}
    lived = {row["id"]: change_of(row) for row in rows if row["outcome"] == "survived"}
    return {mutant: by_change[change] for mutant, change in lived.items() if change in by_change}


def change_of(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """What tells a mutant from others, as :class:`Verdict` has it."""
    return row["file"], row["function"], row["was"], row["becomes"]
