"""Writing study files: of a study that somebody made in Python or typed, and beside the results of one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpssim.errors import ScenarioError, StudyError
from gpssim.files.writing import write_text
from gpssim.inquiry.reading import STUDY_FILE
from gpssim.inquiry.study_file import StudyFile
from gpssim.plugins import parameters
from gpssim.scenario import Scenario
from gpssim.scenario.files import toml_text as scenario_text
from gpssim.scenario.sampling import LEVELS
from gpssim.scenario.shipped import preset_names
from gpssim.scenario.tree import tree_of
from gpssim.studies.points import design_of, split

if TYPE_CHECKING:
    from gpssim.studies import Study

SCENARIO_FILE, POINTS_FILE = "scenario.toml", "points.csv"


def study_file_of(study: Study, scenario: str, question: str = "", **more: Any) -> StudyFile:
    """The study file of a study.

    Parameters
    ----------
    scenario : what the file calls the study's scenario: a preset that it is, or a file that holds it.
    question : what the study asks.
    more : further entries of the file, such as ``set`` where the scenario is a preset or file with changes.

    Raises
    ------
    ScenarioError : a study that no file can say: one with a runner of its own, of corners, or with points listed in Python.
    """
    check_sayable(study)
    levels, variables = split(study.uncertain)
    said: dict[str, Any] = {
        "question": question,
        "scenario": scenario,
        "policies": tuple(study.policies),
        "closures": tuple(study.closures),
        "replications": study.replications,
        "seed": study.seed,
        "keep": study.keep,
    }
    if study.months is not None:
        said["months"] = study.months
    if study.warm_up is not None:
        said["warm_up"] = study.warm_up
    design = design_of(f"latin_hypercube:n={study.worlds}" if study.worlds else study.design)
    if design is not None:
        settings = {row.name: getattr(design, row.name) for row in parameters(type(design))}
        said["design"] = {
            "kind": design.name, "settings": settings, "replications": study.world_replications, "luck": study.drawing.luck
        }  # fmt: skip
        said |= {"uncertain": levels or (() if variables else LEVELS), "vary": variables}
    return StudyFile(**{**said, **more})


def check_sayable(study: Study) -> None:
    """Refuse a study that no file can say.

    Raises
    ------
    ScenarioError : as said.
    """
    from gpssim.studies import Study, run_one

    if type(study) is not Study or study.runner is not run_one:
        raise ScenarioError("no study file can say this study: its runs are not those of the model alone")
    if study.points:
        raise ScenarioError("no study file can say this study: its points are listed in Python, not in a CSV (design listed)")


def study_files(study: Study, question: str = "", name: str = "", changes: Mapping[str, Any] | None = None) -> dict[str, str]:
    """The study file of a study by name, and beside it its scenario, unless that is a preset or file with the changes named.

    Parameters
    ----------
    name, changes : how the scenario was asked for; where they do not lead to it, it is written in full.

    Raises
    ------
    ScenarioError : a study that no file can say.
    """
    presets = preset_names()
    if name in presets:
        short = study_file_of(study, name, question, set=dict(changes or {}))
        if all(short.study().description[entry] == study.description[entry] for entry in ("identity", "drawn", "keep")):
            return beside(short)
    check_sayable(study)
    whole = study_file_of(study, "textbook", question).model_copy(update={"scenario": SCENARIO_FILE, "set": {}})
    scenario = study.scenario if isinstance(study.scenario, Scenario) else study.specified
    return {SCENARIO_FILE: scenario_text(scenario), STUDY_FILE: toml_of(whole)}


def toml_of(file: StudyFile) -> str:
    """A study file as TOML text: what it sets; :func:`gpssim.inquiry.load_study` reads an equal one back."""
    import tomli_w

    tree = tree_of(file)
    if isinstance(tree.get("design"), Mapping):
        design = dict(tree["design"])
        tree["design"] = {**{key: value for key, value in design.items() if key != "settings"}, **design.get("settings", {})}
    return tomli_w.dumps(_without_nothing(tree))


def write_study(file: StudyFile, path: str | Path) -> Path:
    """Write the file as TOML, replacing what is there; returns its path."""
    return write_text(toml_of(file), path)


def beside(file: StudyFile) -> dict[str, str]:
    """What lies beside the results, by name: the study file, a scenario that is no preset, and listed points.

    So the folder says what it is, and can be moved to another machine and goes on there.
    """
    said, found = file, {}
    if file.scenario not in preset_names():
        found[SCENARIO_FILE] = scenario_text(file.specified)
        said = file.model_copy(update={"scenario": SCENARIO_FILE, "set": {}})
    if file.design.settings.get("file"):
        found[POINTS_FILE] = Path(str(file.design.settings["file"])).read_text(encoding="utf-8-sig")
        settings = {**file.design.settings, "file": POINTS_FILE}
        said = said.model_copy(update={"design": file.design.model_copy(update={"settings": settings})})
    return {**found, STUDY_FILE: toml_of(said)}


def write_texts(named: Mapping[str, str], folder: Path, free: bool) -> None:
    """Write what lies beside the results.

    Parameters
    ----------
    named : texts by the names of their files.
    free : whether no study is in the folder yet.

    Raises
    ------
    StudyError : somebody's own file of that name is there; nothing is written.
    """
    texts = {folder / name: text for name, text in named.items()}
    for path, text in texts.items():
        if free and path.exists() and path.read_text(encoding="utf-8") != text:
            raise StudyError(f"{path} is there already and belongs to no results: choose another folder")
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_text(text, path)


def _without_nothing(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _without_nothing(value) for key, value in tree.items() if value is not None}
    return [_without_nothing(value) for value in tree] if isinstance(tree, list) else tree
