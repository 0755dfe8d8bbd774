"""The walk from a class, function or object to all of the user's own code and values that it names.

Everything that is found has a line of its own: functions, classes, values of modules and classes by name, each with a digest, so
that two studies differ in a name that somebody can look up. References between them are by name, so that circles do no harm. Code
of gpssim, of Python and of installed packages is not entered: their versions stand for it. A function, class or object with a text
``gpssim_identity`` is believed and not entered.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import BuiltinFunctionType, CodeType, FunctionType, GetSetDescriptorType, MemberDescriptorType, MethodType, ModuleType
from typing import Any, Final

import numpy as np
from pydantic.fields import FieldInfo

from gpssim.studies.own_code import classes, values
from gpssim.studies.own_code.bytecode import Read, read
from gpssim.studies.own_code.functions import cells, wrapped
from gpssim.studies.own_code.lines import Lines
from gpssim.studies.own_code.whose import GPSSIM, INSTALLED, OWN, installed_as, whose

SAYS: Final = "gpssim_identity"
"""The attribute by which a user's code says itself what it is."""
_OF_MODULES: Final = {f"__{word}__" for word in ("builtins", "cached", "doc", "file", "loader", "name", "package", "path", "spec")}
_BY_TEXT: Final = {"getattr", "globals", "vars", "eval", "exec", "attrgetter", "methodcaller", "__dict__"}
"""Functions that take the name of what they use from a text."""


@dataclass(frozen=True)
class Covered:
    """What a walk found."""

    entries: dict[str, str]
    """By name: a number as it is, a digest of anything else; versions of packages; ``Python``: code is compiled by its version."""
    missed: dict[str, str]
    """What has no content to be told by, by name: its kind."""
    words: frozenset[str]
    """Texts in code and values: they may name other plug-ins."""


def covered(root: Any) -> Covered:
    """Everything of the user's own that decides what a class, function or object does."""
    walk = _Walk(home=getattr(root, "__module__", None) or type(root).__module__)
    try:
        walk.value("itself", root, walk.told)
    except Exception as error:  # own classes may answer anything to any question
        walk.missed["itself"] = f"{type(error).__name__}: {error}"
    python = ".".join(map(str, sys.version_info[:2]))
    return Covered({"Python": python, **dict(sorted(walk.entries.items()))}, walk.missed, frozenset(walk.words))


