"""The domain of a parameter in words, English or Chinese, read from its type and its bounds."""

from __future__ import annotations

import types
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from gpssim.scenario.paths import Part, group_in

Language = Literal["en", "zh"]

_WORDS: Final[dict[str, dict[Any, str]]] = {
    "en": {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "text",
        "both": "{kind} from {low} to {high}",
        "low": "{kind}, at least {low}",
        "high": "{kind}, at most {high}",
        "one of": "one of {}",
        "or": " or ",
        "numbers": "{} numbers",
        "tables": "a list of tables",
        "table": "a table of parameters",
    },
    "zh": {
        bool: "真或假",
        int: "整数",
        float: "数",
        str: "文本",
        "both": "{low} 至 {high} 之间的{kind}",
        "low": "不小于 {low} 的{kind}",
        "high": "不大于 {high} 的{kind}",
        "one of": "{} 之一",
        "or": "或",
        "numbers": "{} 个数",
        "tables": "若干表",
        "table": "一组参数",
    },
}


def domain_of(part: Part, language: Language = "en") -> str:
    """The domain in words: ``a whole number from 1 to 3``, ``one of 'lapse', 'reuse', 'carry_over'``, ``5 numbers``."""
    words = _WORDS[language]
    if isinstance(part, type):
        return words["table"]
    low, high = bounds(part)
    kind = _kind(part.annotation, words)
    side = "both" if low is not None and high is not None else "low" if low is not None else "high" if high is not None else ""
    return words[side].format(kind=kind, low=_plain(low), high=_plain(high)) if side else kind


def bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """The lowest and the highest value allowed, both included; None where there is no bound."""
    low, high = (next((getattr(m, side) for m in field.metadata if hasattr(m, side)), None) for side in ("ge", "le"))
    return low, high


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:,.0f}" if abs(number) >= 10_000 else f"{number:g}"


def _kind(annotation: Any, words: dict[Any, str]) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return words["one of"].format(", ".join(map(repr, inner)))
    if origin in (Union, types.UnionType):
        return words["or"].join(_kind(a, words) for a in inner if a is not type(None))
    if group_in(annotation):
        return words["tables" if origin is tuple else "table"]
    return words["numbers"].format(len(inner)) if origin is tuple else words[annotation]
