"""Studies made from their files: run, continued, tried again, made larger; the file lies beside the results from the start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpssim.errors import StudyError, impossible
from gpssim.files.places import place_of
from gpssim.inquiry.auto import AutoReplications
from gpssim.inquiry.reading import STUDY_FILE, load_study
from gpssim.inquiry.study_file import StudyFile
from gpssim.inquiry.until_precise import check_rule, run_until_precise
from gpssim.inquiry.writing import beside, write_texts
from gpssim.studies.durable import writing
from gpssim.studies.finding import manifest_in, no_study
from gpssim.studies.retrying import cleared

if TYPE_CHECKING:
    from gpssim.records.results import Results
    from gpssim.studies import Study


def conducted(file: StudyFile, folder: str | Path, **how: Any) -> Results:
    """The study of a file, run into a folder or continued there, with the file beside its results.

    Parameters
    ----------
    file : what to make.
    folder : where.
    how : as for :meth:`gpssim.Study.run`: ``progress``, ``executor``.

    Raises
    ------
    StudyError : the folder holds another study; nothing is run or overwritten.
    """
    target = place_of(folder)
    study, rule = begun(file, target), file.rule
    return study.run(target, **how) if rule is None else run_until_precise(study, target, rule, **how).results


def begun(file: StudyFile, folder: Path, workers: int | None = None) -> Study:
    """The study, ready to run; its file lies in the folder where that is free or holds this study."""
    study = file.study(workers=workers)
    if (rule := file.rule) is not None:
        check_rule(study, rule)
    prepared(study, beside(file), folder)
    return study


def prepared(study: Study, texts: Mapping[str, str], folder: Path) -> None:
    """Write what lies beside the results of a study that is about to run.

    Parameters
    ----------
    texts : by the names of their files.

    Raises
    ------
    StudyError : the folder holds another study, or somebody's own file of such a name; nothing is written.
    """
    from gpssim.studies.finishing import continued

    there = manifest_in(folder)
    continued(there, study.description, folder)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_texts(texts, folder, there is None)


def resumed(folder: str | Path, **how: Any) -> Results:
    """The study in a folder, continued as its file says.

    Raises
    ------
    StudyError, ScenarioError : no study or no study file there.
    """
    return conducted(file_in(folder), folder, **how)


def retried(folder: str | Path, **how: Any) -> Results:
    """The same after the groups with a failed run were taken out, so that they are made again."""
    target = place_of(folder)
    file = file_in(target)
    cleared(target)
    return conducted(file, target, **how)


def extended(folder: str | Path, replications: int | None = None, points: int | None = None, **how: Any) -> Results:
    """The study in a folder with more replications, or more points of a design that can be extended.

    Parameters
    ----------
    replications : of the scenario's own world, at least as many as there are.
    points : of the design: its number of points.

    Raises
    ------
    ScenarioError : fewer than there are, nothing asked for, or no such study.
    StudyError : the design's first points are others when it is larger; nothing is run.
    """
    target = place_of(folder)
    file = larger(file_in(target), replications, points)
    return conducted(file, target, **how)


def larger(file: StudyFile, replications: int | None, points: int | None) -> StudyFile:
    """The file of a larger study of the same kind.

    Raises
    ------
    ScenarioError : nothing, or less than the file says, is asked for; a design without a number of points.
    """
    if replications is None and points is None:
        raise impossible("what is added", None, "replications, points, or both")
    said: dict[str, Any] = {}
    if replications is not None:
        if file.replications != "auto" and replications < file.replications:
            raise impossible("replications", replications, f"at least {file.replications}, which there are")
        said |= {"replications": replications, "auto": AutoReplications()}
    if points is not None:
        there = file.design.settings.get("n")
        if not isinstance(there, int) or isinstance(there, bool):
            raise impossible("points", points, f"asked of a design with a number of points n, not of {file.design.kind or 'none'}")
        if points < there:
            raise impossible("points", points, f"at least {there}, which there are")
        said["design"] = file.design.model_copy(update={"settings": {**file.design.settings, "n": points}})
    return file.model_copy(update=said)


def file_in(folder: str | Path) -> StudyFile:
    """The study file in a folder of results.

    Raises
    ------
    StudyError : the folder holds no study, or one that was made without a file.
    """
    target = place_of(folder)
    if manifest_in(target) is None:
        raise no_study(target)
    if not (target / STUDY_FILE).is_file():
        raise StudyError(f"{target} holds a study without {STUDY_FILE}: continue it by the command that made it")
    return load_study(target)
