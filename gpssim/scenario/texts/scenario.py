"""The parameters of ``scenario.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
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
