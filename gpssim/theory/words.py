"""The words on the page of figures of the theory, English and Chinese; its panels carry their own, title beside title."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "note": Text(
        "Lines: theory. Points: the simulator, with four standard errors where it is simulated. {n} of {all} values agree: "
        "{alone} through the market's own parts alone, {beside} with textbook parts beside them, {measured} through measures.",
        "线：理论。点：模拟器（随机模拟者附四倍标准误）。{all} 个数值中 {n} 个吻合："
        "其中 {alone} 个仅经由市场自身的部件，{beside} 个经由市场部件与教科书部件，{measured} 个经由分析指标。",
    ),
}

REPORT: Final = {
    "case": Text("{id} {kind}: {title}", "{id} {kind}：{title}"),
    "a_case": Text("a case that theory solves", "有理论解的算例"),
    "rests_on": Text("{what}: {modules}", "{what}：{modules}"),
    "market_parts": Text("the market's own parts", "市场自身的部件"),
    "measures": Text("measures of the analysis", "分析指标"),
    "textbook_parts": Text("textbook parts", "教科书部件"),
    "none_found": Text("FAIL  none of its {n} values found: {reason}", "未通过  {n} 个数值均未得到：{reason}"),
    "apart": Text("for reference, computed from the inputs (no evidence):", "供参考，由输入直接计算（不作证据）："),
    "not_in_product": Text(
        "kind not in this product: {kind} (case {id}, {n} values, none run)",
        "本产品没有的算例类别：{kind}（算例 {id}，{n} 个数值，均未运行）",
    ),
    "not_run": Text("not run: {id} ({n} values): {reason}", "未运行：{id}（{n} 个数值）：{reason}"),
    "disagrees": Text("does not agree: {id} {address}: {reason}", "不吻合：{id} {address}：{reason}"),
    "simulated": Text("simulated", "模拟"),
    "solved": Text("solved", "求解"),
    "reference": Text("reference", "参考"),
    "agree": Text("{what}: {passed} of {n} values agree", "{what}：{n} 个数值中 {passed} 个吻合"),
    "reference_agree": Text("reference (no evidence): {passed} of {n} agree", "参考（不作证据）：{n} 个中 {passed} 个吻合"),
    "sort_none": Text(
        "{what}: {n} values of {cases} cases, none run",
        "{what}：{cases} 个算例的 {n} 个数值，均未运行",
    ),
    "sort_agree": Text(
        "{what}: {passed} of {n} values of {cases} cases agree", "{what}：{cases} 个算例的 {n} 个数值中 {passed} 个吻合"
    ),
    "sort_one": Text(
        "{what}: {passed} of {n} values of {cases} case agree", "{what}：{cases} 个算例的 {n} 个数值中 {passed} 个吻合"
    ),
    "sort_one_none": Text(
        "{what}: {n} values of {cases} case, none run",
        "{what}：{cases} 个算例的 {n} 个数值，均未运行",
    ),
    "nothing_asked": Text(
        "nothing was verified: no case holds a value that was asked for", "未验证任何内容：没有算例含有所要求的数值"
    ),
    "nothing_found": Text("nothing found for {n} values", "{n} 个数值未得到结果"),
    "total": Text(
        "{passed} of {n} values of {cases} cases agree, seed {seed}", "{cases} 个算例的 {n} 个数值中 {passed} 个吻合，种子 {seed}"
    ),
    "ok": Text("ok  ", "通过  "),
    "fail": Text("FAIL", "未通过"),
    "numbers": Text(
        "expected {expected:<14.10g} got {got:<14.10g} tolerance {tolerance:<9.3g}",
        "应为 {expected:<14.10g} 得到 {got:<14.10g} 容差 {tolerance:<9.3g}",
    ),
    "nothing": Text("expected {expected:<14.10g} nothing found: {reason}", "应为 {expected:<14.10g} 未得到结果：{reason}"),
    "draws": Text(" ({n} draws)", "（{n} 次抽取）"),
    "why": Text(
        "expected {expected:.10g}, got {got:.10g}, tolerance {tolerance:.3g}",
        "应为 {expected:.10g}，得到 {got:.10g}，容差 {tolerance:.3g}",
    ),
}
"""Lines of a verification; kinds, quantities and modules are names, and so are the words of a reason that the code gives."""

MARKET: Final = {
    "titled": Text("{name}: {title}", "{name}：{title}"),
    "through": Text("verbs: {verbs}; rules: {rules}", "步骤：{verbs}；规则：{rules}"),
    "no_rules": Text("none", "无"),
    "disagrees": Text("does not agree: {case}: {reason}", "不吻合：{case}：{reason}"),
    "total": Text(
        "whole market: {passed} of {n} numbers agree; {agree} of {cases} cases",
        "整个市场：{n} 个数值中 {passed} 个吻合；{cases} 个算例中 {agree} 个吻合",
    ),
}
"""Lines of the cases that run the whole market; steps and rules are names, to be found in the program."""

OF_ANY_CASE: Final = {"{what}: how many": "{what}：个数"}
"""The Chinese of names of numbers that any case of the market may have, by their English; the others lie in the cases."""

SORTS: Final = {
    "market": Text("through the market's own parts alone", "仅经由市场自身的部件"),
    "market and textbook": Text("through the market's own parts together with textbook parts", "经由市场自身的部件与教科书部件"),
    "measures": Text("through measures of the analysis, which no market calls", "经由市场不调用的分析指标"),
    "textbook": Text("through textbook parts alone, which no market calls", "仅经由市场不调用的教科书部件"),
    "nothing": Text("of kinds that are not in this product", "属本产品没有的类别"),
}
"""What the values of a kind rest on, in words."""
