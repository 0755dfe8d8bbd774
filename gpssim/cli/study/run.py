"""``gpssim study run``: make a study and answer what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.cli.options import AsJson, Language, On, Out, Shard, Workers, language_of
from gpssim.cli.study._making import made, tell
from gpssim.cli.study._options import StudyArgument, Yes

if TYPE_CHECKING:
    from pathlib import Path

SHORT = "Make a study: runs, tables, figures, answers; what is there already is kept."


def run(
    study: StudyArgument,
    out: Out = None,
    on: On = None,
    shard: Shard = None,
    workers: Workers = None,
    language: Language | None = None,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Make a study into a folder, or go on with it there, and answer what its design allows to say."""
    from gpssim.cli.folders import folder_of
    from gpssim.inquiry import load_study

    file = load_study(study)
    tongue = language_of(language or file.outputs.language)
    folder: Path = out or folder_of(file.study(), kind=file.design.kind)
    results = made(file, folder, tongue, on=on, workers=workers, yes=yes, shard=shard)
    tell(results, file, folder, tongue, as_json)


VERB = run
