"""What a chart says, in two languages: its own words first, then those of indicators, then those of the house."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from gpssim.analysis import indicators
from gpssim.texts.names import name
from gpssim.texts.text import Language
from gpssim.texts.units import unit

Pair = tuple[str, str]
"""A text in English and in Chinese."""

WIDTH_OF_TITLES: Final = 28
"""Letters that fit over one of three panels; a Chinese character takes the room of two."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a chart says; every text is a pair, English and Chinese.

    Parameters
    ----------
    name : file name, without ending.
    title : of the chart, for captions and metadata.
    note : what stands below the chart.
    words : key of the table to its words, for keys that are neither indicators nor names of the house.
    """

    name: str
    title: Pair
    note: Pair = ("", "")
    words: Mapping[str, Pair] = field(default_factory=dict)

    def of(self, key: object, language: Language) -> str:
        """The words for a key of the table, an indicator with its unit; ``x`` and ``y`` are the labels of axes."""
        pair = self.words.get(str(key))
        return pair[language == "zh"] if pair else with_unit(str(key), language) or name(str(key), language)

    def and_words(self, more: Mapping[str, Pair]) -> Texts:
        """The same with further words."""
        return replace(self, words={**self.words, **more})

    def titles_of(self, panels: Sequence[str], language: Language, across: int) -> list[str]:
        """The titles of panels, broken into lines that fit where so many stand side by side."""
        return [wrapped(self.of(panel, language), WIDTH_OF_TITLES * 3 // across) for panel in panels]


Draw = Callable[[pd.DataFrame, Texts, Language], Figure]
"""A chart: a table and what it says, in one language."""


def with_unit(outcome: str, language: Language) -> str:
    """Label and unit of an indicator; nothing where there is none of the name.

    >>> with_unit("coverage", "en"), with_unit("coverage", "zh"), with_unit("apples", "en")
    ('Coverage (share)', '覆盖率（比例）', '')
    """
    known = indicators().get(outcome)
    if known is None:
        return ""
    said = unit(known.unit, language).replace("0-1", "0–1")
    said = said.translate({ord("（"): "，", ord("）"): None}) if language == "zh" else said.replace(" (", ", ").replace(")", "")
    return f"{known.label_zh}（{said}）" if language == "zh" else f"{known.label} ({said})"


def wrapped(title: str, width: int) -> str:
    """A title in as many lines as it needs, each of at most ``width`` letters or half as many Chinese characters.

    A unit at its end is not torn apart: where it finds no room on a line it begins the next.
    """
    wide = any(unicodedata.east_asian_width(character) == "W" for character in title)
    width = width // 2 if wide else width
    before, bracket, rest = title.partition("（" if wide else " (")
    lines = textwrap.wrap(title if len(title) <= width else before, width, break_on_hyphens=False)
    if bracket and len(title) > width:
        fits = len(lines[-1] + bracket + rest) <= width
        lines = [*lines[:-1], lines[-1] + bracket + rest] if fits else [*lines, *textwrap.wrap((bracket + rest).strip(), width)]
    return "\n".join(lines)
