"""Labels of the columns that comparisons and runs share, English and Chinese."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

VARIABLES: Final = {
    "policy": Text("policy", "政策"),
    "closure": Text("what is held equal", "保持相等的量"),
    "world": Text("world: 0 the scenario's own, others sampled", "世界：0为情景自身，其余为抽样"),
    "replication": Text("replication: the same number, the same luck", "重复：编号相同则随机性相同"),
    "period": Text("period, counted from the switch of policy", "时期（自政策切换起计）"),
    "outcome": Text("outcome", "指标"),
    "label": Text("outcome in words", "指标名称（英文）"),
    "label_zh": Text("outcome in Chinese", "指标名称"),
    "unit": Text("unit of the outcome", "指标单位"),
    "family": Text("family of outcomes", "指标类别"),
    "direction": Text("1 more is better, -1 less is better, 0 neither", "1为越大越好，-1为越小越好，0为两者皆非"),
    "primary": Text("primary outcome", "是否主要指标"),
    "policy_a": Text("baseline policy", "基准政策"),
    "policy_b": Text("policy compared with it", "对比政策"),
    "mean_a": Text("mean under the baseline", "基准政策下的均值"),
    "mean_b": Text("mean under the policy compared", "对比政策下的均值"),
    "difference": Text("paired difference, compared less baseline", "配对差（对比减基准）"),
    "low": Text("lower end of the 95 % interval", "95%置信区间下限"),
    "high": Text("upper end of the 95 % interval", "95%置信区间上限"),
    "n_pairs": Text("pairs of replications", "配对数"),
    "variance_reduction": Text("variance taken away by pairing (share)", "配对减少的方差（比例）"),
    "relative": Text("difference over the size of the baseline's mean (share)", "差与基准均值绝对值之比（比例）"),
    "p_holm": Text("p, Holm-adjusted over primary outcomes", "p值（对主要指标作 Holm 校正）"),
    "same_sign_share": Text("sampled worlds that count with the same sign (share)", "计入的抽样世界中同号者（比例）"),
    "n_worlds": Text("sampled worlds that count", "计入的抽样世界数"),
    "world_median": Text("median of the differences of these worlds", "这些世界中差异的中位数"),
    "same_sign_share_others": Text("other sampled worlds with the same sign (share)", "其余抽样世界中同号者（比例）"),
    "n_worlds_others": Text("other sampled worlds", "其余抽样世界数"),
    "own_share": Text("value awarded by the policy's own mechanisms (share)", "自身方式授予的金额（比例）"),
    "failure_rate": Text("failed attempts by its own mechanisms (share)", "自身方式的流标率（比例）"),
    "inherited_share": Text("value in cycles awarded before the switch (share)", "切换前授予周期的金额（比例）"),
    "kept_share": Text("value of what the policy keeps beside (share)", "另行保留部分的金额（比例）"),
    "bridge_share": Text("value in extensions of expired contracts (share)", "到期合同过渡性延续的金额（比例）"),
    "retenders": Text("attempts more after a failure", "流标后重新采购的次数"),
    "after_failure": Text("mechanism that follows failed calls", "流标后接替的方式"),
    "other": Text("other mechanism that carries most", "占比最大的其他方式"),
    "other_share": Text("value awarded by it (share)", "其授予的金额（比例）"),
    "n_attempts": Text("attempts to purchase by its own mechanisms", "以自身方式进行的采购次数"),
    "n_runs": Text("runs", "运行次数"),
    "flagged": Text("says little about what it is named for", "是否被标记"),
}
"""Labels of columns by their names."""

TITLES: Final = {
    "comparison": Text("paired differences between policies", "政策间的配对差"),
    "by": Text("paired differences, by {by}", "配对差，按{by}"),
    "outcomes": Text("outcomes of every run and period", "各次运行与各时期的指标值"),
    "arms": Text("what each policy bought with", "各政策实际的购买方式"),
    "table": Text("a row is {row}", "记录表（每行：{row}）"),
}
"""What exported tables are."""

SAID: Final = {
    "sheet": Text("table", "表"),
    "variable": Text("variable", "变量"),
    "label": Text("label", "标签"),
    "unit": Text("unit", "单位"),
    "holds": Text("holds", "内容"),
    "rows": Text("rows", "行数"),
}
"""Headings of the list of variables and of the first sheet."""
