"""The parameters of ``bidding.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "BiddingSetting": {
        "family": "投标行为族",
        "name": "该族的参数名",
        "value": "参数值",
    },
    "Bidding": {
        "family": "投标行为族（见登记的各族）",
        "settings": "各投标行为族的参数",
        "markup": "在预期成本上的加成：加成定价族的报价，以及任何投标行为族下公益创投项目的申报",
        "rivals_cheaper": "投标人认为典型对手的成本比价格调查低多少：参与者有经验，成本高者不参与（0 为相信调查）",
        "cost_noise": "组织对自身项目成本所得信号的误差（0：已知成本）",
        "curse_correction": "报价者为赢家诅咒修正估计的程度：0 为不修正，1 为完全修正",
        "risk_aversion": "均衡报价者的相对风险厌恶系数（仅最低价评标时；0：无）",
        "reserve_hours": "投标所耗工时的倍数（0 为免费）",
        "bidder_wage": "组织员工一小时的成本",
        "entry_noise": "参与投标决策的 logistic 扰动，以一次投标成本为单位（0 为无）",
        "entry": "谁提交密封报价：自估利润足以弥补投标成本者（profit）；以恰好不亏的概率随机参与（mixed）；成本不高于临界值者（threshold）",
        "attention": "有能力的组织及时获知公告的概率",
        "incumbents_told": "现承接主体得知本项目重新采购的概率（高于他人注意概率时才起作用；0 为与他人相同）",
        "notices_add_up": "得知前一次（失败的）采购公告者，是否也得知下一次",
        "counts_promise": "投标人判断投标是否合算时计入兑现承诺成本的比例（0 为不计）",
        "counts_cycle": "投标人把采购周期内后续合同年度计入中标所得的比例（0 为只计首个合同）",
        "rivals_learning": "最近一次开标在投标人对对手成本之信念中的权重（0 为只相信价格调查）",
        "discount": "组织与购买主体的年贴现因子",
        "horizon": "公开结果的有效回溯期",
    },
}
