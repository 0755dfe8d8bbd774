"""``gpssim study designs``: the designs and their settings."""

from __future__ import annotations

import json

import typer

from gpssim.cli.app import data
from gpssim.cli.options import AsJson, Language, language_of
from gpssim.cli.study.words import WORDS
from gpssim.texts.text import in_brackets, said

SHORT = "The designs there are, and their settings."


def designs(language: Language = "en", as_json: AsJson = False) -> None:
    """Every design: at which points a study can look, its settings with domain and meaning, whose luck a point has, its source."""
    from gpssim.plugins import SHELVES, parameters
    from gpssim.scenario.tables import marked

    tongue = language_of(language)
    known = SHELVES["design"].known()
    if as_json:
        rows = {
            name: {
                "label": one.label,
                "source": one.source,
                "luck": one.luck,
                "settings": {p.name: p.default for p in parameters(one)},
            }
            for name, one in known.items()
        }
        data(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for name, one in known.items():
        label = one.label_zh if tongue == "zh" else one.label
        typer.echo(said(WORDS, f"{one.luck}_luck", tongue, name=name, label=label, source=marked(one.source, tongue)))
        for row in parameters(one):
            meaning, domain = (row.meaning_zh, row.domain_zh) if tongue == "zh" else (row.meaning, row.domain)
            typer.echo(f"  {row.name} = {row.default!r}{'：' if tongue == 'zh' else ': '}{in_brackets(meaning, domain, tongue)}")


VERB = designs
