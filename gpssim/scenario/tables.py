"""The table of parameters for readers: cells in English or Chinese, as Markdown or a printed table (for a paper: ``latex``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from gpssim.scenario.declarations.changes import Change, MechanismSetting, MechanismShare
from gpssim.scenario.declarations.information import ReputationSetting
from gpssim.scenario.fields import Group
from gpssim.scenario.parameters import ParameterRow
from gpssim.scenario.words import BESIDE, CODE, CODES, EVIDENCE_ZH, FULL_WIDTH, HEADINGS, MARKS, PORTFOLIO
from gpssim.texts.names import name
from gpssim.texts.text import Language, in_brackets, listed, said
from gpssim.texts.units import unit

if TYPE_CHECKING:
    from rich.table import Table


Before = tuple[str, Callable[[ParameterRow], str]]
"""The heading of a further column, and the cell of a parameter in it."""


def cells(row: ParameterRow, language: Language = "en") -> tuple[str, ...]:
    """A parameter as text, one cell for each of :func:`headings`."""
    zh = language == "zh"
    domain, meaning = (row.domain_zh, row.meaning_zh) if zh else (row.domain, row.meaning)
    value, source = shown(row.value, language), marked(row.source, language)
    return row.path, value, unit(row.unit, language), domain, range_of(row), meaning, source


def range_of(row: ParameterRow) -> str:
    """The range over which sampled worlds vary a parameter; empty where they leave it as it is."""
    return "" if row.swept is None else f"{shown(row.swept[0])} – {shown(row.swept[1])}"


def headings(language: Language) -> tuple[str, ...]:
    """What stands over the columns."""
    return tuple(said(HEADINGS, column, language) for column in HEADINGS)


def shown(value: Any, language: Language = "en") -> str:
    """A value as a reader wants it: thousands apart, portfolios as sums, nothing as a dash.

    In Chinese, mechanisms and domains of a portfolio are called as everywhere; names of levers and settings, which are typed, stay.
    """
    if value is None or value in ("", ()):
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"{value:,}".removesuffix(".0") if abs(value) >= 10_000 else f"{value:g}"
    if isinstance(value, tuple):
        return (" + " if isinstance(value[0], MechanismShare) else ", ").join(shown(one, language) for one in value)
    return _portfolio(value, language)


def _portfolio(value: Any, language: Language) -> str:
    if isinstance(value, MechanismShare):
        part, kept = f"{value.share:g} {_called(value.mechanism, language)}", said(PORTFOLIO, "kept", language)
        part = part if value.domain == "*" else in_brackets(part, _called(value.domain, language), language)
        return in_brackets(part, kept, language) if value.kept else part
    if isinstance(value, MechanismSetting):
        return f"{value.mechanism}.{value.name} = {shown(value.value)}"
    if isinstance(value, ReputationSetting):
        return f"{value.system}.{value.name} = {shown(value.value)}"
    if isinstance(value, Change):
        mechanism = value.mechanism and _called(value.mechanism, language)
        what = f"{value.lever} = {shown(value.value)}" if value.lever else mechanism or shown(value.shares, language)
        return said(PORTFOLIO, "change", language, month=value.month, domain=_called(value.domain, language), what=what)
    return str(value)


def _called(key: str, language: Language) -> str:
    """A mechanism or domain: in English as it is typed, in Chinese as it is called; ``*`` stays."""
    return name(key, "zh") if language == "zh" and key != "*" else key


def marked(source: str, language: Language) -> str:
    """A source in the language: words of evidence are put into Chinese, a citation and its notes stay as they are.

    >>> marked("survey 2019, VERIFIED; assumption, range 0.2-0.6; neutral 0", "zh")
    'survey 2019，已核实；假设，范围 0.2–0.6；中性值 0'
    """
    if language == "en":
        return source
    for english, chinese in EVIDENCE_ZH:
        source = english.sub(chinese, source)
    for mark in MARKS:
        source = source.replace(mark, said(MARKS, mark, language))
    return BESIDE.sub(lambda found: FULL_WIDTH[found[0].strip()], source)


def evidenced(source: str, language: Language) -> str:
    """What a rule set says a rule rests on, with the marks that end its sentences in words.

    >>> evidenced("Law art. 36; V1 V2. One year; G", "en")
    'Law art. 36; read in full, read in an official examination. One year; a guess for the model'
    """
    said_so = CODE.sub(lambda found: listed((said(CODES, code, language) for code in found[0].split()), language), source)
    return marked(said_so, language)


def plain(value: Any) -> Any:
    """A value for JSON: groups of parameters as objects, tuples as lists."""
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return value.model_dump(mode="json") if isinstance(value, Group) else value


def markdown(rows: Iterable[ParameterRow], language: Language = "en") -> str:
    """The table in Markdown, one section for each group of parameters."""
    parts = []
    for group, members in groupby(rows, key=group_of):
        parts += [f"### `{group}`\n", _line(headings(language)), _line("---" for _ in HEADINGS)]
        parts += [_line(_in_a_cell(c) for c in _coded(cells(row, language))) for row in members]
        parts.append("")
    return "\n".join(parts)


def _in_a_cell(text: str) -> str:
    """A text on one line, none of whose signs ends the cell or begins HTML."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _line(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _coded(texts: Sequence[str]) -> tuple[str, ...]:
    return (f"`{texts[0]}`", *texts[1:])


def printed(rows: Iterable[ParameterRow], language: Language = "en", before: Before | None = None) -> list[Table]:
    """The table for a wide terminal: one :class:`rich.table.Table` for each group of parameters; changed values stand out.

    Parameters
    ----------
    before : the heading of a further column behind the value, and what stands in it.
    """
    from rich import box  # only the command line needs it
    from rich.table import Table

    tables = []
    for group, members in groupby(rows, key=group_of):
        table = Table(title=group, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
        for heading in _with(headings(language), before and before[0]):
            table.add_column(heading, overflow="fold")
        for row in members:
            texts = (row.path.removeprefix(f"{group}."), *cells(row, language)[1:])
            table.add_row(*_with(texts, before and before[1](row)), style="bold" if row.changed else None)
        tables.append(table)
    return tables


def _with(texts: Sequence[str], further: str | None) -> Sequence[str]:
    """Cells with a further one behind the value, where there is one."""
    return texts if further is None else (*texts[:2], further, *texts[2:])


def group_of(row: ParameterRow) -> str:
    """The group a parameter belongs to: its path without the last word (``scenario`` for months)."""
    return row.path.rpartition(".")[0] or "scenario"
