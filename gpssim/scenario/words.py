"""The words of the table of parameters, English and Chinese: headings, domains of values, marks of evidence."""

from __future__ import annotations

import re
from typing import Final

from gpssim.texts.text import Text, by_english

HEADINGS: Final = {
    "parameter": Text("parameter", "参数"),
    "value": Text("value", "取值"),
    "unit": Text("unit", "单位"),
    "domain": Text("domain", "取值范围"),
    "swept": Text("tested range", "检验范围"),
    "meaning": Text("meaning", "含义"),
    "source": Text("source", "来源"),
}
"""Columns, in their order."""

DOMAINS: Final = {
    "bool": Text("true or false", "真或假"),
    "int": Text("a whole number", "整数"),
    "float": Text("a number", "数"),
    "str": Text("text", "文本"),
    "name": Text(
        "a name of one line: 1 to 240 letters (80 Chinese ones), not beginning with = + - @ or a space",
        "一行名称：1 至 240 个字母（或 80 个汉字），不以 = + - @ 或空格开头",
    ),
    "word": Text(
        "a name of one line without . , : ; * = / \\ or quotes",
        "一行名称：不含 . , : ; * = / \\ 与引号",
    ),
    "title": Text("text of one line without control characters, at most 400 letters", "一行文本，不含控制字符，至多 400 个字符"),
    "note": Text("text without control characters, at most 20,000 letters", "文本，不含控制字符，至多 20,000 个字符"),
    "both": Text("{kind} from {low} to {high}", "{low} 至 {high} 之间的{kind}"),
    "low": Text("{kind}, at least {low}", "不小于 {low} 的{kind}"),
    "high": Text("{kind}, at most {high}", "不大于 {high} 的{kind}"),
    "one of": Text("one of {words}", "{words} 之一"),
    "or": Text(" or ", "或"),
    "numbers": Text("{n} numbers", "{n} 个数"),
    "several": Text("a list, each {kind}", "列表，每项为{kind}"),
    "several str": Text("a list of texts", "若干文本"),
    "several int": Text("a list of whole numbers", "若干整数"),
    "several float": Text("a list of numbers", "若干数"),
    "tables": Text("a list of tables", "若干表"),
    "table": Text("a table of parameters", "一组参数"),
}
"""What values a parameter may have, by the name of its type and by its bounds."""

PORTFOLIO: Final = {
    "kept": Text("kept", "保留"),
    "change": Text("month {month}, {domain}: {what}", "第 {month} 月，{domain}：{what}"),
}
"""What is said of a policy's parts."""

MARKS: Final = by_english(
    {
        "VERIFIED": "已核实",
        "DERIVED": "推算",
        "DATA": "据数据计算",
        "MEMORY": "凭记忆、未核实",
        "assumption": "假设",
        "convention": "约定",
        "computational scale": "计算规模",
        "policy choice": "政策选择",
    }
)
"""Marks of evidence and other words of sources, each put into Chinese where it stands in one."""

_NUMBER: Final = r"-?[\d.,]+(?: ?%)?"
EVIDENCE_ZH: Final = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (rf"\brange ({_NUMBER})(?:-| to )({_NUMBER})", r"范围 \1–\2"),
        (r"\bconvention: off\b", "约定：默认关闭"),
        (r"\bneutral: off\b", "中性值：关闭"),
        (r"\bneutral(?::? (?=\S)|$)", "中性值 "),
        (r"\bcalibrated: ", "校准："),
        (r"\bearlier runs: ", "此前的运行："),
        (r"\bvaried while these hold\b", "在其成立的范围内变动"),
        (r"\bthe others for comparison\b", "其余用于比较"),
        (r"\bnot lawful\b", "不合法"),
        (r"\bconvention: null model\b", "约定：零模型"),
    )
)
"""What sources say of evidence in more than a mark, and its Chinese, in the order in which they are looked for."""

FULL_WIDTH: Final = {",": "，", ";": "；", ":": "："}
BESIDE: Final = re.compile("(?<=[\u4e00-\u9fff])[,;:] ?|[,;:] ?(?=[\u4e00-\u9fff])")
"""Signs beside Chinese."""

CODES: Final = {
    "V1": Text("read in full", "已查全文"),
    "V2": Text("read in an official examination", "据官方考试题解"),
    "V3": Text("read on a web page", "据网页"),
    "M": Text("from memory", "凭记忆、未核实"),
    "G": Text("a guess for the model", "模型假定"),
}
"""Marks of evidence of rule sets, which stand at the ends of sentences."""
CODE: Final = re.compile(r"(?<=; )(?:V[123]|M|G)(?: (?:V[123]|M|G))*(?=$|[.;])")
