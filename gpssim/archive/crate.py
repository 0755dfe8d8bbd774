"""The metadata of an archive as an RO-Crate (https://w3id.org/ro/crate): what it is, what is in it, and what made what."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from gpssim.errors import StudyError
from gpssim.exports.citing import citation

METADATA: Final = "ro-crate-metadata.json"
KINDS: Final = {
    "study/manifest.json": "what was run, with what, and how it ended",
    "study/study.toml": "the study file: question, policies, design, seed",
    "study/scenario.toml": "the scenario of the study",
    "study/points.csv": "the points at which the study looks",
    "README.md": "what is in this archive, and how to use it",
    "CITATION.cff": "how to cite the program",
    "ODD.md": "the model described by the ODD protocol",
}
FOLDERS: Final = {
    "code/": "the program as a Python package",
    "study/": "the results: tables of every run as Parquet, tables and figures made of them",
}
FORMATS: Final = {
    ".cff": "application/yaml", ".csv": "text/csv", ".json": "application/json", ".md": "text/markdown", ".pdf": "application/pdf",
    ".png": "image/png", ".svg": "image/svg+xml", ".toml": "application/toml",
}  # fmt: skip


def need_rocrate() -> None:
    """Refuse to pack where the library is missing.

    Raises
    ------
    StudyError : the line says what to install.
    """
    if find_spec("rocrate") is None:
        raise StudyError('archives need the package rocrate: pip install "gpssim[archive]"')


def write_crate(staged: Path, manifest: Mapping[str, Any], said: Mapping[str, str]) -> None:
    """Write the metadata of a folder that is to be packed.

    Parameters
    ----------
    staged : the folder, everything else already in it.
    manifest : of the study.
    said : ``name``, ``description``, ``license`` (an address) and ``author`` (may be empty) of the archive.
    """
    from rocrate.model.softwareapplication import SoftwareApplication
    from rocrate.rocrate import ROCrate

    crate = ROCrate(gen_preview=False, version="1.1")
    crate.name, crate.description = said["name"], said["description"]
    crate.datePublished = _date(manifest)
    crate.license = _named(crate, said["license"], "CreativeWork", "the license of this archive")
    if said["author"]:
        crate.root_dataset["author"] = _named(crate, "#author", "Person", said["author"])
    files = _files(crate, staged)
    told = citation()
    version = str(manifest.get("version", told["version"]))
    program = crate.add(
        SoftwareApplication(crate, "#gpssim", {"name": told["title"], "version": version, "softwareVersion": version})
    )
    address = told.get("repository-code") or told.get("url")
    if address:
        program["url"] = str(address)
    _made_by(crate, program, files, manifest)
    crate.metadata.write(staged)


def _date(manifest: Mapping[str, Any]) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(str(manifest["written"]))


def _named(crate: Any, address: str, kind: str, name: str) -> Any:
    from rocrate.model.contextentity import ContextEntity

    return crate.add(ContextEntity(crate, address, {"@type": kind, "name": name}))


def _files(crate: Any, staged: Path) -> dict[str, Any]:
    """Every file but those of the program, which stand for themselves in their folder."""
    for folder, meaning in FOLDERS.items():
        if (staged / folder).is_dir():
            crate.add_directory(staged / folder, folder, properties={"name": folder.rstrip("/"), "description": meaning})
    found = {}
    for path in sorted(staged.rglob("*")):
        name = path.relative_to(staged).as_posix()
        if path.is_file() and not name.startswith("code/"):
            kind = FORMATS.get(path.suffix, "application/octet-stream")
            said = {"name": path.name, "encodingFormat": kind, "contentSize": str(path.stat().st_size)}
            if name in KINDS:
                said["description"] = KINDS[name]
            found[name] = crate.add_file(path, name, properties=said)
    return found


def _made_by(crate: Any, program: Any, files: Mapping[str, Any], manifest: Mapping[str, Any]) -> None:
    """What made the results: the program, from the study file."""
    from rocrate.model.contextentity import ContextEntity

    made = [entity for name, entity in files.items() if name.startswith("study/") and name not in KINDS]
    said = {"@type": "CreateAction", "name": f"the study with seed {manifest['seed']}", "endTime": str(manifest["written"])}
    action = crate.add(ContextEntity(crate, "#study", said))
    action["instrument"] = program
    action["object"] = [files[name] for name in ("study/study.toml", "study/scenario.toml", "study/points.csv") if name in files]
    action["result"] = [files["study/manifest.json"], *made]
    crate.root_dataset["mentions"] = action
