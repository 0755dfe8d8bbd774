"""The table of a comparison, for a terminal of 80 columns: by family, each outcome with a line for each policy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

HEADINGS: Final = {
    "en": ("mean", "difference", "95 % interval", "pairs", "var. red.", "same sign"),
    "zh": ("均值", "差异", "95% 置信区间", "配对数", "方差缩减", "同号世界"),
}
FAMILIES_ZH: Final = {
    "service": "服务",
    "money": "资金",
    "competition": "竞争",
    "information": "信息",
    "capacity": "能力",
    "citizens": "公众",
    "equity": "公平",
    "integrity": "廉洁",
    "welfare": "福利",
}
PERIODS: Final = {
    "en": {"all": "all months", "transition": "transition period", "later": "later period"},
    "zh": {"all": "全部月份", "transition": "过渡期", "later": "后期"},
}
CLOSURES: Final = {
    "en": {"appropriation": "equal appropriation", "volume": "equal purchased volume"},
    "zh": {"appropriation": "拨款相等", "volume": "购买量相等"},
}


def tables(frame: pd.DataFrame, language: str) -> list[Table]:
    """One printed table for each closure and period of a comparison, in the order in which they appear."""
    parts = frame.groupby(["closure", "period"], sort=False, observed=True)
    return [_table(part, _title(part.iloc[0], language), language) for _, part in parts]


def _title(row: pd.Series, language: str) -> str:
    money = CLOSURES[language].get(row["closure"], row["closure"])
    period = PERIODS[language].get(row["period"], row["period"])
    if language == "zh":
        return f"{period}，{money}；差异相对于 {row['policy_a']}"
    return f"{period}, {money}; differences from {row['policy_a']}"


def _table(part: pd.DataFrame, title: str, language: str) -> Table:
    from rich import box
    from rich.table import Table

    worlds = bool(part["same_sign_share"].notna().any())
    headings = HEADINGS[language] if worlds else HEADINGS[language][:-1]
    table = Table("", title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for family, outcomes in part.groupby("family", sort=False, observed=True):
        table.add_section()
        table.add_row(FAMILIES_ZH.get(str(family), str(family)) if language == "zh" else str(family), style="bold")
        for _, rows in outcomes.groupby("outcome", sort=False, observed=True):
            for cells, style in _lines([dict(row) for _, row in rows.iterrows()], language, worlds):
                table.add_row(*cells, style=style)
    return table


def _lines(rows: list[dict[str, Any]], language: str, worlds: bool) -> list[tuple[tuple[str, ...], str | None]]:
    """An outcome's own line with the baseline under it, then a line for each other policy."""
    first = rows[0]
    label = first["label_zh" if language == "zh" else "label"]
    lines: list[tuple[tuple[str, ...], str | None]] = [
        ((f" {label} ({first['unit']})",), "italic"),
        ((f"   {first['policy_a']}", number(first["mean_a"])), None),
    ]
    return lines + [((f"   {row['policy_b']}", *_contrast(row, worlds)), _verdict(row)) for row in rows]


def _contrast(row: dict[str, Any], worlds: bool) -> tuple[str, ...]:
    interval = "" if math.isnan(row["low"]) else f"[{number(row['low'], '+')}, {number(row['high'], '+')}]"
    cells = (
        number(row["mean_b"]),
        number(row["difference"], "+"),
        interval,
        f"{row['n_pairs']:d}",
        number(row["variance_reduction"]),
    )
    return (*cells, _percent(row["same_sign_share"])) if worlds else cells


def _verdict(row: dict[str, Any]) -> str | None:
    """Green for a difference for the better, red for the worse, where the interval leaves out zero."""
    clear = row["low"] > 0.0 or row["high"] < 0.0
    side = row["direction"] * row["difference"]
    return ("green" if side > 0 else "red") if clear and side else None


def number(value: float, sign: str = "") -> str:
    """A number with three figures, or whole where it is large; a dash where it is missing."""
    if math.isnan(value):
        return "–"
    return f"{value:{sign},.0f}" if abs(value) >= 1000 else f"{value:{sign}.3g}"


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.0%}"
