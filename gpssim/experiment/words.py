"""Words of charts that several experiments share, English and Chinese, and labels of what an experiment measures itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gpssim.analysis import indicator
from gpssim.analysis.domains import EVERYWHERE, NOT_NEGATIVE, OF_UNITS, Domain
from gpssim.errors import unknown
from gpssim.texts.text import Text, by_english
from gpssim.texts.units import UNITS

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "as it is": Text("as it is", "原样"),
        "no ties": Text("no ties", "无关系"),
        "no noise": Text("no noise", "无噪声"),
        "lottery": Text("lottery (null model)", "随机分配（零模型）"),
        "later": Text("later period", "后期"),
        "all": Text("all months", "全期"),
    }
)

FORMED: Final = by_english(
    {
        "%": "%",
        "% of the ceiling": "占限价%",
        "a year, per 100 organizations": "次/年·百家组织",
        "million yuan per year": "百万元/年",
        "of its first value": "与初始值之比",
        "rank correlation": "秩相关",
    }
)
"""Units of what experiments form of the records; all others are declared with indicators, parameters and columns."""
LIMITS: Final[Mapping[str, Domain]] = MappingProxyType(
    {
        **OF_UNITS,
        "%": (0.0, 100.0),
        "rank correlation": (-1.0, 1.0),
        **dict.fromkeys(
            (
                "% of the ceiling",
                "a year, per 100 organizations",
                "million yuan per year",
                "of its first value",
                "offers",
                "places",
                "yuan per 1000 yuan paid",
                "yuan per place-month",
            ),
            NOT_NEGATIVE,
        ),
    }
)
"""What experiments measure themselves are levels: none of these is less than nothing, and a percentage is of a whole."""


class Measured(Text):
    """A label that knows what its numbers can be."""

    limits: Domain = EVERYWHERE


def measure(english: str, chinese: str, unit: str = "", of: str = "") -> Measured:
    """A label with its unit, for axes and panels of what has no label of its own, or too long a one.

    Parameters
    ----------
    english, chinese : the label, without a unit.
    unit : as units are declared, in English: it brings its Chinese.
    of : an indicator whose unit it is, in place of ``unit``; its numbers can be what those of the indicator can be.

    Returns
    -------
    The label in both languages; its ``limits`` are the lowest and the highest value (:func:`ends`).

    Raises
    ------
    GpssimError : there is no such unit or indicator.

    >>> measure("Price by disclosure", "价格：信息公开", of="price_per_unit")
    Measured(en='Price by disclosure (yuan per place-month)', zh='价格：信息公开（元/名额·月）')
    """
    from gpssim.figures.charts.texts import in_brackets

    units = {**UNITS, **FORMED}
    declared = indicator(of).unit if of else unit
    if declared not in units:
        raise unknown("unit", declared, units)
    label = Measured(english + in_brackets(declared, "en"), chinese + in_brackets(units[declared].zh, "zh"))
    label.limits = indicator(of).domain if of else LIMITS.get(declared, EVERYWHERE)
    return label


def ends(labels: Mapping[str, object]) -> dict[str, Domain]:
    """The lowest and the highest value of all that :func:`measure` labels, by its key.

    >>> ends({"turned": measure("Turned", "左右", "%"), "open_tender": "no measure"})
    {'turned': (0.0, 100.0)}
    """
    return {key: label.limits for key, label in labels.items() if isinstance(label, Measured)}
