"""The plug-ins of one kind by name: those of the package, those that others install, those that a script registers."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType, ModuleType
from typing import Any

import cloudpickle

from gpssim.errors import GpssimError, SaidWarning, unknown
from gpssim.plugins.files import class_in, discover, thing_in
from gpssim.plugins.sound import check_decorated, check_shape, check_words
from gpssim.scenario.written import settings_in


class UnusableWarning(SaidWarning):
    """An installed plug-in cannot be used."""


@dataclass(eq=False, kw_only=True)
class Shelf:
    """Where the plug-ins of a kind are found, whoever made them. All are checked alike; nothing is imported before somebody asks.

    One name means one thing: where an installed plug-in has the name of a shipped one, or two packages install one name, every
    use of the kind is refused in one line that names both places. An installed plug-in that cannot be used (its import fails, or
    it is no plug-in of the kind) is left out with one warning, and only who asks for it by name is refused: a broken package
    spoils no study that does not need it.
    """

    called: str
    """What a plug-in is called in messages."""
    shape: str
    """Address of the class that plug-ins derive from, or are objects of where files export one."""
    package: str
    """The folder in which a file is a plug-in."""
    group: str
    """The entry points by which other packages announce theirs."""
    export: str = ""
    """The name under which a file holds its plug-in, an object; empty: a plug-in is the file's one class."""
    words: tuple[str, ...] = ("name", "label", "label_zh", "source")
    """Attributes that must be text."""
    in_runs: bool = True
    """Whether runs use them: then what is registered travels to worker processes."""
    registered: dict[str, Any] = field(default_factory=dict)
    """Those of this process."""

    def known(self) -> dict[str, Any]:
        """Every plug-in that can be used, by name, sorted."""
        return dict(sorted({**self._found, **self.registered}.items()))

    def names(self) -> frozenset[str]:
        """Every name that is taken, those of installed plug-ins that cannot be used among them."""
        return frozenset({*self._found, *self._unusable, *self.registered})

    def find(self, name: str) -> Any:
        """The plug-in of that name.

        Raises
        ------
        UnknownNameError : there is none; the nearest right names are given.
        GpssimError : it is installed and cannot be used, or a name of the kind is claimed twice.
        """
        thing = self.registered.get(name) or self._found.get(name)
        if thing is not None:
            return thing
        if name in self._unusable:
            raise GpssimError(self._unusable[name])
        raise unknown(self.called, name, self.known())

    def made(self, name: str, settings: str = "") -> Any:
        """The plug-in of that name with parameters written as ``advance=0.3, stages=4``, the others as declared.

        Raises
        ------
        UnknownNameError, GpssimError : as for :meth:`find`, or no such parameter.
        ScenarioError : a value outside its domain, or a text that is no list of settings.
        """
        return _made(self.find(name), settings)

    def register(self, thing: Any) -> None:
        """Make a plug-in known to this process; one that was registered under its name before is replaced.

        A module whose plug-in is installed may register it all the same, as a script does: it is known already.

        Raises
        ------
        GpssimError : it is no plug-in of this kind, or a shipped or installed one has its name.
        """
        self.check(thing)
        taken = self._place(thing.name)
        if taken and thing.name in self._points and _is_that_of(self._points[thing.name], thing):
            return
        if taken:
            raise GpssimError(f"{self.called} name {thing.name!r} is taken by {taken}: {_origin(thing)} needs another")
        self.registered[thing.name] = thing
        _by_value(thing)

    def forget(self, name: str) -> None:
        """Undo :meth:`register`; a name that was not registered is passed over."""
        self.registered.pop(name, None)

    def check(self, thing: Any) -> None:
        """Refuse what cannot be a plug-in of this kind: its shape, its name and labels, its decoration.

        Raises
        ------
        GpssimError : the first thing that is wrong, in one line.
        """
        check_shape(self.called, thing, self.base, is_object=bool(self.export))
        check_words(self.called, thing, self.words)
        if isinstance(thing, type):
            check_decorated(self.called, thing)

    def refresh(self) -> None:
        """Look again, when next asked, into the folder and at what is installed."""
        for looked_up in ("shipped", "installed", "_found", "_points", "_unusable"):
            self.__dict__.pop(looked_up, None)

    @cached_property
    def base(self) -> type:
        """The class behind ``shape``."""
        module, _, name = self.shape.partition(":")
        found: type = getattr(import_module(module), name)
        return found

    @cached_property
    def shipped(self) -> Mapping[str, Any]:
        """Those of the package's own folder."""
        found = discover(self.package, self._in_file)
        for thing in found.values():
            self.check(thing)
        return MappingProxyType(found)

    @cached_property
    def installed(self) -> Mapping[str, Any]:
        """Those of other packages that can be used; a warning names each of the others."""
        found: dict[str, Any] = {}
        for name, point in self._points.items():
            try:
                found[name] = self._loaded(point)
            except Exception as error:  # a foreign module may raise anything while it is imported
                line = "{called} {name!r} of {place} (installed by {package}) cannot be used: {reason}"
                by = {"place": point.value, "package": _package(point)}
                told = UnusableWarning(line, called=self.called, name=name, **by, reason=_one_line(error))
                self._unusable[name] = str(told)
                warnings.warn(told, stacklevel=2)
        return MappingProxyType(found)

    @cached_property
    def _found(self) -> Mapping[str, Any]:
        return {**self.shipped, **self.installed}

    @cached_property
    def _unusable(self) -> dict[str, str]:
        """Why installed plug-ins cannot be used, by name."""
        return {}

    @cached_property
    def _points(self) -> Mapping[str, EntryPoint]:
        """Entry points by name; names are compared before anything foreign is imported."""
        found: dict[str, EntryPoint] = {}
        for point in entry_points(group=self.group):
            taken = _by(found[point.name]) if point.name in found else self._shipped_place(point.name)
            if taken:
                raise GpssimError(f"{self.called} name {point.name!r} is taken by {taken}: {_by(point)} needs another")
            found[point.name] = point
        return found

    def _in_file(self, module: ModuleType) -> Any:
        return thing_in(module, self.export) if self.export else class_in(module, self.base)

    def _loaded(self, point: EntryPoint) -> Any:
        thing = point.load()
        self.check(thing)
        if thing.name != point.name:
            raise GpssimError(f"it calls itself {thing.name!r}")
        return thing

    def _shipped_place(self, name: str) -> str:
        return f"{self.package}.{name}" if name in self.shipped else ""

    def _place(self, name: str) -> str:
        """Where a name is taken that others than a script gave; empty: it is free."""
        return self._shipped_place(name) or (_by(self._points[name]) if name in self._points else "")


