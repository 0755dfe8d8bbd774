"""What a chart says, in two languages: its own words first, then those of indicators, then those of the house."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from gpssim.analysis import indicator, indicators
from gpssim.figures.words import unit_of
from gpssim.texts.names import name
from gpssim.texts.text import Language

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

    def called(self, name: str) -> Texts:
        """The same under another file name."""
        return replace(self, name=name)

    def names_of_x(self, panels: Sequence[str]) -> dict[str, str]:
        """The keys of the words for the x axes of those panels that have their own: ``x PANEL``."""
        return {panel: f"x {panel}" for panel in panels if f"x {panel}" in self.words}

    def titles_of(self, panels: Sequence[str], language: Language, across: int, most: int = 1000) -> list[str]:
        """The titles of panels, in lines that fit where so many stand side by side, none of more than ``most`` letters."""
        return [wrapped(self.of(panel, language), min(most, WIDTH_OF_TITLES * 3 // across)) for panel in panels]


Draw = Callable[[pd.DataFrame, Texts, Language], Figure]
"""A chart: a table and what it says, in one language."""


def with_unit(outcome: str, language: Language) -> str:
    """Label and unit of an indicator; nothing where there is none of the name.

    >>> with_unit("coverage", "en"), with_unit("coverage", "zh"), with_unit("apples", "en")
    ('Coverage (share)', '覆盖率（比例）', '')
    """
    return labeled(outcome)[language == "zh"] if outcome in indicators() else ""


def labeled(outcome: str, more: Pair = ("", ""), in_unit: Pair | None = None) -> Pair:
    """Label and unit of an indicator in both languages, as it is declared: what a chart that splits or rescales it says.

    Parameters
    ----------
    outcome : name of an indicator.
    more : what is said of it, such as ``("by disclosure", "披露")``.
    in_unit : the unit where the chart shows another one than the declared, such as ``("%", "%")``; ``("", "")`` for none.

    Returns
    -------
    English and Chinese text.

    Raises
    ------
    UnknownNameError : no indicator has the name.

    >>> labeled("coverage", ("by age", "按年龄")), labeled("price_to_ceiling", in_unit=("%", "%"))[0]
    (('Coverage, by age (share)', '覆盖率：按年龄（比例）'), 'Price over ceiling (%)')
    """
    known = indicator(outcome)
    en, zh = in_unit or (unit_of(outcome, "en"), unit_of(outcome, "zh"))
    label, label_zh = known.label + f", {more[0]}" * bool(more[0]), known.label_zh + f"：{more[1]}" * bool(more[1])
    return label + f" ({en})" * bool(en), label_zh + f"（{zh}）" * bool(zh)


def in_brackets(unit_: str, language: Language) -> str:
    """A unit in brackets after a label; brackets of its own become a comma.

    >>> in_brackets("0-1", "en"), in_brackets("latent (root mean square)", "en"), in_brackets("比例", "zh")
    (' (0–1)', ' (latent, root mean square)', '（比例）')
    """
    said = unit_.replace("0-1", "0–1")
    if language == "zh":
        return f"（{said.translate({ord('（'): '，', ord('）'): None})}）"
    return f" ({said.replace(' (', ', ').replace(')', '')})"


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
        lines = (
            [*lines[:-1], lines[-1] + bracket + rest]
            if fits
            else [*lines, *textwrap.wrap((bracket + rest).strip(), width, break_on_hyphens=False)]
        )
    return "\n".join(lines)
