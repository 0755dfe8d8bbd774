"""A file of one's own or one that comes with the package, by name: the same way for targets and for searches."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from gpssim.files.nearest import no_file
from gpssim.files.reading import can_be_read, text_of
from gpssim.inquiry.reading import found_beside
from gpssim.scenario.fields import Group
from gpssim.scenario.files import parsed
from gpssim.scenario.tree import validated

Kind = TypeVar("Kind", bound=Group)


def names_in(shipped: Path) -> list[str]:
    """The files of a folder of the package, by name, in order."""
    return sorted(path.stem for path in shipped.glob("*.toml"))


def named_file(kind: type[Kind], given: str | Path | Mapping[str, Any] | Kind, shipped: Path, what: str) -> Kind:
    """What a file declares: by the name of a shipped one, from TOML, as a table, or as it is.

    Parameters
    ----------
    kind : the declaration.
    shipped : folder of the files that come with the package.
    what : the word for such a file, said where there is none.

    Raises
    ------
    GpssimError : it cannot be read, or something in it is impossible (one line each).
    """
    if isinstance(given, kind):
        return given
    if isinstance(given, Mapping):
        return validated(kind, given)
    name = str(given)
    if name in names_in(shipped):
        return validated(kind, parsed((shipped / f"{name}.toml").read_text(encoding="utf-8"), name))
    if not can_be_read(name):
        raise no_file(f"{what} (neither a shipped name nor a file):", name, names_in(shipped))
    return validated(kind, found_beside(parsed(text_of(name), name), name))


def schema_of(kind: type[Group], title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of such a file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **kind.model_json_schema(), "title": title}
