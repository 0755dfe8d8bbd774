"""The package's own files, wherever it was imported from: a folder, a zip on the path, compiled files alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

Source = tuple[str, bytes]
"""Name below the package, with slashes, and content."""


def code_of(*places: str) -> list[Source]:
    """The code in folders and files of the package (``rules``, ``streams``), sorted by name: sources, else what is compiled."""
    package = resources.files("gpssim")
    found = {name: file for place in places for name, file in _code(package, place)}
    return [(name, file.read_bytes().replace(b"\r\n", b"\n")) for name, file in sorted(found.items())]


def files_in(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """Every file of a folder and the folders in it, by its name below the folder; what Python compiles beside them is left out."""
    for entry in folder.iterdir():
        name = f"{above}{entry.name}"
        if entry.is_file():
            yield name, entry
        elif entry.name != "__pycache__" and entry.is_dir():
            yield from files_in(entry, f"{name}/")


def _code(package: Traversable, place: str) -> Iterator[tuple[str, Traversable]]:
    folder = package.joinpath(*place.split("/"))
    if not folder.is_dir():
        files = [(f"{place}{suffix}", package.joinpath(*f"{place}{suffix}".split("/"))) for suffix in (".py", ".pyc")]
        yield from _of_code([file for file in files if file[1].is_file()])
    else:
        yield from _of_code(list(files_in(folder, f"{place}/")))


def _of_code(files: list[tuple[str, Traversable]]) -> Iterator[tuple[str, Traversable]]:
    """Those that hold code: a compiled file only where its source is not there."""
    names = {name for name, _ in files}
    for name, file in files:
        if name.endswith(".py") or (name.endswith(".pyc") and name[:-1] not in names):
            yield name, file
