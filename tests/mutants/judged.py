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
    changes = (
        (row["id"], tuple(row[k] for k in ("file", "function", "was", "becomes"))) for row in rows if row["outcome"] == "survived"
    )
    return {id: by_change[change] for id, change in changes if change in by_change}  # type: ignore[index]
