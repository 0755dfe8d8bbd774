"""The parameters of ``scales.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Scales": {
        "quality_reference": "显示为 0.5 的潜在质量",
        "quality_scale": "0–1 量表一个标准差对应的潜在单位",
        "service_value": "潜在质量为 0 的一个名额月的价值，以单位成本计",
        "quality_price": "一单位潜在质量的价值，以单位成本计",
        "waiting_price": "未满足需求一个月的代价，以单位成本计",
        "excess_burden": "公共资金的边际超额负担",
    },
}
