"""The words on figures, English and Chinese; a figure never mixes them, and Chinese never stands beside a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from gpssim.figures.fonts import Language

WORDS: Final = {
    # axes and marks that several figures share
    "not_defined": ("not defined", "无定义"),
    "years": ("years since the switch of policy", "政策切换后的年数"),
    "quality": ("quality (0–1)", "质量（0–1）"),
    "coverage": ("served share of those in need", "有需要者中获得服务的比例"),
    "of_need": ("share of those in need", "占有需要者的比例"),
    "of_contracts": ("share of awards", "占授予合同的比例"),
    "of_value": ("share of contract value", "占合同金额的比例"),
    "hhi": ("Herfindahl–Hirschman index", "赫芬达尔–赫希曼指数"),
    # notes that several figures share
    "policy_shown": ("Policy: {policy}.", "政策：{policy}。"),
    "one_run": ("One replication: no intervals.", "仅一次重复，无区间。"),
    "replications": ("Means of {n} replications with 95 % t intervals.", "{n}次重复的均值及95% t 区间。"),
    "at_appropriation": ("Equal appropriation.", "财政拨款相等。"),
    "at_volume": ("Equal purchased volume.", "购买量相等。"),
    "no_line": ("No line: not defined under the policy.", "无线条：该政策下无定义。"),
    "own_bands": ("Bands are each policy's own; differences are paired.", "区间为各政策自身的区间；差异以配对比较为准。"),
    "months_shown": ("Months {first}–{last}.", "第{first}–{last}月。"),
    "transition_shaded": (
        "Line at 0: switch of policy; shaded: transition, the first three years.",
        "0处竖线：政策切换；阴影：过渡期（前三年）。",
    ),
    # paired differences
    "transition": ("transition, months {first}–{last}", "过渡期（第{first}–{last}月）"),
    "later": ("later, months {first}–{last}", "后期（第{first}–{last}月）"),
    "better": ("better", "较优方向"),
    "difference": ("difference from {baseline}, % of its mean", "与{baseline}之差，占其均值的百分比"),
    "forest_note": (
        (
            "Mean paired differences over {n} replications with 95 % t intervals. Axis linear near 0, logarithmic beyond 10 %; "
            "arrows point beyond it. No mark where the baseline's mean is near 0 or its unit has no zero."
        ),
        (
            "{n}次重复的配对差均值及95% t 区间。横轴在0附近为线性，10%以外为对数；箭头表示超出范围。"
            "基线均值接近0或单位无零点时不作标记。"
        ),
    ),
    "forest_numbers": ("Numbers: {period} period, in the outcome's own unit.", "数字：{period}，以各指标单位计。"),
    "same_sign": ("Last: share of {n} sampled worlds with the same sign.", "末尾：{n}个抽样世界中符号相同的比例。"),
    "transition_period": ("transition", "过渡期"),
    "later_period": ("later", "后期"),
    "needs_two": ("a difference needs two policies", "差异至少需要两种政策"),
    # regret of bidders
    "regret_won": ("Winners: left on the table", "中标者：少得的收益"),
    "regret_lost": ("Losers: a win foregone", "未中标者：错失的收益"),
    "regret_class": ("A usual change of price adds", "惯常调价可增加的收益"),
    "regret_shift": ("The best usual change of price", "最优的惯常调价"),
    "of_ceiling": ("% of the ceiling", "占最高限价的百分比"),
    "cost_quarter": ("bidders by cost, quarter 1 the cheapest", "按成本分组的投标人（1为成本最低的四分之一）"),
    "no_tenders": ("no competitive purchase", "无竞争性采购"),
    "regret_note": (
        (
            "Bidding family: {family}. Above: mean regret when the others' offers are known (a, b). Below, all replications "
            "together: what one change of price in all purchases would have added on average, chosen in one half of the "
            "purchases and judged in the other (c), and that change (d). Profit counts expected true cost."
        ),
        (
            "投标行为族：{family}。上：已知他人报价时的平均后悔值（a、b）。下（合并各次重复）：在所有采购中作同一调价的平均增益，以一半采购选定、"
            "另一半检验（c），以及该调价（d）。利润按预期真实成本计。"
        ),
    ),
    # who wins
    "repeat_winners": ("Won by the incumbent", "原承接方再次中标"),
    "concentration": ("Concentration", "集中度"),
    "lorenz": ("Who holds the money", "资金由谁持有"),
    "lorenz_x": ("organizations, smallest first (share)", "社会组织，由小到大（比例）"),
    "top_five": ("The five largest organizations", "最大的五家社会组织"),
    "equal_shares": ("equal shares", "均等"),
    "who_wins_note": (
        (
            "b: value signed in a year, mean over districts and domains. c, d: value signed since the switch, over all "
            "organizations that existed since then."
        ),
        "b：当年签订的合同金额，对街道与领域取平均。c、d：切换后签订的合同金额，涵盖此后存在过的全部社会组织。",
    ),
    # nominal and effective competition
    "offers_per_purchase": ("Valid offers per purchase", "每次采购的有效投标数"),
    "irregular_awards": ("Irregular awards", "违规授予"),
    "flags": ("What red flags show", "风险信号的准确度"),
    "offers": ("offers", "投标数"),
    "nominal": ("all valid offers", "全部有效投标"),
    "effective": ("meant to win", "实质竞争"),
    "hit": ("violations flagged", "违规被标记"),
    "alarm": ("lawful purchases flagged", "合规被误报"),
    "of_purchases": ("share of purchases", "占采购的比例"),
    "competition_note": (
        (
            "a: filled, all valid offers; open, those not brought along to lose. b: awards without a lawful basis, a year. "
            "c: filled, purchases with a violation that an observer would suspect; open, lawful ones that look suspicious."
        ),
        "a：实心为全部有效投标，空心为不含陪标者。b：各年无合法依据的授予。c：实心为被标记的违规采购，空心为被误报的合规采购。",
    ),
    # capacity growth
    "ability": ("ability (latent scale)", "能力（潜在量表）"),
    "capacity": ("capacity (places a month)", "容量（每月名额）"),
    "alive": ("organizations alive", "存续的社会组织数"),
    "capacity_note": (
        (
            "Shades: the middle 80 % and 50 % of organizations, line: the median, each averaged over replications. "
            "Bottom: number alive, the other policies in grey."
        ),
        "阴影：居中的80%与50%社会组织；线：中位数；均对重复取平均。末行：存续数，灰线为其他政策。",
    ),
    # equity
    "equity_group": ("Coverage by group", "按人群的覆盖率"),
    "equity_district": ("Coverage by district", "按街道的覆盖率"),
    "equity_cascade": ("People in need, by how far they come", "有需要者走到哪一步"),
    "district": ("district", "街道"),
    "district_rank": ("districts, worst served first", "街道，由低到高"),
    "served": ("served", "已获服务"),
    "queued": ("waiting", "排队等待"),
    "deterred": ("aware, not applied", "知晓但未申请"),
    "unaware": ("unaware", "不知晓"),
    "ineligible": ("not eligible", "不符合资格"),
    # exclusion cascade
    "stage_in_need": ("in need", "有需要"),
    "stage_eligible": ("eligible", "符合资格"),
    "stage_aware": ("aware", "知晓"),
    "stage_applying": ("applied", "已申请"),
    "stage_reached": ("served", "已获服务"),
    "cascade_note": (
        "Each line falls from all who are in need to those served; what it loses in a step is lost there for the month.",
        "每条线由全部有需要者降至获得服务者；每一步的下降即当月在该步流失者。",
    ),
    # loss waterfall
    "waterfall_axis": ("{outcome} ({unit})", "{outcome}（{unit}）"),
    "waterfall_note": (
        (
            "Each step is what one friction takes from full information under the same policy and appropriation: its Shapley value "
            "over all sets of frictions switched off under the same luck. Whiskers and ±: the 95 % t interval of the step itself."
        ),
        (
            "每一步为同一政策与拨款下一种摩擦从完全信息中带走的部分：对全部关闭组合在相同随机性下计算的沙普利值。"
            "须线与±：该步自身的95% t 区间。"
        ),
    ),
    "left_out": ("{n} replications left out: a run failed.", "{n}次重复因运行失败未计入。"),
    # six steps
    "stages": ("From design to last payment", "从设计到付清尾款"),
    "stopped_at": ("What stops projects", "项目在何处受阻"),
    "months": ("months", "月"),
    "of_that_step": ("share of what came to the step", "占进入该步骤者的比例"),
    "no_steps": ("no steps recorded", "未记录步骤"),
    "stage_design": ("design", "设计项目"),
    "stage_cost": ("costing", "测算费用"),
    "stage_review": ("review", "审核项目"),
    "stage_wait": ("waiting to be put out", "等待发布"),
    "stage_purchase": ("purchase to service", "组织购买至服务开始"),
    "stage_accept": ("acceptance to last payment", "验收至付清尾款"),
    "step_review": ("review", "审核"),
    "step_purchase": ("purchase", "购买"),
    "step_sign": ("signing", "签约"),
    "step_accept": ("acceptance", "验收"),
    "steps_note": (
        (
            "a: means over projects designed since the switch that got so far; designs sent back count every round. b: review of "
            "designs, purchase of projects put out, signing of awards, acceptance of contracts."
        ),
        "a：切换后设计并走到该步的项目均值，退回重做的各轮均计入。b：审核占设计项目、购买占已发布项目、签约占成交、验收占合同的比例。",
    ),
    # promise, delivery, experience
    "quality_all": ("All services", "全部服务"),
    "quality_domain": ("By service domain", "按服务领域"),
    "promised": ("promised", "承诺"),
    "reported": ("reported", "自报"),
    "delivered": ("delivered", "交付"),
    "experienced": ("experienced", "体验"),
    "quality_note": (
        "Promise, report and delivery are averaged over places, experience over citizens served.",
        "承诺、自报与交付按名额平均，体验按获得服务者平均。",
    ),
}
"""Labels and notes; fields in braces are filled in by :func:`word`."""

NAMES: Final = {
    "open_tender": ("open tender", "公开招标"),
    "invited_tender": ("invited tender", "邀请招标"),
    "competitive_negotiation": ("competitive negotiation", "竞争性谈判"),
    "competitive_consultation": ("competitive consultation", "竞争性磋商"),
    "single_source": ("single source", "单一来源"),
    "directed_commission": ("directed commission", "定向委托"),
    "framework_agreement": ("framework agreement", "框架协议"),
    "citizen_voucher": ("citizen voucher", "服务券"),
    "commissioning": ("commissioning", "医疗资源购买"),
    "cooperation": ("cooperation", "合作"),
    "direct_grant": ("direct grant", "直接资助"),
    "venture_philanthropy": ("venture philanthropy", "公益创投"),
    "concession": ("concession", "特许经营"),
    "volunteer_service": ("volunteer service", "志愿服务"),
    "in_house": ("in-house", "政府直接提供"),
    "lottery": ("lottery", "随机分配"),
    "status_quo": ("status quo", "现状"),
    "everybody": ("everybody", "全体居民"),
    "ordinary": ("other residents", "其他居民"),
    "elderly": ("elderly", "老年人"),
    "disabled": ("disabled", "残疾人"),
    "migrant": ("migrant workers", "农民工"),
    "laid_off": ("laid off", "下岗人员"),
    "elder_care": ("elder care", "养老"),
    "disability": ("disability", "助残"),
    "education": ("education", "教育"),
    "medical_assistance": ("medical assistance", "医疗救助"),
    "public_health": ("public health", "公共卫生"),
    "community": ("community", "社区"),
    "culture": ("culture", "文化"),
    "housing": ("housing", "住房"),
    "legal_aid": ("legal aid", "法律援助"),
    "environment": ("environment", "环保"),
    "poverty_relief": ("poverty relief", "扶贫"),
    "correction": ("correction", "矫正"),
    "drug_rehabilitation": ("drug rehabilitation", "戒毒"),
    "counselling": ("counselling", "心理"),
    "domestic_service": ("domestic service", "家政"),
    "employment": ("employment", "就业"),
    "not_in_budget": ("not in the budget", "未列入预算"),
    "not_in_catalogue": ("not in the catalogue", "不在目录内"),
    "reluctance": ("officials' reluctance", "官员不愿购买"),
    "returned_too_often": ("sent back too often", "多次退回"),
    "no_bids": ("no offers", "无人响应"),
    "below_funding_line": ("below the funding line", "低于资助线"),
    "too_few_bids": ("too few offers", "响应者不足"),
    "winner_withdrew": ("winner withdrew", "成交者退出"),
    "winner_gone": ("winner gone or debarred", "成交者已不存在或被禁止"),
    "shortfall": ("short of the promise", "未达承诺"),
    "service": ("Service", "服务"),
    "money": ("Money", "资金"),
    "competition": ("Competition", "竞争"),
    "information": ("Information", "信息"),
    "capacity": ("Capacity", "能力与容量"),
    "citizens": ("Citizens", "公众"),
    "equity": ("Equity", "公平"),
    "welfare": ("Welfare", "福利"),
}
"""Policies, groups of citizens, service domains (as in the glossary) and families of outcomes."""

UNITS: Final = {
    "correlation": "相关系数",
    "index": "指数",
    "index (0-1)": "指数（0–1）",
    "inspections per district and year": "次/片区·年",
    "latent": "潜在量表",
    "latent (root mean square)": "潜在量表（均方根）",
    "log (root mean square)": "对数（均方根）",
    "months": "月",
    "months per year in need": "每有需要年之月数",
    "offers": "份",
    "organizations": "家",
    "organizations per year": "家/年",
    "per 1000 months of service": "每千服务月",
    "per 1000 served and year": "每千服务对象每年",
    "persons": "人",
    "places": "名额",
    "project-years": "项目年",
    "quality (0-1)": "质量（0–1）",
    "ratio": "比值",
    "satisfaction (0-1)": "满意度（0–1）",
    "share": "比例",
    "trust (0-1)": "信任（0–1）",
    "years": "年",
    "yuan per 100 yuan contracted": "元/百元合同额",
    "yuan per 1000 yuan paid": "元/千元支付额",
    "yuan per place-month": "元/名额·月",
    "yuan per quality-adjusted place-month": "元/质量调整名额·月",
    "yuan per resident and year": "元/居民·年",
    "yuan per year": "元/年",
}
"""Units in Chinese; English ones are shown as they are declared."""


def word(key: str, language: Language, **fields: object) -> str:
    """A label or note of :data:`WORDS`, its fields filled in."""
    return WORDS[key][language == "zh"].format(**fields)


_FURTHER: Final[ContextVar[Mapping[str, tuple[str, str]]]] = ContextVar("further names", default=NAMES)


@contextmanager
def further_names(words: Mapping[str, tuple[str, str]]) -> Iterator[None]:
    """While figures are drawn: English and Chinese for names that are a study's own, such as those of its policies."""
    before = _FURTHER.set({**NAMES, **words})
    try:
        yield
    finally:
        _FURTHER.reset(before)


def name(key: str, language: Language) -> str:
    """The name of a policy, group, domain or family; what has no translation is shown as it is, underscores as spaces."""
    known = _FURTHER.get()
    return known[key][language == "zh"] if key in known else key.replace("_", " ")


def in_order(keys: Iterable[str]) -> list[str]:
    """Names in the order of :data:`NAMES` (the glossary's), what is not there as it comes."""
    known = list(NAMES)
    return sorted(dict.fromkeys(keys), key=lambda key: known.index(key) if key in NAMES else len(known))


def unit(text: str, language: Language) -> str:
    """A unit in words."""
    return UNITS.get(text, text) if language == "zh" else text
