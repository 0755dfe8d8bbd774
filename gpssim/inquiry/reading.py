"""Reading a study file: what it names is sought beside it, and everything that is wrong is said before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from gpssim.errors import ScenarioError, impossible
from gpssim.files.nearest import near
from gpssim.files.places import place_of
from gpssim.files.reading import beside, can_be_read, folder_beside, text_of
from gpssim.inquiry.study_file import StudyFile
from gpssim.scenario.files import parsed
from gpssim.scenario.shipped import preset_names
from gpssim.scenario.tree import validated

STUDY_FILE: Final = "study.toml"
"""Under which a study file lies beside its results."""


def load_study(path: str | Path) -> StudyFile:
    """The study that a file describes, or that a folder of results was made from.

    Parameters
    ----------
    path : a TOML file, or a folder in which a study file lies; ``-`` is standard input.

    Raises
    ------
    ScenarioError : no such file, no TOML, unknown keys or impossible values (one line each).
    """
    if not isinstance(path, str | Path):
        raise impossible("study", path, "the path of a study file")
    file = place_of(path) / STUDY_FILE if str(path) != "-" and place_of(path).is_dir() else path
    if not can_be_read(str(file)):
        if file is not path:
            raise ScenarioError(f"{path} holds no study file")
        raise ScenarioError(f"{path} is no file{near(path, folders=None) or ': gpssim study new writes one'}")
    tree = parsed(text_of(str(file)), str(file))
    return validated(StudyFile, found_beside(tree, file))


def found_beside(tree: Mapping[str, Any], file: str | Path) -> dict[str, Any]:
    """The same with whole paths of the scenario and of listed points that lie beside the file."""
    found, folder = dict(tree), folder_beside(file)
    if folder is None:
        return found
    scenario = found.get("scenario")
    if isinstance(scenario, str) and scenario not in preset_names():
        found["scenario"] = beside(folder, scenario)
    design = found.get("design")
    if isinstance(design, Mapping) and isinstance(design.get("file"), str):
        found["design"] = {**design, "file": beside(folder, design["file"])}
    return found
