"""A finished study as one file for CoMSES or Zenodo: results, program, description, metadata."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from gpssim.archive.crate import need_rocrate, write_crate
from gpssim.archive.readme import readme_of
from gpssim.archive.repacking import repacked
from gpssim.errors import StudyError, impossible
from gpssim.exports.citing import FILE as CITATION
from gpssim.files.nearest import near
from gpssim.files.places import place_of
from gpssim.files.writing import whole
from gpssim.records.folder import ASIDE
from gpssim.records.manifest import MANIFEST, written_manifest
from gpssim.records.runs import ABORTED
from gpssim.records.single import FINISHED
from gpssim.records.tables import TABLES
from gpssim.sources import files_in
from gpssim.studies.finding import Found, found, no_study
from gpssim.studies.lock import LOCK
from gpssim.studies.provenance import package_digest

LICENSE: Final = "https://spdx.org/licenses/CC-BY-4.0"
PROJECT: Final = ("pyproject.toml", "LICENSE", "README.md")
"""What lies beside the package in a clone and makes it one that can be installed."""
STORED: Final = (".parquet", ".png", ".pdf", ".zip", ".xlsx", ".gz")
"""Files that are packed tightly already."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the same study and program make the same bytes."""


@dataclass(frozen=True)
class Archive:
    """An archive that was written.

    Attributes
    ----------
    path : the file.
    bytes : its size, with program and metadata.
    before, after : size of the parts of the study, and what they take in the archive, joined and packed.
    terms : its license.
    same_program : whether the program in it is the one that made the results last.
    """

    path: Path
    bytes: int
    before: int
    after: int
    terms: str
    same_program: bool


def exported(
    folder: str | Path,
    archive: str | Path,
    *,
    title: str = "",
    author: str = "",
    terms: str = LICENSE,
    odd: str | Path | None = None,
) -> Archive:
    """Pack a finished study; what is unpacked from it can be read, extended and made again as the folder can.

    Parameters
    ----------
    folder : of a finished study; it is only read.
    archive : the zip file to write; one that is there is replaced when the new one is whole.
    title : of the archive; the question of the study file, or its scenario, by default.
    author : who made the study.
    terms : the license of the archive, an address (SPDX).
    odd : a description of the model by the ODD protocol, as Markdown; one called ``ODD.md`` in the folder is found by itself.

    Raises
    ------
    StudyError : no study there, an unfinished or damaged one, or the library for metadata is missing.
    ScenarioError : an archive that is no ``.zip`` or lies in the folder, a description that is no file.
    """
    need_rocrate()
    source, target = place_of(folder), place_of(archive)
    if target.suffix != ".zip" or source.resolve() in target.resolve().parents:
        raise impossible("archive", str(archive), "a file that ends in .zip and lies outside the study")
    described = place_of(odd) if odd is not None else source / "ODD.md"
    if odd is not None and not described.is_file():
        raise impossible("odd", str(odd), f"a file with a description of the model{near(odd)}")
    known = _finished(source)
    manifest = known.manifest or {}
    said = {"name": title or _title(source, manifest), "license": terms, "author": author, "description": _description(manifest)}
    with TemporaryDirectory(prefix="gpssim-archive-") as temporary:
        staged = Path(temporary)
        before, after = _stage_study(known, source, staged / "study")
        _stage_program(staged)
        if described.is_file():
            shutil.copyfile(described, staged / "ODD.md")
        same = manifest.get("source") == package_digest()
        (staged / "README.md").write_text(readme_of(staged, manifest, said, same), encoding="utf-8")
        write_crate(staged, manifest, said)
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole(target) as file:
            _zip(staged, file)
    return Archive(target, target.stat().st_size, before, after, terms, same)


def _finished(folder: Path) -> Found:
    """What is in a folder, if it is a finished study and nothing of it is damaged."""
    known = found(folder)
    if known.manifest is None:
        raise no_study(folder)
    if known.damaged:
        raise StudyError(f"{folder} is damaged: {next(iter(known.damaged.values()))}; the same study run again into it mends it")
    if not known.manifest.get("complete") or known.waiting:
        raise StudyError(f"{folder} is not finished: gpssim study resume {folder}")
    assert ABORTED not in known.manifest.get("status", {})  # a complete study has none
    return known


def _title(folder: Path, manifest: Mapping[str, Any]) -> str:
    import tomllib

    file = folder / "study.toml"
    question = tomllib.loads(file.read_text(encoding="utf-8")).get("question", "") if file.is_file() else ""
    return question or f"A study of {manifest.get('scenario_name', 'a market')} with gpssim"


def _description(manifest: Mapping[str, Any]) -> str:
    policies, status = ", ".join(manifest["policies"]), manifest.get("status", {})
    runs = ", ".join(f"{n} {name.lower()}" for name, n in status.items())
    what = "Results of an agent-based study of government purchase of social services"
    return f"{what} under {policies}: runs {runs}; seed {manifest['seed']}."


def _stage_study(known: Found, source: Path, target: Path) -> tuple[int, int]:
    """The study, its parts joined and packed, everything else as it is; returns the bytes of the parts, before and after."""
    manifest, names, before, after = dict(known.manifest or {}), [], 0, 0
    for table, name, data in repacked(known.parts, manifest):
        (target / table).mkdir(parents=True, exist_ok=True)
        (target / table / f"{name}.parquet").write_bytes(data)
        names += [name] * (name not in names)
        after += len(data)
    for path in sorted(source.rglob("*")):
        place = path.relative_to(source)
        if path.is_file() and place.parts[0] in (*TABLES, "runs") and path.suffix == ".parquet":
            before += path.stat().st_size
        elif path.is_file() and place.parts[0] not in (ASIDE, FINISHED, LOCK, MANIFEST) and not path.name.startswith((".", "~")):
            (target / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / place)
    (target / MANIFEST).write_text(written_manifest({**manifest, "parts": names}), encoding="utf-8")
    return before, after


def _stage_program(staged: Path) -> None:
    """The package, what makes it one that can be installed where it is a clone, and how to cite it."""
    package = resources.files("gpssim")
    for name, file in files_in(package):
        if not name.endswith(".pyc"):
            (staged / "code" / "gpssim" / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / "code" / "gpssim" / name).write_bytes(file.read_bytes())
    above = Path(str(package)).parent
    for name in PROJECT if (above / "pyproject.toml").is_file() else ():
        if (above / name).is_file():
            shutil.copyfile(above / name, staged / "code" / name)
    for place in (Path(str(package)), above):
        if (place / CITATION).is_file():
            shutil.copyfile(place / CITATION, staged / CITATION)
            shutil.copyfile(place / CITATION, staged / "code" / CITATION)


def _zip(folder: Path, file: Path) -> None:
    """Every file of a folder, in order, with one time."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
            entry.external_attr = 0o644 << 16
            how = zipfile.ZIP_STORED if path.suffix in STORED else zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes(), how)
