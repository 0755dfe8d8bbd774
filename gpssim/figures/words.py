"""The words on figures, English and Chinese; a figure never mixes them, and Chinese never stands beside a formula."""

from __future__ import annotations

from typing import Final

from gpssim.analysis.indicators import indicator
from gpssim.texts.text import Language, Text, said
from gpssim.texts.units import unit

WORDS: Final[dict[str, Text]] = {
    # axes and marks that several figures share
    "not_defined": Text("not defined", "无定义"),
    "years": Text("years since the switch of policy", "政策切换后的年数"),
    "quality": Text("quality ({unit})", "质量（{unit}）"),
    "coverage": Text("served share of those in need", "有需求者中获得服务的比例"),
    "of_need": Text("share of those in need", "占有需求者的比例"),
    "of_contracts": Text("share of awards", "占授予合同的比例"),
    "of_value": Text("share of contract value", "占合同金额的比例"),
    "hhi": Text("Herfindahl–Hirschman index", "赫芬达尔–赫希曼指数"),
    # notes that several figures share
    "policy_number": Text("policy {n}", "政策{n}"),
    "policy_shown": Text("Policy: {policy}.", "政策：{policy}。"),
    "one_run": Text("One replication: no intervals.", "仅一次重复，无区间。"),
    "replications": Text("Means of {n} replications with 95 % t intervals.", "{n}次重复的均值及95% t 区间。"),
    "replications_cut": Text(
        "Means of {n} replications with 95 % t intervals, cut at the limits of what is possible.",
        "{n}次重复的均值及95% t 区间（以可能取值为限）。",
    ),
    "at_appropriation": Text("Equal appropriation.", "财政拨款相等。"),
    "at_volume": Text("Equal purchased volume.", "购买量相等。"),
    "no_line": Text("No line: not defined under the policy.", "无线条：该政策下无定义。"),
    "own_bands": Text("Bands are each policy's own; differences are paired.", "区间为各政策自身的区间；差异以配对比较为准。"),
    "no_bands": Text(
        "Lines without bands: more than {most} policies. Intervals are in the table beside the figure.",
        "政策多于{most}个，线条不附区间带；区间见随图数据表。",
    ),
    "months_shown": Text("Months {first}–{last}.", "第{first}–{last}月。"),
    "transition_shaded": Text(
        "Line at 0: switch of policy; shaded: transition, the first three years.",
        "0处竖线：政策切换；阴影：过渡期（前三年）。",
    ),
    # paired differences
    "transition": Text("transition, months {first}–{last}", "过渡期（第{first}–{last}月）"),
    "later": Text("later, months {first}–{last}", "后期（第{first}–{last}月）"),
    "better": Text("better", "较优方向"),
    "difference": Text("difference from {baseline}, % of its mean", "与{baseline}之差，占其均值的百分比"),
    "forest_note": Text(
        (
            "Mean paired differences over {n} replications with 95 % t intervals, cut at the limits of what is possible. Axis "
            "linear near 0, logarithmic beyond 10 %; arrows point beyond it. No mark where the baseline's mean is near 0 or its "
            "unit has no zero."
        ),
        (
            "{n}次重复的配对差均值及95% t 区间（以可能取值为限）。横轴在0附近为线性，10%以外为对数；箭头表示超出范围。"
            "基准均值接近0或单位无零点时不作标记。"
        ),
    ),
    "by_outcome_note": Text(
        (
            "Mean paired differences from {baseline} over {n} replications with 95 % t intervals, cut at the limits of what is "
            "possible. Arrows: the interval goes on."
        ),
        "与{baseline}的配对差均值（{n}次重复）及95% t 区间（以可能取值为限）。箭头：区间超出图幅。",
    ),
    "forest_numbers": Text("Numbers: {period} period, in the outcome's own unit.", "数字：{period}，以各指标单位计。"),
    "same_sign": Text(
        "Last: share with the same sign of the {n} sampled worlds that count, of {all}.",
        "末尾：{all}个抽样世界中计入的{n}个里符号相同的比例。",
    ),
    "transition_period": Text("transition", "过渡期"),
    "later_period": Text("later", "后期"),
    "needs_two": Text("a difference needs two policies", "差异至少需要两种政策"),
    # differences in each domain, group, district or kind
    "split_few": Text("Only the first outcomes are drawn, for so many cells.", "部分数较多，仅绘制前几项指标。"),
    "split_title": Text("Differences by {by}", "差异，按{by}"),
    "split_note": Text(
        "Mean paired differences from {baseline} over {n} replications with 95 % t intervals, cut at the limits of what is "
        "possible, each cell for itself. No mark: nothing to compare in this cell; no line: one replication with a value.",
        "与{baseline}的配对差均值（{n}次重复）及95% t 区间（以可能取值为限），各部分分别计算。"
        "无标记：该部分无可比较者；无线段：仅一次重复有值。",
    ),
    # what arms bought with
    "bought_value": Text("Contract value by what awarded it", "合同金额，按授予方式"),
    "bought_failed": Text("Failed attempts", "流标"),
    "of_attempts": Text("share of attempts", "占购买尝试的比例"),
    "bought_inherited": Text("inherited from before the switch", "切换前授予、延续至今"),
    "bought_own": Text("its own mechanisms", "政策自身的方式"),
    "bought_kept": Text("kept beside them", "保留部分"),
    "bought_other": Text("other mechanisms", "其他方式"),
    "after_failure": Text("In every arm, {follows}.", "各方案相同，{follows}。"),
    "bought_note": Text(
        "Sums over {n} replications, numbers in percent. Own: what a policy names for the compared share. Dashed: 30 %.",
        "{n}次重复合计，数字为百分比。政策自身的方式指其为参与比较的部分指定的方式。虚线：30%。",
    ),
    "bought_flagged": Text("* Flagged in this period.", "* 该时期被标记。"),
    "flagged_arms": Text(
        "Flagged: {arms}. Own mechanisms award less than {least} % of what is awarded, or fail in more than {most} % of attempts.",
        "被标记：{arms}。自身方式授予金额不足{least}%，或流标率超过{most}%。",
    ),
    # regret of bidders
    "regret_won": Text("Winners: left on the table", "中标者：少得的收益"),
    "regret_lost": Text("Losers: a win foregone", "落选者：错失的收益"),
    "regret_class": Text("A usual change of price adds", "惯常调价可增加的收益"),
    "regret_shift": Text("The best usual change of price", "最优的惯常调价"),
    "of_ceiling": Text("% of the ceiling", "占最高限价的百分比"),
    "cost_quarter": Text("bidders by cost, quarter 1 the cheapest", "按成本分组的投标人（1为成本最低的四分之一）"),
    "no_tenders": Text("no competitive purchase", "无竞争性采购"),
    "regret_note": Text(
        (
            "Bidding family: {family}. Above: mean regret when the others' offers are known (a, b). Below, all replications "
            "together: what one change of price in all purchases would have added on average, chosen in one half of the "
            "purchases and judged in the other (c), and that change (d). Profit counts expected true cost. "
            "Counted are the replications whose offers are kept."
        ),
        (
            "投标行为族：{family}。上：已知他人报价时的平均后悔值（a、b）。下（合并各次重复）：在所有采购中作同一调价的平均增益，以一半采购选定、"
            "另一半检验（c），以及该调价（d）。利润按预期真实成本计。仅计保留投标记录的重复。"
        ),
    ),
    # who wins
    "repeat_winners": Text("Won by the incumbent", "原承接主体再次中标"),
    "concentration": Text("Concentration", "集中度"),
    "lorenz": Text("Who holds the money", "资金由谁持有"),
    "lorenz_x": Text("organizations, smallest first (share)", "社会组织，由小到大（比例）"),
    "top_five": Text("The five largest organizations", "最大的五家社会组织"),
    "equal_shares": Text("equal shares", "均等"),
    "who_wins_note": Text(
        (
            "b: value signed in a year, by domain over the city, weighted by value. c, d: value signed since the switch, over all "
            "organizations that existed since then."
        ),
        "b：当年签订的合同金额，按全市各领域计算，以金额加权。c、d：切换后签订的合同金额，涵盖此后存在过的全部社会组织。",
    ),
    # nominal and effective competition
    "offers_per_purchase": Text("Valid offers per purchase", "每次采购的有效投标数"),
    "irregular_awards": Text("Irregular awards", "违规授予"),
    "flags": Text("What red flags show", "风险信号的准确度"),
    "offers": Text("offers", "投标数"),
    "nominal": Text("all valid offers", "全部有效投标"),
    "effective": Text("meant to win", "实质竞争"),
    "hit": Text("violations flagged", "违规被标记"),
    "alarm": Text("lawful purchases flagged", "合规被误报"),
    "of_purchases": Text("share of purchases", "占采购的比例"),
    "competition_note": Text(
        (
            "a: filled, all valid offers; open, those not brought along to lose. b: awards without a lawful basis, a year. "
            "c: filled, purchases with a violation that an observer would suspect; open, lawful ones that look suspicious."
        ),
        "a：实心为全部有效投标，空心为不含陪标者。b：各年无合法依据的授予。c：实心为被标记的违规采购，空心为被误报的合规采购。",
    ),
    # capacity growth
    "ability": Text("ability ({unit})", "能力（{unit}）"),
    "capacity": Text("capacity ({unit})", "容量（{unit}）"),
    "no_quarter": Text("no organization at the end of a quarter", "季末无社会组织记录"),
    "alive": Text("organizations alive", "存续的社会组织数"),
    "capacity_note": Text(
        (
            "Shades: the middle 80 % and 50 % of organizations, line: the median, each averaged over replications. "
            "Bottom: number alive, the other policies in grey."
        ),
        "阴影：居中的80%与50%社会组织；线：中位数；均对重复取平均。末行：存续数，灰线为其他政策。",
    ),
    # equity
    "equity_group": Text("Coverage by group", "按人群的覆盖率"),
    "equity_district": Text("Coverage by district", "按片区的覆盖率"),
    "equity_cascade": Text("People in need, by how far they come", "有需求者走到哪一步"),
    "district": Text("district", "片区"),
    "district_rank": Text("districts, worst served first", "片区，由低到高"),
    "served": Text("served", "已获服务"),
    "queued": Text("waiting", "排队等待"),
    "deterred": Text("aware, not applied", "知晓但未申请"),
    "unaware": Text("unaware", "不知晓"),
    "ineligible": Text("not eligible", "不符合资格"),
    # exclusion cascade
    "stage_in_need": Text("in need", "有需求"),
    "stage_eligible": Text("eligible", "符合资格"),
    "stage_aware": Text("aware", "知晓"),
    "stage_applying": Text("applied", "已申请"),
    "stage_reached": Text("served", "已获服务"),
    "cascade_note": Text(
        "Each line falls from all who are in need to those served; what it loses in a step is lost there for the month.",
        "每条线由全部有需求者降至获得服务者；每一步的下降即当月在该步流失者。",
    ),
    # in which worlds
    "wins_title": Text("{outcome}: {b} over {a}", "{outcome}：{b}优于{a}"),
    "wins_share": Text("better in {share} % of {n} worlds [{low}, {high}]", "{n}个世界中{share}%较优 [{low}, {high}]"),
    "box_wins": Text(
        "within: better in {density} %, {coverage} % of all such worlds", "框内{density}%较优，含全部此类世界的{coverage}%"
    ),
    "box_loses": Text(
        "within: not better in {density} %, {coverage} % of all such worlds", "框内{density}%并非较优，含全部此类世界的{coverage}%"
    ),
    "no_box": Text("no box beyond chance was found", "未找到超出偶然的框"),
    "middle_half": Text("middle half of these worlds", "其中居中的一半"),
    "in_panels": Text(" (see {panels})", "（见图{panels}）"),
    "no_box_note": Text(
        "Where no box was found{where}: the parameters that go most with the difference, and for the worlds of each sign the "
        "middle half and the median; beside them: rank correlation with the difference, p by Holm over all parameters. Right: "
        "differences along the first.",
        "未找到框时{where}，所示为与差值最相关的参数，条为各符号世界的居中一半，标记为中位数；"
        "旁为与差值的秩相关及其 p 值（对全部参数作 Holm 校正）。右：差值随第一个参数的变化。",
    ),
    "part_of_range": Text("part of the range", "取值范围中的位置"),
    "world_wins": Text("better", "较优"),
    "world_loses": Text("not better", "并非较优"),
    "box": Text("box", "框"),
    "difference_axis": Text("difference", "差值"),
    "box_note": Text(
        "Patient rule induction over sampled worlds, for the rarer sign; beside the bars: quasi-p-values of their limits, and how "
        "often {again} resamples limit the parameter again. Right: the two parameters that restrict most.",
        "对抽样世界按较少见的符号作耐心规则归纳；条旁为界限的准 p 值及{again}次重抽样中再次受限的比例。右：限制最强的两个参数。",
    ),
    # robustness over worlds
    "rank": Text("rank {n}", "第{n}名"),
    "share_of_worlds": Text("share of worlds", "占世界的比例"),
    "regret_axis": Text("regret ({unit})", "后悔值（{unit}）"),
    "expected_regret": Text("expected", "期望"),
    "largest_regret": Text("largest", "最大"),
    "robustness_note": Text(
        "{n} worlds. Regret: how much worse than the best policy of the same world; bars: 95 % t intervals over worlds.",
        "{n}个世界。后悔值：与同一世界最优政策的差距；线段：跨世界的95% t 区间。",
    ),
    # phase diagrams
    "unsure_sign": Text("95 % interval holds 0, or there is none", "95% 区间含0或无区间"),
    "phase_over_points": Text(
        "Means over all points of a cell, with t intervals over them: what else varies.",
        "单元格内各点的均值及其t 区间（其余参数变动）。",
    ),
    "phase_over_replications": Text("Means over the replications of a point, with t intervals.", "各点重复的均值及其t 区间。"),
    # loss waterfall
    "waterfall_axis": Text("{outcome} ({unit})", "{outcome}（{unit}）"),
    "waterfall_note": Text(
        (
            "Each step is what one friction takes from full information under the same policy and appropriation: its Shapley value "
            "over all sets of frictions switched off under the same luck. Whiskers and ±: the 95 % t interval of the step itself."
        ),
        (
            "每一步为同一政策与拨款下一种摩擦从完全信息中带走的部分：对全部关闭组合在相同随机性下计算的沙普利值。"
            "须线与±：该步自身的95% t 区间。"
        ),
    ),
    "left_out": Text("{n} replications left out: a run failed.", "{n}次重复因运行失败未计入。"),
    # six steps
    "stages": Text("From design to last payment", "从设计到付清尾款"),
    "stopped_at": Text("What stops projects", "项目在何处受阻"),
    "months": Text("months", "月"),
    "of_that_step": Text("share of what came to the step", "占进入该步骤者的比例"),
    "no_steps": Text("no steps recorded", "未记录步骤"),
    "stage_design": Text("design", "设计项目"),
    "stage_cost": Text("costing", "测算费用"),
    "stage_review": Text("review", "审核项目"),
    "stage_wait": Text("waiting to be put out", "等待发布"),
    "stage_purchase": Text("purchase to service", "组织购买至服务开始"),
    "stage_accept": Text("acceptance to last payment", "验收至付清尾款"),
    "step_review": Text("review", "审核"),
    "step_purchase": Text("purchase", "购买"),
    "step_sign": Text("signing", "签约"),
    "step_accept": Text("acceptance", "验收"),
    "steps_note": Text(
        (
            "a: means over projects designed since the switch that got so far; designs sent back count every round. b: review of "
            "designs, purchase of projects put out, signing of awards, acceptance of contracts."
        ),
        "a：切换后设计并走到该步的项目均值，退回重做的各轮均计入。b：审核占设计项目、购买占已发布项目、签约占中标、验收占合同的比例。",
    ),
    # convergence
    "replications_so_far": Text("replications", "重复次数"),
    "convergence_note": Text(
        "Mean paired differences from {baseline} over the first replications, of {n}, with intervals of {level} % each, which "
        "allow for skewness.",
        "与{baseline}的配对差均值（前若干次重复，共{n}次），每个区间的置信水平为{level}%，并计入偏度。",
    ),
    "convergence_note_one": Text(
        "Mean paired differences of {policy} less {baseline} over the first replications, of {n}, with intervals of {level} % "
        "each, which allow for skewness.",
        "{policy}与{baseline}的配对差均值（前若干次重复，共{n}次），每个区间的置信水平为{level}%，并计入偏度。",
    ),
    "convergence_target": Text(
        "Dashed: how far the last interval may reach on either side.", "虚线：末端区间在两侧允许达到的宽度。"
    ),
    # promise, delivery, experience
    "quality_all": Text("All services", "全部服务"),
    "quality_domain": Text("By service domain", "按服务领域"),
    "promised": Text("promised", "承诺"),
    "reported": Text("reported", "自报"),
    "delivered": Text("delivered", "实际"),
    "experienced": Text("experienced", "体验"),
    "quality_note": Text(
        "Promise, report and delivery are averaged over places, experience over citizens served.",
        "承诺、自报与实际质量按名额平均，体验按获得服务者平均。",
    ),
    # which parameters matter
    "first_index": Text("alone (first-order index)", "单独作用（一阶指数）"),
    "total_index": Text("with its interactions (total index)", "含交互作用（总指数）"),
    "share_of_variance": Text("share of the variance over the points", "各点方差中的份额"),
    "more_limits": Text("and {n} more", "另有{n}个"),
    "more_parameters": Text("{n} more, each at most {most}", "其余{n}个，均不超过{most}"),
    "bootstrap_blocks": Text("Bars: 95 % bootstrap intervals over {n} blocks.", "线段：{n}个区块的95% 自助法区间。"),
    "bootstrap_walks": Text(
        "Bars: 95 % bootstrap intervals over {n} trajectories, each parameter over its whole range.",
        "线段：{n}条轨迹的95% 自助法区间，各参数在其全范围内变动。",
    ),
    "more_panels": Text("Further outcomes ({n}) are in the table of the study.", "另有{n}项结果见研究的数据表。"),
    "minus": Text("{b} − {a}", "{b} − {a}"),
    "mu_star": Text("mean size of the effect, μ*", "效应的平均大小 μ*"),
    "sigma": Text("its standard deviation, σ", "效应的标准差 σ"),
    "above_the_line": Text(
        "Above the line σ = μ*, what a parameter does depends on the others.", "线 σ = μ* 以上：参数的作用取决于其他参数。"
    ),
    "low_end": Text("at its lowest value", "取最低值"),
    "high_end": Text("at its highest value", "取最高值"),
    "effect_of_parameter": Text("change from the scenario's own world", "相对情景自身世界的变化"),
    "one_at_a_time_note": Text(
        "One parameter at a time, all others as the scenario has them; lines: 95 % t intervals of {n} replications.",
        "逐一变动，其余参数保持情景取值；线段：{n}次重复的95% t 区间。",
    ),
    "one_at_a_time_bare": Text(
        "One parameter at a time, all others as the scenario has them; one replication: no intervals.",
        "逐一变动，其余参数保持情景取值；仅一次重复，无区间。",
    ),
}
"""Labels and notes; fields in braces are filled in by :func:`word`."""


def word(key: str, language: Language, **fields: object) -> str:
    """A label or note of :data:`WORDS`, its fields filled in."""
    return said(WORDS, key, language, **fields)


def unit_of(outcome: str, language: Language) -> str:
    """The declared unit of an indicator as it stands between brackets."""
    said = unit(indicator(outcome).unit, language)
    return said.translate({ord("（"): "，", ord("）"): None}) if language == "zh" else said.replace(" (", ", ").replace(")", "")
