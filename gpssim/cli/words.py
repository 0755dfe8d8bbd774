"""The words of the terminal, English and Chinese."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "outcome_left_out": Text("outcome {name!r} is left out: {reason}", "指标 {name!r} 未能算出：{reason}"),
    "table_left_out": Text("table {name!r} is left out: {reason}", "表 {name!r} 未能生成：{reason}"),
    "figure_left_out": Text("figure {name!r} is left out: {reason}", "图 {name!r} 未能绘制：{reason}"),
    "answer_left_out": Text("answer {name!r} is left out: {reason}", "回答 {name!r} 未能给出：{reason}"),
    "panel_left_out": Text("panel {name!r} is left out: {reason}", "分图 {name!r} 未能绘制：{reason}"),
    "part_left_out": Text("part {name!r} is left out: {reason}", "部分 {name!r} 未能给出：{reason}"),
    "differences": Text("{period}, {money}; differences from {baseline}", "{period}，{money}；与{baseline}之差"),
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
    "bridge_share": Text("bridges", "延续"),
    "every_arm": Text("in every arm, {follows}", "各方案相同，{follows}"),
    "again": Text(" (re-tenders first: {n})", "（此前重新采购{n}次）"),
    "unequal": Text("arms differ in {lever}: {said_by}", "各方案的{lever}不同：{said_by}"),
    "flagged": Text("! {policy}, {period}: own {own}, failed {failed}", "! {policy}，{period}：自身方式 {own}，流标率 {failed}"),
    "flagged_other": Text(
        "! {policy}, {period}: own {own}, failed {failed}, else {other}",
        "! {policy}，{period}：自身方式 {own}，流标率 {failed}，其余多为{other}",
    ),
    "off": Text("– {label}: not measured, needs {needs}", "– {label}：未计量，需要{needs}"),
    "means": Text(
        "mean of each outcome in all months since the switch of policy; replications: {n}",
        "各指标自政策切换以来全部月份的均值；重复次数：{n}",
    ),
    "coarse": Text(
        "A survey unit stands for {residents} residents: so few units leave places empty that people would take, and the levels of "
        "coverage and welfare come out too low under every policy. Compare at one number (--citizens); "
        "take levels from more of them.",
        "一个调查单位代表 {residents} 名居民：单位过少会使本有人需要的名额空置，各政策下覆盖率与福利的水平均偏低。"
        "请在同一调查单位数下比较；水平值应取自更多的调查单位。",
    ),
    "empty": Text("– {label}: no value in any replication, so nothing to compare", "– {label}：各次重复均无值，无可比较"),
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
    "parameter": Text("{name} = {value} ({unit}, {domain}): {meaning}", "{name} = {value}（{unit}，{domain}）：{meaning}"),
    "rule": Text("  {k}: {follows}", "  {k}：{follows}"),
    "results": Text("results, {tables} are in {folder}", "结果及 {tables} 已存入 {folder}"),
    "results_and_figures": Text(
        "results, {tables} are in {folder}, figures in its folder figures",
        "结果及 {tables} 已存入 {folder}，图在其中的 figures 文件夹",
    ),
    "exported": Text(", {formats} files in its folder {folder}", "，{formats} 文件在其中的 {folder} 文件夹"),
    "results_alone": Text("results are in {folder}", "结果已存入 {folder}"),
    "every_rule": Text(
        "compare.csv with every rule for failed calls is in {folder}", "含各种流标后处理的 compare.csv 已存入 {folder}"
    ),
    "decomposed": Text(
        "decomposition.csv, decomposition.tex, corners.csv and the runs are in {folder}",
        "decomposition.csv、decomposition.tex、corners.csv 与各次运行已存入 {folder}",
    ),
    "decomposed_and_drawn": Text(
        "decomposition.csv, decomposition.tex, corners.csv and the runs are in {folder}, the figure in figures",
        "decomposition.csv、decomposition.tex、corners.csv 与各次运行已存入 {folder}，图在其中的 figures 文件夹",
    ),
    "left_out": Text(
        "{n} replications of {policy} left out: a corner failed or has no value (see corners.csv)",
        "{policy}有 {n} 次重复未计入：某个组合运行失败或无值（见 corners.csv）",
    ),
    "drawn": Text("figures in {folder}", "图已存入 {folder}"),
    "page": Text("figures: {file} as {endings}", "图：{file}，格式 {endings}"),
    "changed": Text("changed:   {what}", "改变：{what}"),
    "must_stay": Text("must stay: {what}", "应不变：{what}"),
    "found": Text("found:     {what}", "发现：{what}"),
    "largest": Text("largest:   {largest:.3g}, tolerance {tolerance:.3g}", "最大差异：{largest:.3g}，容差 {tolerance:.3g}"),
    "open": Text(
        "largest:   {largest:.3g}, tolerance {tolerance:.3g}: undecided, more replications would tell",
        "最大差异：{largest:.3g}，容差 {tolerance:.3g}：未定，需更多重复次数方能判断",
    ),
    "checks_passed": Text("{passed} of {n} checks passed", "{n} 项检查中 {passed} 项通过"),
    "checks_failed": Text("{passed} of {n} checks passed; failed: {names}", "{n} 项检查中 {passed} 项通过；未通过：{names}"),
    "burn_in": Text("burn-in", "预热月数"),
    "mser": Text("MSER", "MSER"),
    "level": Text("level", "水平"),
    "slope": Text("slope per decade", "十年斜率"),
    "tolerance": Text("tolerance", "容差"),
    "never": Text("never", "未平稳"),
    "longest_burn_in": Text("burn-in {months} months", "所需预热 {months} 个月"),
    "never_settled": Text("burn-in {months} months; never settled: {names}", "所需预热 {months} 个月；始终未平稳：{names}"),
    "policies": Text("policies: {names}, or any mechanism", "政策：{names}，或任一购买方式"),
    "begun": Text(
        "{file} written: change it, then type: gpssim scenario check {file}",
        "已写入 {file}：请修改后输入 gpssim scenario check {file}",
    ),
    "stopped": Text(
        "interrupted: {kept} of {all} replications are in {folder}; type the same command again to continue",
        "已中断：{all} 次重复中有 {kept} 次已存入 {folder}；再次输入同一命令即可继续",
    ),
    "shard": Text(
        "shard {shard} is finished; when all are: gpssim study merge {folder}",
        "分片 {shard} 已完成；全部完成后：gpssim study merge {folder}",
    ),
    "runs_failed": Text("{failed} of {all} runs failed", "{all} 次运行中有 {failed} 次失败"),
    "first_failure": Text(
        "the first, under {policy} in replication {replication}: {reason}",
        "首次失败：{policy}，第 {replication} 次重复：{reason}",
    ),
    "not_stored": Text(
        "{told}; finished runs are in {folder}: type the same command again to continue",
        "{told}；已完成的运行存于 {folder}：再次输入同一命令即可继续",
    ),
    "spoilt": Text(
        "{n} of them were spoilt by their surroundings: type the same command again to try these again",
        "其中 {n} 次因运行环境而中断：再次输入同一命令即可重试",
    ),
    "passed": Text("passed", "通过"),
    "failed": Text("FAILED", "未通过"),
}
