"""Where a number of a scenario comes from, and over which range studies of uncertain worlds vary it."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.scenario.fields import Group, param
from gpssim.scenario.wording import Note

Stated = bool | int | float | str | tuple[float, ...]


class Source(Group):
    """What is said of a parameter, or of all in a group: source, range, or both; the longest path wins, then what is said last."""

    path: str = param("", "path", "dotted path of a parameter, or of a group for all in it")
    source: Note = param("", "text", "published figure with its mark (VERIFIED, DERIVED, DATA, MEMORY), or assumption; empty: nothing is said of it")
    swept: tuple[float, float] | None = param(None, "as declared", "range over uncertain worlds, in place of the general one")
    fixed: bool = param(False, "flag", "the same in all uncertain worlds")
    value: Stated | None = param(None, "as declared", "the value that the source is of: it says nothing of another; not given: of any")

    @model_validator(mode="after")
    def _range_or_fixed(self) -> Self:
        if self.swept and (self.fixed or self.swept[0] >= self.swept[1]):
            raise impossible(f"sources: swept of {self.path}", self.swept, "two rising ends, given where fixed is false")
        return self