@dataclass
class _Walk(Lines):
    home: str = ""
    """The module of what the walk starts from: a package that is installed is entered where the plug-in itself is in it."""
    _seen: set[tuple[int, str]] = field(default_factory=set)
    """What was used of which module, or namespace."""

    # ------------------------------------------------------------ what stands for a thing

    def told(self, thing: Any) -> str:
        """What stands for anything in a digest."""
        if type(thing) in values.PLAIN:
            self.words |= {thing} if isinstance(thing, str) else set()
            return f"{type(thing).__name__} {thing!r}"
        if id(thing) in self._open:
            return f"up {len(self._open) - self._open.index(id(thing))}"
        self._open.append(id(thing))
        self._alive.append(thing)
        try:
            return self._said(thing) or self._told(thing)
        except values.NotCoveredError as error:
            return self.miss(str(error))
        except RecursionError:
            return self.miss("nested too deep")
        finally:
            self._open.pop()

    def _said(self, thing: Any) -> str:
        said = vars(thing).get(SAYS) if isinstance(thing, type) else getattr(thing, SAYS, None)
        return f"says {said!r}" if isinstance(said, str) else ""

    def _told(self, thing: Any) -> str:
        for kinds, how in _WAYS:
            if isinstance(thing, kinds):
                return how(self, thing)
        inner = None if self._own(type(thing).__module__) else wrapped(thing)
        if inner is not None:
            return f"{type(thing).__name__} of {self.told(inner)}"
        hint = values.of_hint(thing, self.told)
        return hint or values.of_instance(thing, self.told)

    def _container(self, thing: Any) -> str:
        if type(thing) in values.CONTAINERS:
            return values.of_container(thing, self.told)
        return values.of_instance(thing, self.told)

    def _method(self, thing: MethodType) -> str:
        return f"method {self.told(thing.__func__)} of {self.told(thing.__self__)}"

    def _builtin(self, thing: Any) -> str:
        module, name = str(getattr(thing, "__module__", "") or ""), getattr(thing, "__qualname__", thing.__name__)
        owner = getattr(thing, "__self__", None)
        bound = "" if owner is None or isinstance(owner, ModuleType) else self.told(owner)
        return f"{self._elsewhere(module)} {name} {bound}"

    def _property(self, thing: property) -> str:
        return f"property {self.told([thing.fget, thing.fset, thing.fdel])}"

    def _array(self, thing: np.ndarray) -> str:
        return values.of_array(thing, self.told)

    def _field(self, thing: FieldInfo) -> str:
        return values.of_field(thing, self.told)

    def _slot(self, thing: Any) -> str:
        return f"slot {thing.__name__}"

    def _module(self, thing: ModuleType) -> str:
        return f"module {thing.__name__}" if self._own(thing.__name__) else self._elsewhere(thing.__name__)

    def _class(self, cls: type) -> str:
        if not self._own(cls.__module__):
            return f"{self._elsewhere(cls.__module__)} {cls.__module__}.{cls.__qualname__}"
        return self.line(cls, "class", self._of_class)

    def _function(self, function: FunctionType) -> str:
        module = function.__globals__.get("__name__") or function.__module__ or ""
        if not self._own(module):
            within = [getattr(function, "__wrapped__", None), *filter(callable, cells(function).values())]
            inside = self.told(within) if any(within) else ""
            return f"{self._elsewhere(module)} {module}.{function.__qualname__} {inside}"
        return self.line(function, "function", self._of_function)

    def _code(self, code: CodeType) -> str:
        return values.digest(*read(code, self.told).lines)

    # ------------------------------------------------------------ whose

    def _own(self, module: str) -> bool:
        """Whether code is entered: the user's own, and where the plug-in itself is installed, the package that it is in."""
        owner = whose(module)
        return owner == OWN or (owner == INSTALLED and module.partition(".")[0] == self.home.partition(".")[0])

    def _elsewhere(self, module: str) -> str:
        """What stands for code that is not entered; an installed package's version gets a line."""
        owner = whose(module)
        if owner == INSTALLED:
            self.entries |= {f"package {name}": version for name, version in installed_as(module).items()}
        return f"package {module.partition('.')[0]}" if owner in (INSTALLED, GPSSIM) else owner

    # ------------------------------------------------------------ functions and classes of one's own

    def _of_function(self, function: FunctionType) -> Iterator[str]:
        found = read(function.__code__, self.told)
        self.words |= found.words
        yield from found.lines
        yield self.told([function.__defaults__, function.__kwdefaults__])
        for name, value in cells(function).items():
            yield self.value(f"{self._names[id(function)]}.{name}", value, self.told)
        yield self.told({name: value for name, value in vars(function).items() if name != "__wrapped__"})
        if hasattr(function, "__wrapped__"):
            yield self.told(function.__wrapped__)
        yield from self._named(function.__globals__, found.names, found)
        for level, name in found.imports:
            yield self._imported(function.__globals__, level, name, found)

    def _named(self, space: dict[str, Any], names: Iterable[str], found: Read) -> Iterator[str]:
        """A line for everything that code uses of a module, by name."""
        if not _BY_TEXT.isdisjoint({*found.names, *found.attributes}):
            names = [*names, *sorted(found.words & space.keys() - set(names))]
        for name in names:
            if name in space and name not in _OF_MODULES:
                yield f"{name}: {self._global(space, name, found)}"

    def _global(self, space: dict[str, Any], name: str, found: Read) -> str:
        value = space[name]
        if isinstance(value, ModuleType) and self._own(value.__name__):
            return f"module {name} {' '.join(self._used_of(value, found))}"
        if isinstance(value, FunctionType | type | ModuleType):
            return self.told(value)
        if self._by_name(value, name):
            return f"{self._elsewhere(type(value).__module__)} {name}"
        key = f"{space.get('__name__', '')}.{name}"
        if (id(space), name) not in self._seen:
            self._seen.add((id(space), name))
            with self.inside():
                self.value(key, value, self.told)
        return key

    def _by_name(self, value: Any, name: str) -> bool:
        """Whether a module that is not entered holds the value under the same name (``from scipy.stats import norm``)."""
        module = type(value).__module__
        return not self._own(module) and getattr(sys.modules.get(module), name, None) is value

    def _used_of(self, module: ModuleType, found: Read) -> Iterator[str]:
        """What code may use of a module of one's own: all that it holds under a name that the code takes of anything."""
        space = vars(module)
        names = sorted(found.attributes & space.keys())
        key = (id(module), " ".join(names))
        if key not in self._seen:
            self._seen.add(key)
            yield from self._named(space, names, found)

    def _imported(self, space: dict[str, Any], level: int, name: str, found: Read) -> str:
        """What code imports when it runs."""
        whole = importlib.util.resolve_name("." * level + name, str(space.get("__package__") or "")) if level else name
        if whose(whole) not in (OWN, INSTALLED) or not self._own(whole):
            return self._elsewhere(whole)
        try:
            module = importlib.import_module(whole)
        except Exception as error:  # a module of the user's own may raise anything
            return self.miss(f"import of {whole}: {type(error).__name__}")
        return f"import {whole} {' '.join(self._used_of(module, found))}"

    def _of_class(self, cls: type) -> Iterator[str]:
        yield from (self.told(base) for base in (*cls.__mro__[1:], type(cls)))
        for name, value in classes.contents(cls):
            told = self.value(f"{self._names[id(cls)]}.{name}", value, self.told)
            yield f"{name}: {told}" if isinstance(value, FunctionType | type) else name


_WAYS: Final[tuple[tuple[Any, Callable[[_Walk, Any], str]], ...]] = (
    (type, _Walk._class),
    (FunctionType, _Walk._function),
    (ModuleType, _Walk._module),
    (MethodType, _Walk._method),
    (CodeType, _Walk._code),
    ((BuiltinFunctionType, *classes.METHODS), _Walk._builtin),
    (property, _Walk._property),
    ((GetSetDescriptorType, MemberDescriptorType), _Walk._slot),
    (np.ndarray, _Walk._array),
    (FieldInfo, _Walk._field),
    (values.CONTAINERS, _Walk._container),
)
"""How each kind of thing is told."""
