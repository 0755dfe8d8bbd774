"""The words of tables for papers: captions, headings, notes, English and Chinese."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

CAPTIONS: Final = {
    "comparison": Text("Policies compared with {baseline}", "各政策与{baseline}的比较"),
    "pair": Text("{policy} compared with {baseline} (baseline)", "{policy}与{baseline}（基准）的比较"),
    "arms": Text("What each policy bought with", "各政策实际的购买方式"),
    "decomposition": Text("{outcome} ({unit}): what each friction takes", "{outcome}（{unit}）：各项摩擦造成的损失"),
    "parameters": Text("Parameters", "参数"),
}

COLUMNS: Final = {
    "policy": Text("Policy", "政策"),
    "own_share": Text("Own", "自身方式"),
    "failure_rate": Text("Failed", "流标率"),
    "inherited_share": Text("Inherited", "承前合同"),
    "kept_share": Text("Kept", "保留部分"),
    "bridge_share": Text("Bridges", "过渡性延续"),
    "p_holm": Text("p", "校正 p 值"),
}
"""Headings of tables of arms, and where a paper's are shorter than a terminal's."""

NOTES: Final = {
    "pairs": Text(
        "Means over {n} paired replications under the same luck; differences from the baseline with paired 95 % t intervals.",
        "均值取自 {n} 次配对重复（随机数相同）；差异相对于基准，附配对 95% t 区间。",
    ),
    "one": Text("One replication: there are no intervals.", "仅一次重复，无置信区间。"),
    "few": Text("So few replications give rough intervals.", "重复次数过少，置信区间仅供参考。"),
    "reduction": Text(
        "Pairing takes away {share} of the variance of a difference (median).", "配对使差异的方差减少 {share}（中位数）。"
    ),
    "holm": Text("p: adjusted over the primary outcomes (Holm).", "校正 p 值：就各主要指标按霍尔姆法校正。"),
    "shares": Text(
        "Shares of the value awarded since the switch by the policy's own mechanisms, in contracts inherited, by mechanisms kept, "
        "and in extensions; failed: share of attempts by its own mechanisms.",
        "切换以来各政策以自身方式授予、承前合同、保留方式及过渡性延续所占金额比例；流标率：以自身方式进行的采购中流标所占比例。",
    ),
    "losses": Text(
        "Means over {n} replications with 95 % t intervals; parts are Shapley values and add up to the loss in all.",
        "均值取自 {n} 次重复，附 95% t 区间；各部分为沙普利值，合计为总损失。",
    ),
    "no_shares": Text(
        "No shares where the interval of the loss in all holds zero.", "总损失的置信区间含零时，不列各部分占损失的比例。"
    ),
    "left_out": Text("{n} replications are left out: a run failed or has no value.", "略去 {n} 次重复：有运行失败或无数值。"),
    "range": Text("{low} to {high}", "{low} 至 {high}"),
    "stated": Text(
        "Below each parameter the name by which it is set, within its group; in brackets the range over which it is tested.",
        "参数下方为组内设置时所用的名称；方括号内为检验范围。",
    ),
}
"""Sentences below tables."""
