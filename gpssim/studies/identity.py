"""Which study it is: everything that decides its numbers, and the first thing in which two studies differ.

The number of workers, the folder and the number of replications do not belong to it.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, Final

from gpssim.records.digest import text_digest
from gpssim.studies.own_code import SAYS

IDENTITY: Final = ("version", "seed", "scenario", "policy_definitions", "closures", "sources", "corners")
"""Entries of the manifest that make up the identity; those that a kind of study does not have are left out."""
FIXED: Final = (*IDENTITY, "keep", "package")
"""Entries in which a folder and the study that continues it must agree."""


def package_version() -> str:
    """The version of gpssim."""
    return str(getattr(sys.modules["gpssim"], "__version__", "unknown"))


def package_numbers() -> str:
    """Which numbers this version makes: the same word in two versions means the same numbers to the last bit.

    It is the digest of stored runs of every part of the market, written into ``numbers.toml`` when one of them changed.
    """
    text = (resources.files("gpssim") / "numbers.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text).get(package_version(), "unknown"))


def identity_of(manifest: Mapping[str, Any]) -> str:
    """The digest of what decides the numbers."""
    return text_digest(json.dumps({name: manifest[name] for name in IDENTITY if name in manifest}, sort_keys=True))


def another_study(there: Mapping[str, Any], here: Mapping[str, Any]) -> str | None:
    """Why a folder does not hold this study, or may not, in words; ``None`` where it does."""
    difference = first_difference(there, here)
    if difference is not None:
        field, old, new = difference
        if field == "package":
            return "the code of gpssim itself is not the one that ran there (same version, other files)"
        if field.startswith("sources.") and None in (old, new):
            return f"{field} is part of it {'here' if old is None else 'there'} only"
        return f"{field} is {short(old)} there and {short(new)} here"
    for plugin, missed in here.get("not_covered", {}).items():
        for name, kind in missed.items():
            return (
                f"nobody can tell whether it is the same: {name} of {plugin} ({kind}) has no content to compare; "
                f"give the {plugin.partition(' ')[0]} a text {SAYS} that says what it is"
            )
    return None


def short(value: Any) -> str:
    """A value as messages show it."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def first_difference(there: Mapping[str, Any], here: Mapping[str, Any]) -> tuple[str, Any, Any] | None:
    """The first field in which two manifests differ: its dotted name and both values; ``None`` where they agree."""
    for name in FIXED:
        for path, old, new in _differences(name, there.get(name), here.get(name)):
            return path, old, new
    return None


def _differences(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(f"{path}.{key}", old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            name = one.get("name", place) if isinstance(one, dict) else place
            yield from _differences(f"{path}.{name}", one, other)
    elif old != new:
        yield path, old, new
