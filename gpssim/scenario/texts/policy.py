"""The parameters of ``policy.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Policy": {
        "name": "政策名称，用于表格与图例",
        "shares": "第 0 月起的购买方式组合",
        "settings": "购买方式的参数",
        "change": "此后的变化",
    },
}
