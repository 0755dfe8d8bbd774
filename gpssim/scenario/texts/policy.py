"""The parameters of ``policy.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Policy": {
        "name": "政策名称，用于输入与数据表",
        "title": "图例与论文中的英文名称；空则用政策名称",
        "title_zh": "图例与论文中的中文名称",
        "shares": "第 0 月起的购买方式组合",
        "keeps": "其组合只划分现状未声明保留的部分；否则划分全部资金",
        "settings": "购买方式的参数",
        "change": "此后的变化",
    },
}
