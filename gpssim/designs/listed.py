"""Listed points: a table of one's own, a row a point and a column a parameter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gpssim.designs.base import MOST_POINTS, Design, Point
from gpssim.designs.variable import Variable
from gpssim.errors import ScenarioError, impossible
from gpssim.files.reading import text_of
from gpssim.plugins import plugin
from gpssim.scenario.fields import param
from gpssim.scenario.written import scalar_in
from gpssim.streams import Luck


@plugin
class Listed(Design):
    """Points of any other program: a CSV whose head names parameters by their paths. An empty cell leaves the parameter alone."""

    name = "listed"
    label = "listed points"
    label_zh = "自列各点"
    source = "one's own"
    least = 0

    file: str = param("", "file", "a CSV with the points, sought beside the study file")

    def places(self, variables: Sequence[Variable], luck: Luck) -> np.ndarray:
        """Nothing: listed points have no places in a cube."""
        return np.empty((0, len(variables)))

    def points(self, variables: Sequence[Variable], luck: Luck) -> list[Point]:
        if variables:
            raise ScenarioError("uncertain is impossible beside the design listed: its points say what varies")
        return points_in(self.file)


def points_in(file: str) -> list[Point]:
    """The points in a CSV.

    Raises
    ------
    ScenarioError : no such file, no head, rows of another length, or no point.
    """
    import csv

    if not file:
        raise impossible("listed.file", file, "the name of a CSV")
    try:
        rows = [row for row in csv.reader(text_of(file).splitlines(keepends=True)) if row]
    except csv.Error as error:
        raise ScenarioError(f"{file} cannot be read: {error}") from None
    if len(rows) < 2:
        raise impossible(f"the points in {file}", len(rows), "a head with the parameters' paths, and a row or more below")
    if len(rows) - 1 > MOST_POINTS:
        raise impossible(f"the number of points in {file}", f"{len(rows) - 1:,}", f"at most {MOST_POINTS:,}")
    head = [word.strip() for word in rows[0]]
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(head):
            raise ScenarioError(f"{file}, line {number}: {len(row)} cells stand below {len(head)} parameters")
    return [{path: scalar_in(cell.strip()) for path, cell in zip(head, row, strict=True) if cell.strip()} for row in rows[1:]]
