"""The parameters of ``city.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "City": {
        "residents": "常住人口",
        "n_citizens": "代表全体居民的调查单位数",
        "n_districts": "镇、街道数，每个为一个片区并各有一个购买主体",
        "district_spread": "片区规模的离散程度",
        "share_children": "15 岁以下居民占比",
        "share_elderly": "60 岁及以上居民占比",
        "share_disabled": "残疾居民占比",
        "share_migrant": "劳动年龄居民中农民工与流动人员占比",
        "share_laid_off": "劳动年龄居民中下岗人员占比",
        "vulnerable_spread": "残疾、流动、下岗人员占比在片区间的离散程度",
        "start": "政策切换的日历月份（YYYY-MM）",
        "demand_growth": "需求发生率的年增长（老龄化、城市扩张）",
    },
}
