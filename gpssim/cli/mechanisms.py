"""``gpssim mechanisms``: the purchasing mechanisms that exist, with their parameters."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import typer

from gpssim.cli.options import AsJson, Language, language_of
from gpssim.cli.words import WORDS
from gpssim.texts.text import in_brackets, said
from gpssim.texts.units import unit


def mechanisms(language: Language = "en", as_json: AsJson = False) -> None:
    """The purchasing mechanisms, what they rest on, and their parameters."""
    from gpssim.plugins import parameters
    from gpssim.registry import mechanisms as known
    from gpssim.scenario.tables import shown

    tongue = language_of(language)
    if as_json:
        typer.echo(json.dumps([_plain(cls) for cls in known().values()], ensure_ascii=False, indent=2))
        return
    for name, cls in known().items():
        typer.echo(in_brackets(name, cls.label_zh if tongue == "zh" else cls.label, tongue))
        typer.echo(f"    {cls.source}")
        for p in parameters(cls):
            what = {"unit": unit(p.unit, tongue), "domain": p.domain_zh if tongue == "zh" else p.domain}
            meaning = p.meaning_zh if tongue == "zh" else p.meaning
            typer.echo(f"    {said(WORDS, 'parameter', tongue, name=p.name, value=shown(p.default), meaning=meaning, **what)}")


def _plain(cls: Any) -> dict[str, Any]:
    from gpssim.plugins import parameters

    about = {key: getattr(cls, key) for key in ("name", "label", "label_zh", "source")}
    return {**about, "rule": _first_sentence(cls.__doc__ or ""), "parameters": [asdict(p) for p in parameters(cls)]}


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())
