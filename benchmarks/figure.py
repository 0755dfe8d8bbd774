"""One figure of the report: a value, its unit, and the bar it should reach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One figure; ``at_least`` and ``at_most`` are its bar, and a ``goal`` beyond it lies in the same direction.

    ``ratio`` says whether it is comparable between machines: ratios are, seconds and bytes are told for the record only.
    """

    name: str
    value: float
    unit: str = "x"
    at_least: float | None = None
    at_most: float | None = None
    goal: float | None = None
    ratio: bool = True

    @property
    def bar(self) -> str:
        """The bar in words, empty where there is none."""
        if self.at_least is not None:
            return f">= {self.at_least:g}"
        return "" if self.at_most is None else f"<= {self.at_most:g}"

    @property
    def verdict(self) -> str:
        """Whether bar and goal are reached, in a word."""
        if not self.bar:
            return ""
        if not self._reaches(self.at_least if self.at_least is not None else self.at_most):
            return "MISSED"
        return "goal" if self.goal is not None and self._reaches(self.goal) else "ok"

    def _reaches(self, mark: float | None) -> bool:
        assert mark is not None
        return self.value >= mark if self.at_least is not None else self.value <= mark
