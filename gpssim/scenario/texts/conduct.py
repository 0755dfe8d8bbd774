"""The parameters of ``conduct.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Conduct": {
        "shirk_saving": "偷工减料节省的成本，占单位成本的比例（0 为无人偷工减料）",
        "shirk_harm": "偷工减料损失的不可核验质量",
        "shirk_noise": "偷工减料决策的 logistic 扰动，占单位成本的比例（0 为无）",
        "shirk_spread": "各合同偷工减料所节省成本的离散程度（0 为相同）",
        "diligence_spread": "各购买主体检查查出偷工减料概率的离散程度，对数几率（0 为相同）",
        "false_alarm": "检查误判未偷工减料的承接主体的概率",
        "cost_effort": "降本努力的成效：独享全部节约的承接主体所削减的成本，占单位成本的比例（0 为无）",
        "cost_damage": "每削减一单位成本损失的不可核验质量",
        "cost_visible": "可核验性对降本的约束程度：可削减的成本按质量可核验部分的这一比例下降（0 为无约束）",
        "cost_conscience": "使命、信誉、扣款与诚信对降本的约束程度，报价与履约相同（0 为无约束）",
        "cost_pressure": "合同亏损中由承接主体削减无人核验部分来弥补的比例",
        "shock_chance": "合同遭遇成本冲击的年概率",
        "shock_size": "一次冲击的成本，占合同金额的比例",
        "liability": "承接主体违约时在履约保证金之外最多承担的损失，占合同金额的比例；不超过其现金",
        "renegotiation": "签约后承接主体通过重新谈判得到的租金，占合同金额的比例",
        "price_response": "承接主体预期公开质量每提高一个潜在单位使日后价格上升的幅度，以单位成本计",
        "hazard": "合同非因过错提前终止的年概率",
        "withdrawal": "报价低于成本、差额超过投标保证金的中标人在签约前放弃中标的概率",
    },
}
