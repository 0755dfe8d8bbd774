"""The domain of a parameter in words, English or Chinese, read from its type and its bounds."""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from gpssim.scenario.paths import Part, group_in
from gpssim.scenario.wording import Wording
from gpssim.scenario.words import DOMAINS
from gpssim.texts.text import Language, listed, said

WRITTEN_SHORT: Final = 1e12
"""From here on a bound is written ``1e12``: it is there so that sums of money stay whole, and no reader counts its zeros."""


def domain_of(part: Part, language: Language = "en") -> str:
    """The domain in words: ``a whole number from 1 to 3``, ``one of 'lapse', 'reuse', 'carry_over'``, ``5 numbers``."""
    if isinstance(part, type):
        return said(DOMAINS, "table", language)
    low, high = bounds(part)
    kind = _kind(part.annotation, language, part.metadata)
    side = "both" if low is not None and high is not None else "low" if low is not None else "high" if high is not None else ""
    return said(DOMAINS, side, language, kind=kind, low=_plain(low), high=_plain(high)) if side else kind


def bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """The lowest and the highest value allowed, both included; None where there is no bound."""
    low, high = (next((getattr(m, side) for m in field.metadata if hasattr(m, side)), None) for side in ("ge", "le"))
    return low, high


def _plain(number: float | None) -> str:
    if number is None:
        return ""
    if abs(number) >= WRITTEN_SHORT:
        return f"{number:.0e}".replace("e+", "e")
    return f"{number:,.0f}" if abs(number) >= 10_000 else f"{number:g}"


def _kind(annotation: Any, language: Language, metadata: Iterable[Any] = ()) -> str:
    wording = next((mark for mark in metadata if isinstance(mark, Wording)), None)
    if wording:
        return said(DOMAINS, wording.words, language)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return said(DOMAINS, "one of", language, words=listed(map(repr, inner), language))
    if origin in (Union, types.UnionType):
        return said(DOMAINS, "or", language).join(_kind(a, language) for a in inner if a is not type(None))
    if group_in(annotation):
        return said(DOMAINS, "tables" if origin is tuple else "table", language)
    if origin is tuple and inner[-1] is Ellipsis:
        name = f"several {getattr(inner[0], '__name__', '')}"
        return said(DOMAINS, name if name in DOMAINS else "several", language, kind=_kind(inner[0], language))
    return said(DOMAINS, "numbers", language, n=len(inner)) if origin is tuple else said(DOMAINS, annotation.__name__, language)
