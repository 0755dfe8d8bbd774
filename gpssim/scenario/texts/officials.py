"""The parameters of ``officials.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Officials": {
        "diffusion": "购买主体起初自行提供，逐个采纳政府购买",
        "inhouse_bias": "官员“自己能做”与保留权力的偏好，以单位成本计",
        "adoption_mean": "采纳阈值均值：所见采纳比例加证据减偏好超过它即采纳",
        "adoption_sd": "采纳阈值的离散程度：有人率先采纳，有人从不采纳",
        "neighbors_weight": "所见采纳比例中相邻片区（相对于全部）的权重",
        "imitation": "采纳者比例的影响；0 为无人模仿",
        "evidence": "公开结果中购买相对于自办的优势的影响；0 为结果不起作用",
        "review": "尚未采纳者一个月内考虑采纳的概率",
        "learning": "自己的一个结果在对购买方式的信念中的权重；0 为不学习",
        "others_weight": "其他购买主体公开结果相对于自己结果的权重",
        "doubt": "毫无结果时对购买方式信念的标准差，以单位成本计",
        "risk_aversion": "该标准差对购买方式价值的扣减",
        "blame": "非竞争性购买招致的问责，以单位成本计",
        "scandal": "丑闻（偷工减料、违约、终止）增加的风险厌恶",
        "scandal_months": "丑闻被记住的月数",
    },
}
