"""The indicators there are: a file in ``analysis/indicators`` that exports ``INDICATOR`` is one; others are registered."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Final

from gpssim.analysis.indicator import FAMILIES, Indicator
from gpssim.errors import ScenarioError, unknown

ENTRY_POINTS: Final = "gpssim.indicators"
"""Entry-point group of indicators in other packages."""

_REGISTERED: Final[dict[str, Indicator]] = {}


def indicators() -> dict[str, Indicator]:
    """Every indicator by name: family by family, primary ones first."""
    found = {**_shipped(), **_REGISTERED}
    order = sorted(found.values(), key=lambda i: (FAMILIES.index(i.family), not i.primary))
    return {i.name: i for i in order}


def indicator(name: str | Indicator) -> Indicator:
    """An indicator by name; one of your own is handed through.

    Raises
    ------
    UnknownNameError : no indicator has the name.
    """
    if isinstance(name, Indicator):
        return name
    known = indicators()
    if name not in known:
        raise unknown("indicator", name, known)
    return known[name]


def register_indicator(new: Indicator) -> Indicator:
    """Make an indicator known by its name.

    Raises
    ------
    ScenarioError : another indicator has the name.
    """
    if indicators().get(new.name, new) != new:
        raise ScenarioError(f"there is an indicator {new.name!r} already")
    _REGISTERED[new.name] = new
    return new


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Indicator]:
    """Indicators of the folder and of installed packages."""
    package = import_module("gpssim.analysis.indicators")
    modules = [m.name for m in iter_modules(package.__path__) if not m.name.startswith("_")]
    found = {name: import_module(f"{package.__name__}.{name}").INDICATOR for name in modules}
    return found | {point.name: point.load() for point in entry_points(group=ENTRY_POINTS)}
