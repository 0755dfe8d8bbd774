"""The parameters of ``purchasers.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Purchasers": {
        "appropriation_per_head": "这些领域的人均年拨款",
        "appropriation_growth": "拨款的年增长率",
        "bureau_share": "民政局为全部片区统一掌握的拨款比例",
        "integrity": "官员廉洁度：1 表示关系不影响任何判断",
        "tie_density": "购买主体与组织间存在关系的比例",
        "tie_strength": "关系的平均强度，以质量计",
        "tie_growth": "合同期内关系的月增强",
        "quality_value": "购买主体对一单位潜在质量的支付意愿，占单位成本的比例",
        "incumbent_bonus": "对现任承接主体的偏好，占单位成本的比例",
        "survey_noise": "无公众参与时需求调查的误差",
        "survey_participation": "充分公众参与可消除的误差部分",
        "survey_embeddedness": "承接主体嵌入可消除的误差部分",
        "ceiling_margin": "最高限价高于预期成本的幅度",
        "ceiling_ratchet": "最高限价中上期价格相对于测算成本的权重（棘轮）",
        "ceiling_raise": "同一采购每失败一次最高限价上调的比例",
        "survey_experience": "价格调查偏重有经验者的程度：权重为 1 加此值乘以经验（项目年）；0 为各供给方权重相同",
        "ceiling_noise": "最高限价的误差",
        "procedure_reserve": "议价的购买主体估计公开招标所需的费用",
        "hours_per_month": "每个购买主体每月用于购买的工时",
        "inspection_hours": "一次检查所需工时",
        "inspections_max": "每份合同每月最多检查次数",
        "wage_hour": "官员一小时的成本",
        "usable_month": "当年资金最早可用月份（0 为一月）",
        "rush": "十月起突击花完的未用拨款比例",
        "rush_error": "年底突击时调查与限价误差的增幅",
        "delay": "到期款项再拖一个月的月概率",
        "project_value": "一个合同年的通常金额",
    },
}
