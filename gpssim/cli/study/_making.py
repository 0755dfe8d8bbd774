"""What the verbs that make runs share: begin, run to the end, write, tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gpssim.cli.app import say
from gpssim.cli.console import plain_console
from gpssim.cli.leaving import INTERRUPTED
from gpssim.cli.study._answers import print_answers
from gpssim.cli.study.words import WORDS
from gpssim.errors import impossible
from gpssim.texts.names import further_names
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    from gpssim.inquiry import StudyFile
    from gpssim.records.results import Results


def made(
    file: StudyFile,
    folder: Path,
    language: Language,
    on: str | None = None,
    workers: int | None = None,
    yes: bool = False,
    shard: str | None = None,
) -> Results:
    """The study run into a folder, or continued there.

    Raises
    ------
    GpssimError : anything impossible, before anything runs; more runs than anybody asks for by accident without a yes.
    typer.Exit : 130 when interrupted; how to go on is said.
    """
    from gpssim.cli.running import run_to_end
    from gpssim.cli.study._until_precise import until_precise
    from gpssim.inquiry.conducting import begun
    from gpssim.inquiry.sizing import check_number
    from gpssim.studies.executors import executor_of

    executor_of(on or file.run.on or None).check()  # where nobody answers, nothing is written
    if shard is not None and file.rule is not None:
        raise impossible("shard", shard, 'left out where replications = "auto": how many there are follows from all of them')
    largest = file.study(file.rule.cap if file.rule else None, workers=workers)
    check_number(len(largest.groups) * largest.runs_per_group, yes)
    study = begun(file, folder, workers=workers)
    try:
        return run_to_end(study, folder, language, on=on, shard=shard, run=until_precise(study, file, language))
    except typer.Exit as leaving:
        if leaving.exit_code == INTERRUPTED:
            say(said(WORDS, "continues", language, folder=folder))
        raise


def tell(results: Results, file: StudyFile, folder: Path, language: Language, as_json: bool = False) -> None:
    """Tables and figures written and printed: the comparison where there is one, then what the design allows to say."""
    from gpssim.cli.comparing import Asked, told_comparison
    from gpssim.cli.export import formats_asked
    from gpssim.cli.left_out import left_out_in
    from gpssim.cli.split import splits_asked
    from gpssim.inquiry.answering import answered, informed

    informed(results, file)
    outputs = file.outputs
    if file.question and not as_json:
        question = file.question_zh if language == "zh" and file.question_zh else file.question
        plain_console(soft_wrap=True).print(question, style="bold")
    if len(results.policies) > 1:
        asked = Asked(
            language, outputs.figures, False, False, as_json, splits_asked(list(outputs.by)), formats_asked(list(outputs.export)),
            tuple(dict.fromkeys(one.outcome for one in file.outcomes)),
        )  # fmt: skip
        told_comparison(results, folder, asked)
    with left_out_in(folder, language):
        tables = answered(results, file, folder)
        if outputs.figures and len(results.policies) == 1:
            draw_answers(results, folder, outputs.language)
        if file.rule and outputs.figures:
            draw_convergence(results, file, folder)
    if not as_json:
        with further_names(results.policy_titles):
            print_answers(tables, folder, language)


def draw_answers(results: Results, folder: Path, language: str) -> None:
    """The figures of the answers to a study of one policy, which no comparison draws."""
    from gpssim.figures import draw_all
    from gpssim.inquiry.answering import figures_of

    names = figures_of(results)
    if names:
        draw_all(results, folder / "figures", language, names)


def draw_convergence(results: Results, file: StudyFile, folder: Path) -> None:
    """How the differences of a study settled whose file leaves the number of replications to a rule."""
    from gpssim.analysis.left_out import tried
    from gpssim.figures import draw_one
    from gpssim.figures.convergence import converging

    tried("figure", "convergence", lambda: draw_one(converging(file.rule), results, folder / "figures", file.outputs.language), ())
