"""Whose code a module is: of gpssim, of Python, of an installed package, or somebody's own."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.metadata import packages_distributions, version
from typing import Final

GPSSIM, PYTHON, INSTALLED, OWN = "gpssim", "Python", "installed", "own"
BUILT_ON: Final = {
    "annotated_types", "cloudpickle", "jinja2", "matplotlib", "mesa", "networkx", "numba", "numpy", "pandas", "pyarrow", "pydantic",
    "pydantic_core", "rich", "scipy", "tomli_w", "typer", "typing_extensions", "typing_inspection", "yaml",
}  # fmt: skip
_SITES: Final = {"site-packages", "dist-packages"}


def whose(module: str) -> str:
    """Whose a module is, by its name and where its file lies; what has no file was typed, and is one's own.

    So is what runs as ``__main__``, whatever file started it: a kernel of notebooks lies among installed packages.
    """
    top = module.partition(".")[0]
    if top == "__main__":
        return OWN
    file = _file(module) or _file(top)
    if top == "gpssim":
        return GPSSIM
    if top in sys.stdlib_module_names and (not file or file.startswith((sys.base_prefix, os.path.dirname(os.__file__)))):
        return PYTHON
    return INSTALLED if not _SITES.isdisjoint(file.replace("\\", "/").split("/")) else OWN


def _file(module: str) -> str:
    return str(getattr(sys.modules.get(module), "__file__", None) or "")


def installed_as(module: str) -> dict[str, str]:
    """The packages that an installed module belongs to, with versions; none for what gpssim itself is built on.

    Their versions are in the manifest already and decide as little as they do for gpssim's own code.
    """
    top = module.partition(".")[0]
    if top in BUILT_ON:
        return {}
    packages = packages_of().get(top) or []
    return {name: version(name) for name in sorted(set(packages))} or {
        top: str(getattr(sys.modules.get(top), "__version__", "unknown"))
    }


@cache
def packages_of() -> dict[str, list[str]]:
    """Installed packages by the modules that they hold."""
    return {module: list(names) for module, names in packages_distributions().items()}
