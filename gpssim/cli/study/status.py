"""``gpssim study status``: where a study is, from another terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gpssim.cli.app import data
from gpssim.cli.options import AsJson, Language, language_of
from gpssim.cli.study._options import Folder
from gpssim.cli.study.words import WORDS
from gpssim.texts.durations import told
from gpssim.texts.text import Language as Tongue
from gpssim.texts.text import said

if TYPE_CHECKING:
    from gpssim.studies.status import Status

SHORT = "Where a study is: done, missing, failed, who writes it, time left."


def status(directory: Folder, language: Language = "en", as_json: AsJson = False) -> None:
    """Where the study in a folder is, wherever its runs are made; whoever writes it is not disturbed."""
    from gpssim.studies.status import status_of

    tongue, now = language_of(language), status_of(directory)
    if as_json:
        numbers = {name: None if value != value else value for name, value in asdict(now).items()}
        data(json.dumps({**numbers, "missing": now.missing, "running": now.running}, ensure_ascii=False, indent=2))
        return
    for line in lines_of(now, directory, tongue):
        typer.echo(line)


def lines_of(now: Status, folder: Path, language: Tongue) -> Iterator[str]:
    """A study's state in lines."""
    key = "status_done" if now.complete and not now.missing else "status_old" if now.planned is None else "status_so_far"
    yield said(WORDS, key, language, runs=now.runs, groups=now.groups, planned=now.planned or 0, missing=now.missing or 0)
    if now.failed or now.aborted:
        yield said(WORDS, "status_failed", language, failed=now.failed, aborted=now.aborted)
    if not now.complete or now.running:
        yield from _lines_of_writer(now, language)
    if not now.running and not now.complete:
        yield said(WORDS, "continues", language, folder=folder)
    elif now.failed and not now.running:
        yield said(WORDS, "status_retry", language, folder=folder)


def _lines_of_writer(now: Status, language: Tongue) -> Iterator[str]:
    from gpssim.studies.progress import pace_in_words

    writer = now.writer
    if writer is None:
        yield said(WORDS, "status_nobody", language)
        return
    key = {True: "status_running", False: "status_killed", None: "status_perhaps"}[writer.alive]
    yield said(WORDS, key, language, process=writer.process, host=writer.host, since=writer.since)
    if now.rate == now.rate and now.left == now.left:
        yield said(WORDS, "status_pace", language, rate=pace_in_words(now.rate), left=told(now.left, language))
    if now.last == now.last:
        yield said(WORDS, "status_last", language, last=told(now.last, language))


VERB = status
