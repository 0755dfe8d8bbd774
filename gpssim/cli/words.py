"""The words of the terminal, English and Chinese."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "differences": Text("{period}, {money}; differences from {baseline}", "{period}，{money}；差异相对于 {baseline}"),
    "arms": Text("what each arm bought with, all months, {money}", "各方案实际的购买方式，全部月份，{money}"),
    "arms_in_worlds": Text(
        "the same in the {n} sampled worlds that count, medians, {money}", "{n} 个计入的抽样世界中的情形（中位数），{money}"
    ),
    "arms_in_others": Text(
        "the same in the {n} that do not, medians, {money}", "{n} 个不计入的抽样世界中的情形（中位数），{money}"
    ),
    "plausible": Text(
        "sampled worlds with a plausible status quo: {passed} of {n}; only these count",
        "现状可信的抽样世界：{n} 个中有 {passed} 个；只计这些世界",
    ),
    "outside": Text(
        "below, above: outside by more than {errors:g} standard errors of the world's own value",
        "低于、高于：超出界限多于该世界自身数值的 {errors:g} 个标准误",
    ),
    "bare": Text("of these worlds {n} have every value itself within its bounds", "其中 {n} 个世界的全部数值本身在界限之内"),
    "not_judged": Text(
        "the status quo of the sampled worlds is not judged: the warm-up is shorter than {months} months; all count",
        "未检验抽样世界的现状：预热期短于 {months} 个月；全部计入",
    ),
    "bounds": Text("bounds", "范围"),
    "own_world": Text("own", "本世界"),
    "median": Text("median", "中位数"),
    "below": Text("below", "低于"),
    "above": Text("above", "高于"),
    "alone": Text("alone", "仅此不符"),
    "n_flagged": Text("flagged in", "被标记的世界"),
    "own_share": Text("own", "自身方式"),
    "failure_rate": Text("failed", "流标率"),
    "inherited_share": Text("inherited", "承前合同"),
    "kept_share": Text("kept", "保留部分"),
    "bridge_share": Text("bridges", "延期"),
    "every_arm": Text("the same in every arm: {follows}", "各方案相同：{follows}"),
    "again": Text(" (re-tenders first: {n})", "（此前再次采购{n}次）"),
    "unequal": Text("arms differ in {lever}: {said_by}", "各方案的 {lever} 不同：{said_by}"),
    "flagged": Text("! {policy}, {period}: own {own}, failed {failed}", "! {policy}，{period}：自身方式 {own}，流标率 {failed}"),
    "flagged_other": Text(
        "! {policy}, {period}: own {own}, failed {failed}, else {other}",
        "! {policy}，{period}：自身方式 {own}，流标率 {failed}，其余多为{other}",
    ),
    "off": Text("– {label}: not measured, needs {needs}", "– {label}：未计量，需要{needs}"),
    "own_purchases": Text(
        "Only purchases made since the switch under each arm's own mechanisms: a selection, no effect of a policy. "
        "Outcomes of the whole city, such as coverage and trust, belong to no single purchase and are left out.",
        "仅限切换以来以各方案自身方式进行的采购：属选择性样本，并非政策效应。覆盖率、信任等全市指标不属于任何一次采购，故略去。",
    ),
    "split": Text("{title}, by {by}", "{title}，按{by}"),
    "valid": Text("{file} is a valid scenario", "{file} 是有效的情景"),
    "began_as": Text("it began as {preset}; values of its own: {n}", "它以 {preset} 为起点；自行设定的取值：{n} 个"),
    "began_as_none": Text("values other than the model's defaults: {n}", "与模型默认值不同的取值：{n} 个"),
    "fixed": Text("fixed", "固定"),
    "idle": Text(
        '"{source}" is said of another value of {path}, and nothing of {value}',
        "“{source}”说明的是 {path} 的其他取值，而非 {value}",
    ),
    "uncertain": Text(
        "uncertain in sampled worlds (--worlds), each over the range beside it: {n}",
        "在抽样世界（--worlds）中不确定，各在所列范围内抽取：{n} 个",
    ),
    "certain": Text("nothing is uncertain: no worlds can be sampled", "没有不确定的参数：无法抽样世界"),
    "further": Text(
        "a mechanism that a policy brings along (--policy) adds parameters of its own", "以 --policy 引入的方式另有其自身的参数"
    ),
    "passed": Text("passed", "通过"),
    "failed": Text("FAILED", "未通过"),
}
