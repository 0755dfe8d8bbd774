"""Whether what is said of a source holds: a source is of a value, and says nothing of another that was put in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from gpssim.scenario.declarations.scenario import Scenario
from gpssim.scenario.declarations.source import Source
from gpssim.scenario.files import load_scenario
from gpssim.scenario.shipped import origin_of, says_so
from gpssim.scenario.stating import ASSUMPTION

SAYS_NOTHING: Final = ("convention", "computational scale", "policy choice")
"""Declared sources that are true of any value, because they claim none."""


class Evidence:
    """What a scenario says of its values.

    Attributes
    ----------
    origin : the preset as which the scenario began; empty: none, its values are measured against the model's defaults.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.sources = scenario.sources
        self.origin = origin_of(scenario.sources)
        self._at: dict[str, list[Source]] = {}
        for source in scenario.sources:
            self._at.setdefault(source.path, []).append(source)
        self._now, self._before = scenario.numbered(), _of_preset(self.origin)

    def altered(self, path: str, value: Any, default: Any) -> bool:
        """Whether a value is the author's own: neither the preset's nor, where no preset has the parameter, the default."""
        return bool(value != self._before.get(path, default))

    def source(self, path: str, value: Any, declared: tuple[Any, str]) -> str:
        """Where a value comes from: what is said of it, what is declared with the default, or an assumption.

        Parameters
        ----------
        declared : default and source as declared.
        """
        said = [s for s in self._around(path) if s.source and self._holds(s, path, value, declared[0])]
        if said:
            return said[-1].source
        default, source = declared
        general = value == default or source in SAYS_NOTHING or source.startswith(ASSUMPTION)
        return source if general and not self.altered(path, value, default) else ASSUMPTION

    def swept(self, path: str, value: Any, default: Any, general: tuple[float, float] | None) -> tuple[float, float] | None:
        """The range over which uncertain worlds vary a value; a value of the author's own is fixed unless they give a range."""
        altered = self.altered(path, value, default)
        said = [s for s in self._around(path) if (s.swept or s.fixed) and not (altered and says_so(self.origin, s))]
        if said:
            return said[-1].swept
        return None if altered else general

    def idle(self) -> Iterator[tuple[Source, Any]]:
        """What is said of a parameter and does not hold, because it is of another value: with the value as it is now."""
        for source in self.sources:
            value = self._now.get(source.path)
            if value is not None and not self._holds(source, source.path, value, value):
                yield source, value

    def _around(self, path: str) -> list[Source]:
        """What is said of a parameter and of the groups around it, the nearest last."""
        words = path.split(".")
        return [s for i in range(len(words)) for s in self._at.get(".".join(words[: i + 1]), ())]

    def _holds(self, source: Source, path: str, value: Any, default: Any) -> bool:
        if source.value is not None:
            return bool(self._now.get(source.path, value) == source.value)
        return not (says_so(self.origin, source) and self.altered(path, value, default))


@cache
def _of_preset(name: str) -> Mapping[str, Any]:
    return (load_scenario(name) if name else Scenario()).numbered()
