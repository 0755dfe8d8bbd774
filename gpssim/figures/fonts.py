"""Which letters a figure is set in: Chinese where a Chinese font is found, English with one clear message where none is."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from matplotlib import font_manager

from gpssim.errors import SaidWarning, impossible
from gpssim.texts.text import LANGUAGES, Language

LATIN: Final = "DejaVu Sans"
"""Comes with matplotlib: the same letters on every machine."""

PACKAGE: Final = "pylopdf_fonts_zh_cn"
"""What the extra ``cjk`` installs: Noto Sans SC under the SIL Open Font License."""

SYSTEM_FONTS: Final = (
    "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "Heiti SC", "SimHei", "Noto Serif CJK SC", "SimSun",
)  # fmt: skip
"""Looked for by name, best first."""

NO_CHINESE: Final = (
    "no Chinese font found: figures are labeled in English; install one with `pip install gpssim[cjk]`, "
    "or put Noto Sans CJK SC or SimHei on the system"
)


class FontWarning(SaidWarning):
    """Figures were asked for in Chinese and no font can show it."""


def settled(language: str) -> Language:
    """The language figures will speak: the one asked for, or English with a :class:`FontWarning` where Chinese cannot be shown.

    Raises
    ------
    ScenarioError
        The language is neither ``en`` nor ``zh``.
    """
    if language not in LANGUAGES:
        raise impossible("language", language, "'en' or 'zh'")
    if language == "zh" and chinese_font() is None:
        warnings.warn(FontWarning(NO_CHINESE), stacklevel=3)
        return "en"
    return "zh" if language == "zh" else "en"


def spoken(language: str) -> tuple[Language, ...]:
    """The languages in which files are made: one as :func:`settled` says; for ``both`` English and, where it can be shown, Chinese.

    Raises
    ------
    ScenarioError
        The language is none of ``en``, ``zh`` and ``both``.
    """
    if language not in ("en", "zh", "both"):
        raise impossible("language", language, "'en', 'zh' or 'both'")
    return ("en", "zh") if language == "both" and settled("zh") == "zh" else (settled(language if language == "zh" else "en"),)


def family(language: Language) -> list[str]:
    """Font families in order: matplotlib takes each letter from the first that has it."""
    chinese = chinese_font() if language == "zh" else None
    return [chinese, LATIN] if chinese else [LATIN]


def every_family(language: Language) -> tuple[str, ...]:
    """All fonts in which a letter may be found, those of the language first: names that users give may be in any."""
    chinese = chinese_font()
    return tuple(dict.fromkeys([*family(language), LATIN, *([chinese] if chinese else [])]))


def lacking(text: str, families: Sequence[str]) -> str:
    r"""The letters of a text that none of these fonts has, each once.

    >>> lacking("policy \u20ac", [LATIN]), lacking("\U0001f9d1!", [LATIN])
    ('', '\U0001f9d1')
    """
    return "".join(
        dict.fromkeys(letter for letter in text if letter > "~" and not any(ord(letter) in _letters(f) for f in families))
    )


@cache
def _letters(name: str) -> frozenset[int]:
    """The letters that a font has."""
    return frozenset(font_manager.get_font(font_manager.findfont(name)).get_charmap())


@cache
def chinese_font() -> str | None:
    """Family name of the font for Chinese: of the installed font package, else of the system, else ``None``."""
    return _packaged() or next((name for name in SYSTEM_FONTS if name in font_manager.get_font_names()), None)


def _packaged() -> str | None:
    """The font package's family, made known to matplotlib, which does not look into Python packages by itself."""
    try:
        path = Path(importlib.import_module(PACKAGE).sans_path())
    except ImportError:
        return None
    font_manager.fontManager.addfont(str(path))
    return font_manager.FontProperties(fname=str(path)).get_name()
