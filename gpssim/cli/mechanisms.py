"""``gpssim mechanisms``: the purchasing mechanisms that exist, or all about one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from inspect import cleandoc
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpssim.cli.app import data
from gpssim.cli.console import plain_console
from gpssim.cli.options import AsJson, Language, language_of
from gpssim.cli.words import WORDS
from gpssim.texts.text import in_brackets, said
from gpssim.texts.units import unit

if TYPE_CHECKING:
    from gpssim.plugins import Parameter
    from gpssim.scenario import ParameterRow
    from gpssim.texts.text import Language as Tongue


def mechanisms(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="One of them: its rule, what the law says, its parameters with ranges.")
    ] = "",
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """The purchasing mechanisms, what they rest on, and their parameters."""
    from gpssim.plugins import SHELVES

    tongue = language_of(language)
    shelf = SHELVES["mechanism"]
    if name:
        _print_json(_whole(shelf.find(name))) if as_json else _print_one(shelf.find(name), tongue)
    elif as_json:
        _print_json([_plain(cls) for cls in shelf.known().values()])
    else:
        _print_all(shelf.known(), tongue)


def _print_all(known: dict[str, Any], language: Tongue) -> None:
    from gpssim.plugins import parameters
    from gpssim.scenario.tables import marked, shown

    for name, cls in known.items():
        typer.echo(in_brackets(name, cls.label_zh if language == "zh" else cls.label, language))
        typer.echo(f"    {marked(cls.source, language)}")
        for p in parameters(cls):
            what = {"unit": unit(p.unit, language), "domain": p.domain_zh if language == "zh" else p.domain}
            meaning = p.meaning_zh if language == "zh" else p.meaning
            typer.echo(f"    {said(WORDS, 'parameter', language, name=p.name, value=shown(p.default), meaning=meaning, **what)}")


def _print_one(cls: Any, language: Tongue) -> None:
    """A mechanism for a person: its rule, what it rests on, what the law says, its parameters."""
    from rich.padding import Padding
    from rich.text import Text

    from gpssim.cli.parameters import print_parameters, with_heading
    from gpssim.scenario.tables import marked
    from gpssim.texts.folding import folded
    from gpssim.texts.law import NOTES
    from gpssim.texts.parameters import SHOWN

    console, label = plain_console(), cls.label_zh if language == "zh" else cls.label
    console.print(Text(said(SHOWN, "name_and_title", language, name=cls.name, title=label), style="bold"))
    rule = [cls.rule_zh] if language == "zh" and cls.rule_zh else _paragraphs(cls)
    if not any("Source:" in paragraph for paragraph in rule):
        rule.append(with_heading("source", marked(cls.source, language), language))
    for paragraph in rule:
        console.print(Padding(Text(folded(paragraph, console.width)), (0, 0, 1, 0), expand=False))
    console.print(Text(said(NOTES, "law", language), style="bold underline"))
    for line in _law(cls.name, language):
        console.print(Padding(Text(folded(line, console.width - 2)), (0, 0, 0, 2), expand=False))
    console.print(Text(f"\n{folded(said(NOTES, 'set_by', language, name=cls.name), console.width)}\n", style="dim"))
    print_parameters(_rows(cls), language)


def _law(name: str, language: Tongue) -> Iterator[str]:
    """A line for each rule set that comes with the package."""
    from gpssim.scenario.rule_files import load_rule_set, rule_set_names
    from gpssim.scenario.tables import evidenced
    from gpssim.texts.law import NOTES
    from gpssim.texts.text import said

    for rules in map(load_rule_set, rule_set_names()):
        named = any(one.name == name for one in rules.permission)
        told = _standing(rules.of(name), language) if named else [said(NOTES, "unnamed", language)]
        source = evidenced(rules.source_of(f"permission.{name}"), language) if named else ""
        line = said(NOTES, "between_notes", language).join([*told, *filter(None, [source])])
        yield said(NOTES, "rule_set", language, title=rules.title_zh if language == "zh" else rules.title, said=line)


def _standing(permission: Any, language: Tongue) -> Iterator[str]:
    from gpssim.texts.law import NOTES, STANDINGS, ZONES
    from gpssim.texts.text import said

    for zone in ZONES:
        yield said(ZONES, zone, language, standing=said(STANDINGS, permission.standing(zone), language))
    flags = {"tender": permission.tender, "published": permission.published, "not_a_purchase": not permission.purchase}
    yield from (said(NOTES, flag, language) for flag, holds in flags.items() if holds)
    if permission.min_bidders > 1:
        yield said(NOTES, "min_bidders", language, n=permission.min_bidders)


def _rows(cls: Any) -> list[ParameterRow]:
    """Its parameters as rows of the table of parameters, at their defaults."""
    from gpssim.plugins import parameters

    return [_row(f"mechanisms.{cls.name}.{p.name}", p) for p in parameters(cls)]


def _row(path: str, p: Parameter) -> ParameterRow:
    from gpssim.scenario import ParameterRow

    return ParameterRow(
        path=path,
        value=p.default,
        unit=p.unit,
        domain=p.domain,
        domain_zh=p.domain_zh,
        swept=p.swept,
        meaning=p.meaning,
        meaning_zh=p.meaning_zh,
        source=p.source,
        changed=False,
    )


def _print_json(told: Any) -> None:
    data(json.dumps(told, ensure_ascii=False, indent=2))


def _plain(cls: Any) -> dict[str, Any]:
    from gpssim.plugins import parameters

    about = {key: getattr(cls, key) for key in ("name", "label", "label_zh", "source")}
    return {**about, "rule": _paragraphs(cls)[0], "parameters": [asdict(p) for p in parameters(cls)]}


def _whole(cls: Any) -> dict[str, Any]:
    """All about a mechanism, for programs."""
    return {**_plain(cls), "rule": "\n\n".join(_paragraphs(cls)), "law": list(_law(cls.name, "en"))}


def _paragraphs(cls: Any) -> list[str]:
    """What its class says of it, a line a paragraph."""
    return [" ".join(paragraph.split()) for paragraph in cleandoc(cls.__doc__ or "").split("\n\n")]
