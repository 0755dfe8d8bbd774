"""What findings say, English and Chinese; names of tables, columns and outcomes stay as they are typed."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "undefined": Text("no outcome is defined on both sides", "没有两边均有定义的指标"),
    "means": Text(
        "{agrees} of {n} means agree, {undecided} undecided, {differs} differ; largest: {outcome} under {policy}, "
        "{difference} in {interval}, margin {margin}",
        "{n} 个均值中 {agrees} 个一致，{undecided} 个未定，{differs} 个不同；最大：{policy}下的{outcome}，"
        "{difference}，区间 {interval}，界限 {margin}",
    ),
    "where": Text("{where} under {policy}", "{policy}下的 {where}"),
    "rows": Text("{table}: {first} and {second} rows", "{table} 行数为 {first} 与 {second}"),
    "nothing": Text("nothing differs", "无差异"),
    "differ": Text("differ: {names}", "不同：{names}"),
    "digests": Text("all {n} digests are the same", "全部 {n} 个摘要值相同"),
    "one_district": Text("there is one district only", "只有一个片区"),
    "moved": Text("moved: {names}", "被改变：{names}"),
    "unmoved": Text("none was moved", "均未改变"),
    "moves": Text("moves whose order changes single runs, by rule: {moves}", "顺序依规则改变单次运行的环节：{moves}"),
    "none": Text("none", "无"),
    "broken_off": Text("broken off: {reason}", "中断：{reason}"),
}


def found(key: str, **fields: object) -> tuple[str, str]:
    """A finding in both languages; a field that is a pair says each language its own."""
    text = WORDS[key]
    english, chinese = ({name: value[k] if isinstance(value, tuple) else value for name, value in fields.items()} for k in (0, 1))
    return text.en.format(**english), text.zh.format(**chinese)
