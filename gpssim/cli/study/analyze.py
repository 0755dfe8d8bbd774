"""``gpssim study analyze``: tables, figures and answers again, without running."""

from __future__ import annotations

from gpssim.cli.options import AsJson, Language, language_of
from gpssim.cli.study._making import tell
from gpssim.cli.study._options import Folder

SHORT = "Tables, figures and answers of a study again, without running."


def analyze(directory: Folder, language: Language | None = None, as_json: AsJson = False) -> None:
    """Write and print everything that the study in a folder allows to say; nothing is run."""
    from gpssim.inquiry.conducting import file_in
    from gpssim.records import load_results

    file = file_in(directory)
    tongue = language_of(language or file.outputs.language)
    tell(load_results(directory), file, directory, tongue, as_json)


VERB = analyze
