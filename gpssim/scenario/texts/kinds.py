"""The parameters of ``kinds.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Kinds": {
        "mission": "使命权重，为非营利组织通常水平的倍数（企业为零）",
        "staff": "期初员工，为通常水平的倍数",
        "cost": "同样工作的成本，为通常水平的倍数",
        "volunteers": "本类组织自有志愿者承担的工作成本比例",
        "donations": "捐赠，为非营利组织通常水平的倍数",
        "fees": "会费收入",
        "endowment": "设立时在通常储备之外的原始基金",
        "setup": "设立成本，为通常水平的倍数",
        "offers": "该类组织是否参与购买（1 参与，0 不参与）",
        "growth": "员工最大增速，为通常水平的倍数",
        "quitting": "离职风险，为通常水平的倍数",
        "credit": "可负债额度，为通常水平的倍数",
        "exits": "因闲置或偶然退出的风险，为通常水平的倍数",
        "taxed": "政策对其所属类别（企业、非营利组织）征税时，该类组织缴纳的比例",
        "distributed": "年度结余分配给所有者的比例：非营利组织不得分配",
        "payout": "该类组织以资助形式转给其他非营利组织的民间收入比例",
        "soft_budget": "财政弥补亏损的比例",
    },
}