@lru_cache(maxsize=256)
def _made(cls: Any, settings: str) -> Any:
    return cls(**settings_in(settings))


def _by(point: EntryPoint) -> str:
    """Who installs an entry point."""
    return f"{point.value} (installed by {_package(point)})"


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "an unknown package"


def _is_that_of(point: EntryPoint, thing: Any) -> bool:
    """Whether an entry point announces this very thing; while its module is imported, what it will be called is not there yet."""
    module = sys.modules.get(point.module)
    if isinstance(thing, type):
        return module is not None and thing.__module__ == point.module and thing.__qualname__ == point.attr
    return module is not None and getattr(module, point.attr, thing) is thing


def _origin(thing: Any) -> str:
    """What is registered, as messages call it."""
    return f"{thing.__module__}.{thing.__qualname__}" if isinstance(thing, type) else "the one that is registered"


def _one_line(error: Exception) -> str:
    said = str(error).partition("\n")[0]
    return said if isinstance(error, GpssimError) else f"{type(error).__name__}: {said}"


def _by_value(thing: Any) -> None:
    """A class of a module that worker processes may not be able to import travels as a whole, with its module."""
    name = getattr(thing, "__module__", "")
    module = sys.modules.get(name)
    if module is not None and name != "__main__" and not name.startswith("gpssim."):
        cloudpickle.register_pickle_by_value(module)
