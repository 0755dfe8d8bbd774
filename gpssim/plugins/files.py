"""What makes a file a plug-in: it lies in the folder of its kind and holds one thing that is named like it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from gpssim.errors import GpssimError


def discover(package: str, found_in: Callable[[ModuleType], object | None]) -> dict[str, Any]:
    """Every plug-in of a package by the name of its file; a file in which ``found_in`` sees none is passed over."""
    folder = import_module(package)
    names = sorted(module.name for module in iter_modules(folder.__path__) if not module.ispkg)
    found = {name: found_in(import_module(f"{package}.{name}")) for name in names}
    return {name: thing for name, thing in found.items() if thing is not None}


def class_in(module: ModuleType, base: type) -> type | None:
    """The one concrete class of a module that derives from ``base``; its ``name`` is the file's name.

    Raises
    ------
    GpssimError : two such classes, or one that is named otherwise than its file.
    """
    own = [c for c in vars(module).values() if isinstance(c, type) and issubclass(c, base) and c.__module__ == module.__name__]
    concrete = [c for c in own if not isabstract(c) and hasattr(c, "name")]
    if not concrete:
        return None
    file = module.__name__.rpartition(".")[2]
    if len(concrete) > 1 or concrete[0].name != file:
        names = ", ".join(f"{c.__name__}.name = {c.name!r}" for c in concrete)
        raise GpssimError(f"{module.__name__} must hold one {base.__name__} with name = {file!r}, not {names}")
    return concrete[0]


def thing_in(module: ModuleType, export: str) -> Any:
    """What a module exports under a name, its own ``name`` being the file's; ``None`` where it exports nothing.

    Raises
    ------
    GpssimError : it is named otherwise than its file.
    """
    thing, file = getattr(module, export, None), module.__name__.rpartition(".")[2]
    if thing is not None and thing.name != file:
        raise GpssimError(f"{module.__name__}.{export} must have name = {file!r}, not {thing.name!r}")
    return thing
