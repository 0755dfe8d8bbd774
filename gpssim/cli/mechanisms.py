"""``gpssim mechanisms``: the purchasing mechanisms that exist, with their parameters."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import typer

from gpssim.cli.options import AsJson, Language, language_of


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
        typer.echo(f"{name} ({cls.label_zh if tongue == 'zh' else cls.label})")
        typer.echo(f"    {cls.source}")
        for p in parameters(cls):
            typer.echo(f"    {p.name} = {shown(p.default)} ({p.unit}, {p.domain}): {p.meaning}")


def _plain(cls: Any) -> dict[str, Any]:
    from gpssim.plugins import parameters

    about = {key: getattr(cls, key) for key in ("name", "label", "label_zh", "source")}
    return {**about, "rule": _first_sentence(cls.__doc__ or ""), "parameters": [asdict(p) for p in parameters(cls)]}


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())
