"""One Chinese word for one thing: the terms of the glossary, each with the words that no Chinese text uses in its place.

Whoever writes a text looks the word up here; a test reads every Chinese text of the package, the presets and the experiments.
What is rejected is a regular expression, for some are right as parts of other words: 购买方 is rejected, 购买方式 is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple


class Term(NamedTuple):
    """A thing, its word, and what it is not called."""

    english: str
    chinese: str
    rejected: tuple[str, ...]


TERMS: Final = (
    Term("government purchaser", "购买主体", ("购买方(?!式)", "采购方(?!式)", "采购人(?!代表)")),
    Term("provider", "承接主体", ("承接方", "供应商", "供应方", "供给主体", "(?<!社会)服务机构")),
    Term("citizens", "公众", ("公民",)),
    Term("district", "片区", ("(?<!跨)地区", "区域", "街镇", "按街道", "街道，")),
    Term("survey unit", "调查单位", ("调查单元",)),
    Term("need", "需求", ("有需要", "的需要", "所需要", "调查需要")),
    Term("purchasing mechanism", "购买方式", ("采购方式", "购买机制", "采购机制")),
    Term("lever", "政策工具", ("杠杆",)),
    Term("directed commission", "定向委托", ("直接委托", "定向购买")),
    Term("status quo", "现状", ("现行政策",)),
    Term("baseline", "基准", ("基线",)),
    Term("failed call", "流标", ("废标",)),
    Term("tender out again", "重新采购", ("再次采购", "重新招标")),
    Term("offer", "投标", ("响应者", "无人响应")),
    Term("winner", "中标者", ("成交者", "得标")),
    Term("losing offer", "落选", ("落标", "未中标")),
    Term("ring of bidders", "串通投标", ("围标", "串标")),
    Term("proposal", "标书", ("投标文书",)),
    Term("bridge", "过渡性延续", ("延期", "顺延")),
    Term("inspection", "检查", ("稽核", "督查")),
    Term("verifiable", "可核验", ("可验证",)),
    Term("delivered quality", "实际质量", ("交付质量", "真实质量")),
    Term("reputation", "信誉", ("声誉",)),
    Term("belief of a purchaser", "信念", ("认知误差", "认知偏差", "印象")),
    Term("targeting", "瞄准", ("针对性",)),
    Term("non-government", "民间", ("非政府",)),
    Term("probability", "概率", ("(?<!对数)几率", "机率")),
    Term("log odds", "对数几率", ("对数优势",)),
)


def rejected_in(text: str) -> Iterator[tuple[str, str]]:
    """Every rejected word that a text has, with the one to use.

    >>> list(rejected_in("直接委托的基线")), list(rejected_in("购买方式"))
    ([('直接委托', '定向委托'), ('基线', '基准')], [])
    """
    for term in TERMS:
        for pattern in term.rejected:
            yield from ((found, term.chinese) for found in re.findall(pattern, text))
