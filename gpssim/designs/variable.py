"""What varies in a study: a parameter by its path, with the values it takes and how probable they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Self

import numpy as np
from pydantic import model_validator

from gpssim.designs.distributions import DISTRIBUTIONS, NAMES, VALUES, Settings, quantiles
from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.scenario.fields import Group, param

MOST_VALUES: Final = 10_000
Scalar = bool | int | float | str


class Variable(Group):
    """A parameter that varies.

    ``low``, ``high`` and ``mode`` may be left out where the scenario tests a range: then they are its ends and the value itself.

    Raises
    ------
    ScenarioError : no such distribution, a setting that it does not have or that is missing, or ends the wrong way around.
    """

    path: str = param("", "path", "the parameter: world.…, policy.levers.…, levers.…, open_tender.price_weight")
    distribution: str = param(
        "", "name", "around, uniform, loguniform, normal, lognormal, triangular or values; empty: around, or values"
    )
    low: float | None = param(None, "as the parameter", "lowest value; the tested range's where it is left out")
    high: float | None = param(None, "as the parameter", "highest value; the tested range's where it is left out")
    mode: float | None = param(
        None, "as the parameter", "middle of around, mode of triangular; the scenario's value where it is left out"
    )
    mean: float | None = param(None, "as the parameter", "mean of normal before it is cut off, median of lognormal")
    sd: float | None = param(
        None, "as the parameter", "standard deviation of normal before it is cut off; of the logarithm, of lognormal"
    )
    values: tuple[Scalar, ...] = param((), "as the parameter", "listed values, each alike in chance, in place of a distribution")
    levels: int | None = param(None, "levels", "number of levels in a full factorial design, both ends among them", ge=2, le=1000)
    whole: bool = param(False, "flag", "whether only whole numbers are taken; follows from the parameter")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not self.path:
            raise impossible("uncertain.path", self.path, "the path of a parameter")
        if self.distribution and self.distribution not in NAMES:
            raise unknown(f"distribution of {self.path}:", self.distribution, NAMES)
        if self.values and self.distribution not in ("", VALUES):
            raise ScenarioError(f"{self.path}: values are listed, so that distribution = {self.distribution!r} is impossible")
        if self.distribution == VALUES and not self.values:
            raise impossible(f"{self.path}.values", [], "a list of values")
        if len(self.values) > MOST_VALUES or len(set(self.values)) < len(self.values):
            raise impossible(f"{self.path}.values", list(self.values)[:5], f"at most {MOST_VALUES:,}, each once")
        self._check_settings()
        return self

    def _check_settings(self) -> None:
        """Settings that the distribution has, numbers the right way around."""
        if self.distribution in DISTRIBUTIONS:
            needed = {*DISTRIBUTIONS[self.distribution][1], *(("mode",) if self.distribution == "around" else ())}
            for name in ("mean", "sd", "mode"):
                if getattr(self, name) is not None and name not in needed:
                    raise unknown(f"setting of distribution {self.distribution} of {self.path}:", name, sorted(needed))
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise impossible(f"{self.path}.low", self.low, f"below its high = {self.high}")
        if self.sd is not None and not self.sd > 0.0:
            raise impossible(f"{self.path}.sd", self.sd, "above 0")
        if self.distribution in ("loguniform", "lognormal") and self.low is not None and self.low <= 0.0:
            raise impossible(f"{self.path}.low", self.low, f"above 0 where the distribution is {self.distribution}")
        if self.distribution == "lognormal" and self.mean is not None and self.mean <= 0.0:
            raise impossible(f"{self.path}.mean", self.mean, "above 0 where the distribution is lognormal")
        self._check_mode()

    def _check_mode(self) -> None:
        if None in (self.mode, self.low, self.high):
            return
        if not self.low <= self.mode <= self.high:  # type: ignore[operator]  # none of them is None
            raise impossible(f"{self.path}.mode", self.mode, f"from {self.low} to {self.high}")

    def values_at(self, places: np.ndarray) -> list[Any]:
        """The values at places from 0 to 1: quantiles of the distribution, listed values in equal parts."""
        u = np.asarray(places, dtype=float)
        if self.distribution == VALUES:
            rows = np.minimum((u * len(self.values)).astype(int), len(self.values) - 1)
            return [self.values[row] for row in rows]
        if self.whole:
            return self._whole_at(u)
        return [float(x) for x in quantiles(self.distribution, self._settings, u)]

    @property
    def _settings(self) -> Settings:
        given = (self.low, self.high, self.mode, self.mean, self.sd)
        return Settings(*(np.nan if one is None else float(one) for one in given))

    def _whole_at(self, u: np.ndarray) -> list[int]:
        """Whole numbers, each as probable as the half below and the half above it: ends as probable as the others."""
        own = self._settings
        found = np.floor(quantiles(self.distribution, own._replace(high=own.high + 1, mode=own.mode + 0.5), u))
        return [int(x) for x in np.clip(found, self.low, self.high)]

    def levels_of(self, default: int) -> list[Any]:
        """The levels of a full factorial: listed values, or equally probable steps from the lowest to the highest value."""
        if self.distribution == VALUES:
            return list(self.values)
        return list(dict.fromkeys(self.values_at(np.linspace(0.0, 1.0, self.levels or default))))

    def described(self) -> dict[str, Any]:
        """What a manifest says of it."""
        return {name: value for name, value in self.model_dump(mode="json").items() if value not in (None, [], "", False)}


def variables_of(asked: Iterable[Any]) -> tuple[Variable, ...]:
    """Variables from what was asked for: variables, tables of their settings, or paths alone.

    Raises
    ------
    ScenarioError : something else, or a path that stands twice.
    """
    found = tuple(_variable(one) for one in asked)
    paths = [one.path for one in found]
    twice = sorted({path for path in paths if paths.count(path) > 1})
    if twice:
        raise impossible("uncertain", twice[0], "a list in which each parameter stands once")
    return found


def _variable(one: Any) -> Variable:
    if isinstance(one, Variable):
        return one
    if isinstance(one, str):
        return Variable(path=one)
    if isinstance(one, Mapping):
        from gpssim.scenario.tree import validated

        return validated(Variable, one, f"uncertain.{one.get('path', '')}".rstrip("."))
    raise impossible("uncertain", one, "a path, or a table with path and range")


def filled(variable: Variable, path: str, value: Any, swept: tuple[float, float] | None) -> Variable:
    """The variable with its full path, and what it leaves out taken from the parameter.

    Parameters
    ----------
    value, swept : of the parameter in the scenario.

    Raises
    ------
    ScenarioError : no range is known, a range of what is no number, ends that are no whole numbers where they must be.
    """
    if variable.values:
        return variable.model_copy(update={"path": path, "distribution": VALUES})
    if isinstance(value, (bool, str)) or not isinstance(value, (int, float)):
        raise impossible(f"the range of {path}", value, "given by values: the parameter is no number")
    ends = {"low": variable.low, "high": variable.high}
    if None in ends.values() and swept is None:
        raise ScenarioError(f"{path} has no tested range: say low and high, or values")
    low, high = (given if given is not None else end for given, end in zip(ends.values(), swept or (0.0, 0.0), strict=True))
    found = variable.model_copy(update={"path": path, "low": low, "high": high, "whole": isinstance(value, int)})
    return _complete(found, float(value))


def _complete(variable: Variable, value: float) -> Variable:
    """The same with distribution and mode; checked once more, for its ends may come from the scenario."""
    low, high = float(variable.low or 0.0), float(variable.high or 0.0)
    kind = variable.distribution or "around"
    if variable.whole and not (low.is_integer() and high.is_integer()):
        raise impossible(f"the range of {variable.path}", [low, high], "from a whole number to a whole number")
    mode = variable.mode
    if mode is None and kind in ("around", "triangular"):
        mode = min(max(value, low), high)
    missing = [name for name in DISTRIBUTIONS[kind][1] if name in ("mean", "sd") and getattr(variable, name) is None]
    if missing:
        raise ScenarioError(f"{variable.path}: distribution {kind!r} needs {' and '.join(missing)}")
    said = {**variable.model_dump(exclude_unset=True), "distribution": kind, "low": low, "high": high}
    return Variable(**{**said, "whole": variable.whole, **({} if mode is None else {"mode": mode})})


def check_names(paths: Sequence[str], known: Collection[str]) -> None:
    """Refuse a path that is no parameter, with the nearest right ones.

    Raises
    ------
    UnknownNameError : as said.
    """
    for path in paths:
        if path not in known:
            raise unknown("parameter in uncertain:", path, known)
