"""What comparisons are split by, and the names of the parts."""

from __future__ import annotations

from typing import Final

from gpssim.texts.names import name
from gpssim.texts.text import Language, Text, named, said

SPLITS: Final = {
    "domain": Text("service domain", "服务领域"),
    "group": Text("group of citizens", "人群"),
    "district": Text("district", "片区"),
    "kind": Text("kind of organization", "组织类型"),
    "mechanism": Text("mechanism", "购买方式"),
    "purchaser": Text("purchaser", "购买主体"),
    "reason": Text("reason", "原因"),
}
"""What a comparison can be split by."""

NUMBERED: Final = {
    "district": Text("district {number}", "片区{number}"),
    "purchaser": Text("purchaser {number}", "购买主体{number}"),
}
"""Parts that have numbers and no names, as in the tables of results."""


def part_name(split: str, part: object, language: Language) -> str:
    """One part in words.

    >>> part_name("district", 3, "en"), part_name("group", "elderly", "zh")
    ('district 3', '老年人')
    """
    return said(NUMBERED, split, language, number=part) if split in NUMBERED else name(str(part), language)


def split_name(split: str, language: Language) -> str:
    """What a comparison is split by, in words."""
    return named(SPLITS, split, language)
