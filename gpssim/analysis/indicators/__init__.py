"""The indicators: a file of this folder that exports ``INDICATOR`` is one; others register by name or entry point.

>>> indicator("coverage").unit
'share'
"""

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
    """Make an indicator known by its name for this session; registering a name of one's own again replaces it.

    Raises
    ------
    ScenarioError : a shipped or installed indicator has the name.
    """
    if new.name in _shipped():
        raise ScenarioError(f"indicator name {new.name!r} is taken by the package or an installed one")
    _REGISTERED[new.name] = new
    return new


def forget_indicator(name: str) -> None:
    """Undo :func:`register_indicator`; a name that was not registered is passed over."""
    _REGISTERED.pop(name, None)


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Indicator]:
    """Indicators of this folder and of installed packages."""
    found = {module.name: import_module(f"{__name__}.{module.name}").INDICATOR for module in iter_modules(__path__)}
    return found | {point.name: point.load() for point in entry_points(group=ENTRY_POINTS)}
