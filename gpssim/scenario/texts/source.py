"""The parameters of ``source.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Source": {
        "path": "参数或参数组的点分路径，如 world.city.residents",
        "source": "带证据标记的公开数据，或假设；留空则不作说明",
        "swept": "不确定世界研究中的检验范围，取代一般范围",
        "fixed": "在所有不确定世界中保持不变",
        "value": "来源所说明的取值，对其他取值不作说明；未给出则适用于任何取值",
    },
}
