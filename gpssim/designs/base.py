"""The shape all designs share: how many variables in, places in the unit cube out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Final

import numpy as np

from gpssim.designs.variable import Variable
from gpssim.errors import impossible
from gpssim.streams import Luck

MOST_POINTS: Final = 1_000_000
"""More points than this are a slip of the hand."""
Point = dict[str, Any]
"""Dotted path to value."""


class Design(ABC):
    """Where a study looks. A design is a frozen plug-in class; its fields are its parameters; it keeps nothing."""

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    """For tables and messages, English."""
    label_zh: ClassVar[str]
    """For tables and messages, Chinese."""
    source: ClassVar[str]
    luck: ClassVar[str] = "common"
    """Whose luck a point has, where a study does not say: ``common``, that of the replication, the same at all points, so that
    differences between points are paired; or ``own``, so that luck averages out over the points."""
    least: ClassVar[int] = 1
    """Fewest variables with which it makes sense."""

    @abstractmethod
    def places(self, variables: Sequence[Variable], luck: Luck) -> np.ndarray:
        """The points as places in the unit cube.

        Parameters
        ----------
        variables : at least :attr:`least`.
        luck : of the study's seed; draws are named by variable, so that another variable leaves them as they are.

        Returns
        -------
        Array ``(points, variables)`` of numbers from 0 to 1.
        """

    def points(self, variables: Sequence[Variable], luck: Luck) -> list[Point]:
        """The points, in order: what each variable is there.

        Raises
        ------
        ScenarioError : too few variables for the design, or too many points for any study.
        """
        if len(variables) < self.least:
            raise impossible("uncertain", [v.path for v in variables], f"at least {self.least} for the design {self.name}")
        places = self.places(variables, luck)
        if len(places) > MOST_POINTS:
            raise impossible(f"the number of points of {self.name}", f"{len(places):,}", f"at most {MOST_POINTS:,}")
        columns = {v.path: v.values_at(places[:, k]) for k, v in enumerate(variables)}
        return [{path: column[row] for path, column in columns.items()} for row in range(len(places))]
