"""The parameters of ``policy.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Policy": {
        "name": "政策名称，用于表格与图例",
        "shares": "第 0 月起的购买方式组合",
        "keeps": "其组合只划分现行政策未声明保留的部分；否则划分全部资金",
        "settings": "购买方式的参数",
        "change": "此后的变化",
    },
}
