"""The formats: a file of this folder that exports ``FORMAT`` is one.

>>> sorted(formats())
['csv', 'dta', 'parquet', 'xlsx']
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gpssim.errors import unknown
from gpssim.exports.formats.base import Format


@cache
def formats() -> dict[str, Format]:
    """Every format by the ending of its files."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {one.name: one for one in found}


def format_of(name: str) -> Format:
    """A format by name, with what it needs at hand.

    Raises
    ------
    UnknownNameError : no format has the name.
    StudyError : a package that it needs is not installed.
    """
    if name not in formats():
        raise unknown("export format", name, formats())
    formats()[name].check()
    return formats()[name]
