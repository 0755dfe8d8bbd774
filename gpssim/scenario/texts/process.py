"""The parameters of ``process.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Process": {
        "recorded": "逐步记录六步流程（steps 表），即使各步均即时通过",
        "design_days": "设计项目及其标准所需天数",
        "cost_days": "测算费用所需天数",
        "review_days": "民政与财政审核项目所需天数",
        "purchase_days": "组织购买在该方式自身程序之外所需天数",
        "signing_days": "从中标到签约在该方式自身程序之外所需天数",
        "acceptance_days": "合同期满至付清尾款的天数",
        "rectification_days": "验收不合格后尾款的进一步等待",
        "step_hours": "设计、测算、审核一次所需的官员工时",
        "check_hours": "职责完全分离时财政部门核查一个项目所需工时",
        "need_error": "调查误差之外，设计时对需求的误判",
        "standard_error": "项目所提标准与公众需求之间的偏离",
        "standard_drift": "标准确定之后需求偏离标准的速度",
        "cost_error": "购买主体自身误差之外的限价误差",
        "cost_bias": "限价偏高（虚高）或偏低（为负），占预期成本的比例",
        "unbudgeted": "项目未列入当年预算的概率；未列入预算的项目不得实施",
        "reluctance": "审核官员拒绝政府自己也能做的项目的概率",
        "returned": "审核退回设计的概率",
        "most_returns": "设计被退回超过此次数即放弃",
        "withdrawal": "中标者签约前退出的概率（与价格无关）",
        "understanding": "期初官员对购买工作的认识，无培训时亦回到此值",
        "training_effect": "充分认识可消除的误差与抵触部分",
        "training_gain": "全强度培训下认识的月增幅",
        "training_decay": "所学的月流失（人员流动）",
        "training_hours": "全强度培训下每个购买主体每月所用工时",
        "training_cost": "全强度培训的费用，每个购买主体每月",
        "coordination_hours": "充分协作时每个购买主体每月所用工时",
    },
}
