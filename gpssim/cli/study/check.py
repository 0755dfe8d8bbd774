"""``gpssim study check``: what a study is and what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gpssim.cli.app import data
from gpssim.cli.options import AsJson, Language, Workers, language_of
from gpssim.cli.study._options import StudyArgument
from gpssim.cli.study._warm_up import lines_of_warm_up
from gpssim.cli.study.words import WORDS
from gpssim.texts.durations import told
from gpssim.texts.names import as_typed, further_names, titles
from gpssim.texts.text import Language as Tongue
from gpssim.texts.text import listed, said

if TYPE_CHECKING:
    from gpssim.inquiry import StudyFile
    from gpssim.inquiry.sizing import Size
    from gpssim.studies import Study

SHORT = "What a study is and costs: runs, time from three timed runs, disk."
WORTH_SAYING = 1.0
"""Seconds below which nobody need be told what was paid once."""
UNITS = ("B", "kB", "MB", "GB", "TB")


def check(
    study: StudyArgument,
    workers: Workers = None,
    time: Annotated[bool, typer.Option(help="Make three runs against the clock.")] = True,
    warm_up: Annotated[
        bool, typer.Option("--warm-up", help="Run the status quo from its founding, and say whether the warm-up is long enough.")
    ] = False,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """What is wrong in a study file, one line each, with exit code 2; else what it is, how many runs, how long, how much disk."""
    from gpssim.inquiry import load_study
    from gpssim.inquiry.sizing import size_of

    tongue = language_of(language)
    file = load_study(study)
    made = file.study(file.rule.cap if file.rule else None, workers=workers)
    size = size_of(made) if time else None
    if as_json:
        data(json.dumps(_as_data(file, made, size), ensure_ascii=False, indent=2))
        return
    typer.echo(said(WORDS, "valid", tongue, file=study))
    for line in lines_of(file, made, size, tongue):
        typer.echo(line)
    for line in lines_of_warm_up(made, tuple(one.outcome for one in file.outcomes), tongue) if warm_up else ():
        typer.echo(line)


def lines_of(file: StudyFile, study: Study, size: Size | None, language: Tongue) -> Iterator[str]:
    """A study in lines."""
    from gpssim.inquiry.sizing import MOST_RUNS

    question = file.question_zh if language == "zh" and file.question_zh else file.question
    if question:
        yield said(WORDS, "question", language, question=question)
    yield said(WORDS, "policies", language, policies=_policies(study, language))
    n = said(WORDS, "auto", language, cap=file.auto.cap) if file.rule else study.replications
    yield said(WORDS, "replications", language, n=n)
    if study.n_worlds:
        design = study.drawing.design
        label = "" if design is None else (design.label_zh if language == "zh" else design.label)
        yield said(WORDS, "design", language, design=label, points=f"{study.n_worlds:,}", n=study.world_replications)
        for variable in study.drawing.variables:
            ends = {"low": f"{variable.low or 0:g}", "high": f"{variable.high or 0:g}", "distribution": variable.distribution}
            word = "varies_values" if variable.values else "varies"
            yield said(WORDS, word, language, path=variable.path, values=listed(map(str, variable.values), language), **ends)
    runs = len(study.groups) * study.runs_per_group
    yield said(WORDS, "runs", language, runs=runs, groups=len(study.groups))
    if file.rule:
        yield said(WORDS, "at_the_cap", language)
    if size is not None:
        word = "takes" if size.workers > 1 else "one_takes"
        yield said(WORDS, word, language, long=told(size.seconds, language), workers=size.workers, timed=size.timed)
        if size.once >= WORTH_SAYING:
            yield said(WORDS, "once", language, long=told(size.once, language))
        yield said(WORDS, "disk", language, size=readable(size.bytes))
    if runs > MOST_RUNS:
        yield said(WORDS, "many", language, most=MOST_RUNS)


def _policies(study: Study, language: Tongue) -> str:
    """The policies, in Chinese by their names."""
    with further_names(titles(vars(policy) for policy in study.checked)):
        return listed([as_typed(policy.name, language) for policy in study.checked], language)


def readable(size: float) -> str:
    """Bytes for a person.

    >>> readable(1234), readable(5.6e6)
    ('1.2 kB', '5.6 MB')
    """
    for unit in UNITS:
        if size < 1000 or unit == UNITS[-1]:
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"


def _as_data(file: StudyFile, study: Study, size: Size | None) -> dict[str, object]:
    varying = [variable.described() for variable in study.drawing.variables]
    told_of = {"question": file.question, "policies": [policy.name for policy in study.checked], "varies": varying}
    runs = {"runs": len(study.groups) * study.runs_per_group, "groups": len(study.groups), "points": study.n_worlds}
    return {**told_of, **runs, **(asdict(size) if size else {})}


VERB = check
