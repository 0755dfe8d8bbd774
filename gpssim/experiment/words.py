"""Words of charts that several experiments share, English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gpssim.texts.text import Text

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
