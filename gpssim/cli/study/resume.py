"""``gpssim study resume``: go on with a study that was interrupted."""

from __future__ import annotations

from gpssim.cli.options import AsJson, Language, On, Workers, language_of
from gpssim.cli.study._making import made, tell
from gpssim.cli.study._options import Folder

SHORT = "Go on with a study that was interrupted, on another machine if need be."


def resume(
    directory: Folder, on: On = None, workers: Workers = None, language: Language | None = None, as_json: AsJson = False
) -> None:
    """Go on with the study in a folder, as the study file in it says; runs that are there are kept."""
    from gpssim.inquiry.conducting import file_in

    file = file_in(directory)
    tongue = language_of(language or file.outputs.language)
    tell(made(file, directory, tongue, on=on, workers=workers, yes=True), file, directory, tongue, as_json)


VERB = resume
