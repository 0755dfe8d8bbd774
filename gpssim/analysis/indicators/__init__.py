"""The indicators: a file of this folder that exports ``INDICATOR`` is one; others are registered, or installed by entry point.

>>> indicator("coverage").unit
'share'
"""

from __future__ import annotations

from gpssim.analysis.indicator import FAMILIES, Indicator
from gpssim.plugins import SHELVES


def indicators() -> dict[str, Indicator]:
    """Every indicator by name: family by family, primary ones first."""
    order = sorted(SHELVES["indicator"].known().values(), key=lambda i: (FAMILIES.index(i.family), not i.primary))
    return {i.name: i for i in order}


def indicator(name: str | Indicator) -> Indicator:
    """An indicator by name; one of your own is handed through.

    Raises
    ------
    UnknownNameError : no indicator has the name.
    """
    found: Indicator = name if isinstance(name, Indicator) else SHELVES["indicator"].find(name)
    return found


def register_indicator(new: Indicator) -> Indicator:
    """Make an indicator known by its name for this session, as ``gpssim.register("indicator", new)`` does.

    Raises
    ------
    GpssimError : a shipped or installed indicator has the name.
    """
    SHELVES["indicator"].register(new)
    return new


def forget_indicator(name: str) -> None:
    """Undo :func:`register_indicator`; a name that was not registered is passed over."""
    SHELVES["indicator"].forget(name)
