"""Plug-ins that floors below the registry look up by name: those of the package, those installed, those registered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

from gpssim.errors import unknown
from gpssim.plugins import class_in, discover
from gpssim.scenario.written import settings_in


class Shelf:
    """The plug-ins of one kind by name. The registry writes into ``added``; everybody else reads.

    Parameters
    ----------
    kind : what a plug-in is called in messages, such as ``payment rule``.
    package : the folder in which a file is a plug-in, and the name of the entry points of other packages.
    base : the class they derive from.
    """

    def __init__(self, kind: str, package: str, base: type) -> None:
        self.kind, self.package, self.base = kind, package, base
        self.added: dict[str, type] = {}

    @cached_property
    def _found(self) -> Mapping[str, type]:
        shipped = discover(self.package, lambda module: class_in(module, self.base))
        points: Any = entry_points(group=self.package)
        return MappingProxyType({**shipped, **{point.name: point.load() for point in points}})

    def known(self) -> dict[str, type]:
        """Every plug-in by name, sorted."""
        return dict(sorted({**self._found, **self.added}.items()))

    def of(self, name: str, text: str = "") -> Any:
        """The plug-in of that name with the parameters in ``text`` (``name=value``, separated by commas), the others as declared.

        Raises
        ------
        UnknownNameError : no such plug-in or parameter; the nearest right ones are named.
        ScenarioError : a value outside its domain, or a text that is no list of settings.
        """
        cls = self.added.get(name) or self._found.get(name)
        if cls is None:
            raise unknown(self.kind, name, self.known())
        return _made(cls, text)


@lru_cache(maxsize=256)
def _made(cls: type, text: str) -> Any:
    return cls(**settings_in(text))
