"""What was simulated at which places, asked for once and kept: in memory, and in a file that a killed calibration goes on from."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from gpssim.studies.kept_numbers import check_mark

DIGITS: Final = 9
"""Decimals of a place in the unit cube: the last bits of a solver, which differ between machines, decide nothing."""
Ask = tuple[tuple[float, ...], int]
"""A place in the unit cube, and the number of the luck that it has there."""
Answer = tuple[Ask, np.ndarray]
Simulate = Callable[[Sequence[Ask]], Iterable[Answer]]
"""Moments ``(m,)`` of each run that is asked for, as it ends, in any order; missing where a run has none."""


class Evaluations:
    """Moments by place and luck.

    Parameters
    ----------
    simulate : makes what is not there yet.
    file : where each run is written as it ends, a line of JSON each; a line that a kill cut off is passed over.
    mark : of what is simulated and by what code, in the first line; a file with another one is refused.

    Raises
    ------
    StudyError : the file is of another calibration, or other code made it.
    """

    def __init__(self, simulate: Simulate, file: Path | None = None, mark: Mapping[str, Any] = MappingProxyType({})) -> None:
        self.simulate, self.file = simulate, file
        self.known: dict[Ask, np.ndarray] = {}
        if file is not None:
            self._begin(file, dict(mark))

    def at(self, places: np.ndarray, lucks: Sequence[int]) -> np.ndarray:
        """Moments at places ``(n, k)`` under each luck, shape ``(n, lucks, m)``; only what is not known is simulated."""
        asked = [ask_of(place, luck) for place in places for luck in lucks]
        self._make([ask for ask in dict.fromkeys(asked) if ask not in self.known])
        return np.array([self.known[ask] for ask in asked]).reshape(len(places), len(lucks), -1)

    def each(self, asked: Sequence[Ask]) -> np.ndarray:
        """Moments of single runs, shape ``(n, m)``."""
        self._make([ask for ask in dict.fromkeys(asked) if ask not in self.known])
        return np.array([self.known[ask] for ask in asked])

    def _make(self, missing: Sequence[Ask]) -> None:
        if not missing:
            return
        for ask, moments in self.simulate(missing):
            self.known[ask] = moments
            if self.file is not None:
                _append(self.file, {"place": ask[0], "luck": ask[1], "moments": _as_json(moments)})

    def _begin(self, file: Path, mark: dict[str, Any]) -> None:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            _append(file, {"calibration": mark})
            return
        first, *rows = list(_rows(file)) or [{}]
        holds = f"{file.parent} holds another calibration"
        check_mark(first.get("calibration"), mark, holds, f"give a folder of its own with --out, or remove {file}")
        for row in rows:
            moments = [np.nan if x is None else x for x in row["moments"]]
            self.known[tuple(row["place"]), int(row["luck"])] = np.array(moments, dtype=float)


def ask_of(place: np.ndarray, luck: int) -> Ask:
    """A place with the decimals that count, and a luck."""
    return tuple(float(x) for x in np.round(place, DIGITS)), int(luck)


def _as_json(moments: np.ndarray) -> list[float | None]:
    return [float(x) if np.isfinite(x) else None for x in moments]


def _append(file: Path, row: dict[str, Any]) -> None:
    """One line at the end, written before anything else is done; after one that a kill cut off, on a line of its own."""
    with file.open("ab+") as out:
        if out.tell():
            out.seek(-1, os.SEEK_END)
            torn = out.read(1) != b"\n"
            out.seek(0, os.SEEK_END)
            out.write(b"\n" * torn)
        out.write(json.dumps(row).encode() + b"\n")


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_bytes().splitlines():
        try:
            yield json.loads(line)
        except ValueError:  # cut off by a kill
            continue
