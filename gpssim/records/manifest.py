"""The manifest of a folder: what was run, with what, and how it ended; it is checked before anything is believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from gpssim.errors import StudyError
from gpssim.files.nearest import near
from gpssim.records.digest import text_digest

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
"""Version of this layout; results of another one are refused."""
CHECK: Final = "check"
"""Entry with the digest of all that says what the numbers mean."""
OF_THE_END: Final = frozenset(
    ("complete", "status", "replications", "digest", "digests", "parts", "aborted", "versions", "platform", "command", "source",
     "commit", "written", "planned", CHECK)
)  # fmt: skip
"""Entries that change while the study is what it is: how it ended, and who wrote the manifest last."""


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _drawn(value: Any) -> bool:
    if not isinstance(value, dict):
        return _objects(value)
    return all(isinstance(column, list) for column in value.values()) and len({len(column) for column in value.values()}) < 2


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


NEEDED: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "identity": (lambda value: isinstance(value, str), "a digest"),
    "policies": (_names, "a list of names"),
    "closures": (_names, "a list of names"),
    "months": (_whole, "a whole number"),
    "warm_up": (_whole, "a whole number"),
    "seed": (_whole, "a whole number"),
    "scenario": (lambda value: isinstance(value, dict) and isinstance(value.get("world"), dict), "a scenario with its world"),
    "policy_definitions": (_objects, "a list of policies"),
}
"""What every manifest holds since there is this layout."""
POSSIBLE: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "worlds": (_objects, "a list of worlds"),
    "drawn": (_drawn, "columns of values, or a list of worlds"),
    "aborted": (_objects, "a list of runs"),
    "parts": (_names, "a list of names"),
    "complete": (lambda value: isinstance(value, bool), "true or false"),
}


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder.

    Raises
    ------
    StudyError : no such folder, no, unreadable or damaged manifest, or a layout of another version.
    """
    if not folder.is_dir():
        raise StudyError(f"{folder} is not a folder: no results there{near(folder, folders=True)}")
    if not (folder / MANIFEST).is_file():
        raise StudyError(f"{folder} holds no study: there is no {MANIFEST} in it")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise StudyError(f"{folder / MANIFEST} cannot be read: {error}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise StudyError(f"{folder} is in layout {found!r}, this gpssim reads layout {FORMAT}")
    wrong = _fault(manifest)
    if wrong:
        raise StudyError(f"{folder} is damaged: in {MANIFEST} {wrong}; put it back from a copy, or choose another folder")
    return manifest


def _fault(manifest: Mapping[str, Any]) -> str:
    """What is wrong with a manifest, if anything is."""
    for name, (holds, domain) in {**NEEDED, **POSSIBLE}.items():
        if name not in manifest:
            if name in NEEDED:
                return f"{name} is missing"
        elif not holds(manifest[name]):
            return f"{name} is {str(manifest[name])[:40]!r}, it must be {domain}"
    if CHECK in manifest and manifest[CHECK] != check_of(manifest):
        return "what it says of the study was changed after it was written"
    return ""


def check_of(manifest: Mapping[str, Any]) -> str:
    """The digest of what a manifest says of its study, whatever happens to be finished of it."""
    said = {name: value for name, value in manifest.items() if name not in OF_THE_END}
    return text_digest(json.dumps(said, sort_keys=True, ensure_ascii=False))


def written_manifest(manifest: Mapping[str, Any]) -> str:
    """The text of a manifest, its check in it."""
    return json.dumps({**manifest, CHECK: check_of(manifest)}, indent=1, ensure_ascii=False, allow_nan=False)
