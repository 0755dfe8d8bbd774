"""How to cite the program, and a study made with it: BibTeX from ``CITATION.cff``, which lies in every installation."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from gpssim.errors import StudyError

FILE: Final = "CITATION.cff"
SPECIAL: Final = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}"}
"""Characters that BibTeX reads as something else."""


def citation() -> dict[str, Any]:
    """What ``CITATION.cff`` says: beside the package in an installation, above it in a clone.

    Raises
    ------
    StudyError : it is in neither place.
    """
    import yaml

    package = Path(str(files("gpssim")))
    for path in (package / FILE, package.parent / FILE):
        if path.is_file():
            told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
            return told
    raise StudyError(f"this installation has no {FILE}: install gpssim again")


def bibtex(manifest: Mapping[str, Any] | None = None) -> str:
    """The entry of the program; with the manifest of a study in results, its version, seed and digest, too.

    Parameters
    ----------
    manifest : of results, as ``results.manifest``.
    """
    told = citation()
    version = str((manifest or {}).get("version") or told["version"])
    fields = {
        "author": " and ".join(map(_author, told["authors"])),
        "title": "{" + _plain(told["title"]) + "}",
        "version": _plain(version),
        "year": str(told.get("date-released", ""))[:4],
        "doi": str(told.get("doi", "")),
        "url": str(told.get("url") or told.get("repository-code") or ""),
        "license": _plain(str(told.get("license", ""))),
        "note": _note(manifest),
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join((f"@software{{gpssim-{version},", *lines, "}"))


def _author(author: Mapping[str, str]) -> str:
    """A person as ``Family, Given``; a group in braces, so that its name is not taken apart."""
    if "family-names" in author:
        return ", ".join(filter(None, (_plain(author["family-names"]), _plain(author.get("given-names", "")))))
    return "{" + _plain(author["name"]) + "}"


def _note(manifest: Mapping[str, Any] | None) -> str:
    if manifest is None:
        return ""
    said = {"scenario": "scenario_name", "seed": "seed", "digest of results": "digest"}
    told = [f"{words} {_plain(str(manifest[key]))}" for words, key in said.items() if manifest.get(key) is not None]
    return ", ".join(told)


def _plain(text: str) -> str:
    return "".join(SPECIAL.get(character, character) for character in text)
