"""The table of parameters for readers: cells in English or Chinese, as Markdown, LaTeX or a printed table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from gpssim.scenario.domains import Language
from gpssim.scenario.fields import Group
from gpssim.scenario.parameters import ParameterRow
from gpssim.scenario.policy import Change, MechanismSetting, MechanismShare
from gpssim.scenario.world import ReputationSetting

if TYPE_CHECKING:
    from rich.table import Table

HEADINGS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("parameter", "value", "unit", "domain", "tested range", "meaning", "source"),
    "zh": ("参数", "取值", "单位", "取值范围", "检验范围", "含义", "来源"),
}

UNITS_ZH: Final = {
    "1": "1",
    "1 per latent": "每潜在单位",
    "1 per month": "每月",
    "1 per year": "每年",
    "as declared": "依参数",
    "attempts": "次",
    "candidates per month": "人/月",
    "changes": "变化",
    "correlation": "相关系数",
    "date": "日期",
    "days": "天",
    "districts": "片区",
    "domains": "领域",
    "enterprises": "家",
    "flag": "是否",
    "grade": "等级",
    "hours": "小时",
    "latent": "潜在单位",
    "latent per bid": "潜在单位/次投标",
    "latent per month": "潜在单位/月",
    "latent per year": "潜在单位/年",
    "lines": "条",
    "latent sd": "潜在标准差",
    "latent variance per month": "潜在方差/月",
    "log sd": "对数标准差",
    "log sd per year": "对数标准差/年",
    "logit": "logit",
    "logit per latent": "logit/潜在单位",
    "logit per 100 yuan a month": "logit/每月百元",
    "mechanism": "购买方式",
    "month": "月份",
    "month of year": "月份（0–11）",
    "months": "月",
    "months of wages": "月工资",
    "name": "名称",
    "organizations": "个",
    "path": "路径",
    "persons": "人",
    "policies": "政策",
    "prior sd": "先验标准差",
    "rule": "规则",
    "sd": "标准差",
    "settings": "设置",
    "share": "比例",
    "share per latent": "比例/潜在单位",
    "shares": "份额",
    "sources": "来源",
    "text": "文本",
    "units": "单位",
    "year": "年份",
    "years": "年",
    "years per year": "年/年",
    "yuan": "元",
    "yuan per hour": "元/小时",
    "yuan per month": "元/月",
    "yuan per person": "元/人",
    "yuan per person-month": "元/人月",
    "yuan per place-month": "元/名额月",
    "yuan per resident-year": "元/人年",
    "yuan per year": "元/年",
}

MARKS_ZH: Final = {
    "VERIFIED": "已核实",
    "DERIVED": "推算",
    "DATA": "据数据计算",
    "MEMORY": "凭记忆、未核实",
    "assumption": "假设",
    "convention": "约定",
    "computational scale": "计算规模",
    "policy choice": "政策选择",
}


def cells(row: ParameterRow, language: Language = "en") -> tuple[str, ...]:
    """A parameter as text, one cell for each of :data:`HEADINGS`."""
    swept = "" if row.swept is None else f"{shown(row.swept[0])} – {shown(row.swept[1])}"
    if language == "zh":
        return (
            row.path,
            shown(row.value),
            UNITS_ZH.get(row.unit, row.unit),
            row.domain_zh,
            swept,
            row.meaning_zh,
            _marked_zh(row.source),
        )
    return row.path, shown(row.value), row.unit, row.domain, swept, row.meaning, row.source


def shown(value: Any) -> str:
    """A value as a reader wants it: thousands apart, portfolios as sums, nothing as a dash."""
    if value is None or value in ("", ()):
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"{value:,}" if abs(value) >= 10_000 else f"{value:g}"
    if isinstance(value, tuple):
        return (" + " if isinstance(value[0], MechanismShare) else ", ").join(map(shown, value))
    return _portfolio(value)


def _portfolio(value: Any) -> str:
    if isinstance(value, MechanismShare):
        return f"{value.share:g} {value.mechanism}" + ("" if value.domain == "*" else f" ({value.domain})")
    if isinstance(value, MechanismSetting):
        return f"{value.mechanism}.{value.name} = {shown(value.value)}"
    if isinstance(value, ReputationSetting):
        return f"{value.system}.{value.name} = {shown(value.value)}"
    if isinstance(value, Change):
        what = f"{value.lever} = {shown(value.value)}" if value.lever else value.mechanism or shown(value.shares)
        return f"month {value.month}, {value.domain}: {what}"
    return str(value)


def _marked_zh(source: str) -> str:
    for english, chinese in MARKS_ZH.items():
        source = source.replace(english, chinese)
    return source


def plain(value: Any) -> Any:
    """A value for JSON: groups of parameters as objects, tuples as lists."""
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return value.model_dump(mode="json") if isinstance(value, Group) else value


def markdown(rows: Iterable[ParameterRow], language: Language = "en") -> str:
    """The table in Markdown, one section for each group of parameters."""
    parts = []
    for group, members in groupby(rows, key=group_of):
        parts += [f"### `{group}`\n", _line(HEADINGS[language]), _line("---" for _ in HEADINGS[language])]
        parts += [_line(c.replace("|", "\\|") for c in _coded(cells(row, language))) for row in members]
        parts.append("")
    return "\n".join(parts)


def _line(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _coded(texts: Sequence[str]) -> tuple[str, ...]:
    return (f"`{texts[0]}`", *texts[1:])


def latex(rows: Iterable[ParameterRow], language: Language = "en") -> str:
    """The table in LaTeX (``longtable`` with ``booktabs`` rules); Chinese needs XeLaTeX or LuaLaTeX."""
    import pandas as pd  # only papers need it

    frame = pd.DataFrame([cells(row, language) for row in rows], columns=list(HEADINGS[language]))
    styler = frame.style.hide(axis="index").format(escape="latex")
    text: str = styler.to_latex(hrules=True, environment="longtable", column_format="lrllllp{5cm}")
    return text


def printed(rows: Iterable[ParameterRow], language: Language = "en", wide: bool = True) -> list[Table]:
    """The table for a terminal: one :class:`rich.table.Table` for each group of parameters; changed values stand out.

    Parameters
    ----------
    wide : with all columns; otherwise without unit and domain, for terminals of 80 columns.
    """
    from rich import box  # only the command line needs it
    from rich.table import Table

    kept = range(7) if wide else (0, 1, 4, 5, 6)
    tables = []
    for group, members in groupby(rows, key=group_of):
        table = Table(title=group, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
        for i in kept:
            table.add_column(HEADINGS[language][i], overflow="fold")
        for row in members:
            texts = (row.path.removeprefix(f"{group}."), *cells(row, language)[1:])
            table.add_row(*(texts[i] for i in kept), style="bold" if row.changed else None)
        tables.append(table)
    return tables


def group_of(row: ParameterRow) -> str:
    """The group a parameter belongs to: its path without the last word (``scenario`` for months)."""
    return row.path.rpartition(".")[0] or "scenario"
