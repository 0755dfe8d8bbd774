"""The parameters of ``scenario.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Source": {
        "path": "参数或参数组的点分路径，如 world.city.residents",
        "source": "带证据标记的公开数据，或假设",
        "swept": "不确定世界研究中的检验范围，取代一般范围",
        "fixed": "在所有不确定世界中保持不变",
    },
    "Scenario": {
        "name": "情景名称，用于清单与文件名",
        "title": "英文标题",
        "title_zh": "中文标题",
        "notes": "读者须知",
        "warm_up": "政策切换前按现状运行的月数",
        "months": "政策切换后的月数",
        "policies": "其他命名政策",
        "sources": "个别参数的证据，取代一般来源",
    },
}
