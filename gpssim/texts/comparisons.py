"""The words of comparisons and decompositions, in a terminal and in LaTeX: headings, periods, closures, parts of a loss."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

HEADINGS: Final = {
    "outcome": Text("Outcome", "指标"),
    "period": Text("Period", "时期"),
    "closure": Text("Closure", "保持相等"),
    "policy": Text("Policy", "政策"),
    "part": Text("Part", "部分"),
    "baseline": Text("Baseline", "基准"),
    "mean": Text("Mean", "均值"),
    "difference": Text("Difference", "差异"),
    "interval": Text("95 % interval", "95% 置信区间"),
    "n_pairs": Text("Pairs", "配对数"),
    "variance_reduction": Text("Var. red.", "方差缩减"),
    "same_sign_share": Text("Same sign", "同号世界"),
    "p_holm": Text("p (Holm)", "p（Holm 校正）"),
    "share": Text("Of the loss", "占损失"),
}
"""Headings of columns, as a paper has them; a terminal writes them small."""

PERIODS: Final = {
    "all": Text("all months", "全部月份"),
    "transition": Text("transition period", "过渡期"),
    "later": Text("later period", "后期"),
}

CLOSURES: Final = {
    "appropriation": Text("equal appropriation", "拨款相等"),
    "volume": Text("equal purchased volume", "购买量相等"),
}

NOTES: Final = {
    "few": Text("So few replications give rough intervals.", "重复次数过少，区间仅供参考。"),
    "arm": Text("{star}{policy} {own_share} % (failed: {failure_rate} %)", "{star}{policy} {own_share} %（流标 {failure_rate} %）"),
    "arms": Text(
        "Value awarded since the switch by each policy's own mechanisms, and their failed attempts, all months: {arms}.",
        "切换以来各政策以自身方式授予的合同金额占比及其流标率，全部月份：{arms}。",
    ),
    "worlds": Text(
        "Same sign: over the {n} of {all} sampled worlds whose status quo is not implausible.",
        "同号世界：{all} 个抽样世界中现状并非不可信的 {n} 个。",
    ),
    "star": Text("* Under {least} %, or over {most} % failed.", "* 占比低于 {least} % 或流标率高于 {most} %。"),
}
"""Notes below tables."""

FAILED_CALLS: Final = {
    "follows": Text("{after} takes over where calls have failed", "流标后由{after}接替"),
    "none": Text("nobody takes over where calls have failed", "流标后无人接替"),
    "rules": Text("the rule set says what follows failed calls", "流标后依采购规则处理"),
    "differ": Text("What follows a failed call differs between the arms.", "各方案流标后的处理不同。"),
}
"""What follows a failed call: clauses, which stand in sentences, in brackets behind a policy, and alone."""

LOSSES: Final = {
    "full_information": Text("full information", "完全信息"),
    "adverse_selection": Text("adverse selection", "逆向选择"),
    "moral_hazard": Text("moral hazard", "道德风险"),
    "market_power": Text("market power", "市场势力"),
    "misjudged_need": Text("misjudged need", "需求误判"),
    "transaction_cost": Text("transaction cost", "交易成本"),
    "delay": Text("delay", "拖延"),
    "ties": Text("integrity and ties", "廉洁与关系"),
    "actual": Text("as it is", "现实"),
    "loss": Text("loss in all", "损失合计"),
}
"""The rows of a decomposition."""
