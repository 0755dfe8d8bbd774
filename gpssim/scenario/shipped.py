"""What comes with the package: the presets' texts, what they say of sources, and as which of them a scenario began."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from gpssim.scenario.declarations.source import Source

Entry = tuple[str, str, tuple[float, float] | None, bool]
"""Path, source, range, whether it is fixed."""


@cache
def preset_names() -> tuple[str, ...]:
    """The scenarios that come with the package, sorted."""
    folder = resources.files("gpssim.scenario") / "presets"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def preset_text(name: str) -> str:
    """The TOML text of a preset, comments and all."""
    return (resources.files("gpssim.scenario") / "presets" / f"{name}.toml").read_text(encoding="utf-8")


def origin_of(sources: Sequence[Source]) -> str:
    """The preset as which a scenario began: the one that says most of what the scenario says of sources; empty: none.

    A scenario has no memory. What a preset says of sources goes along with a copy of it and nobody else says it in the same words.
    """
    said = {_entry(source) for source in sources if source.value is None}
    shared = {name: len(said & entries_of(name)) for name in preset_names()}
    nearest = max(shared, key=lambda name: shared[name])
    return nearest if shared[nearest] else ""


def says_so(preset: str, source: Source) -> bool:
    """Whether a preset says just this of a source."""
    return bool(preset) and source.value is None and _entry(source) in entries_of(preset)


@cache
def entries_of(preset: str) -> frozenset[Entry]:
    """What a preset says of sources and ranges."""
    return frozenset(_entry(Source(**_tuples(one))) for one in tomllib.loads(preset_text(preset)).get("sources", ()))


def _tuples(one: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(map(float, value)) if isinstance(value, list) else value for key, value in one.items()}


def _entry(source: Source) -> Entry:
    return source.path, source.source, source.swept, source.fixed
