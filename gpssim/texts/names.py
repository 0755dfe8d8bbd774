"""Names that the records use, in words: mechanisms, groups, service domains, what stops projects, families of outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from gpssim.texts.settings import SHAPES, setting
from gpssim.texts.text import Language, Text, named, said
from gpssim.texts.variants import ONLY, parts, settings_of

NAMES: Final[dict[str, Text]] = {
    "open_tender": Text("open tender", "公开招标"),
    "invited_tender": Text("invited tender", "邀请招标"),
    "competitive_negotiation": Text("competitive negotiation", "竞争性谈判"),
    "competitive_consultation": Text("competitive consultation", "竞争性磋商"),
    "single_source": Text("single source", "单一来源"),
    "directed_commission": Text("directed commission", "定向委托"),
    "framework_agreement": Text("framework agreement", "框架协议"),
    "citizen_voucher": Text("citizens' voucher", "服务券"),
    "commissioning": Text("commissioning", "委托购买"),
    "cooperation": Text("cooperation", "合作"),
    "direct_grant": Text("direct grant", "直接资助"),
    "venture_philanthropy": Text("venture philanthropy", "公益创投"),
    "concession": Text("concession", "特许经营"),
    "volunteer_service": Text("volunteer service", "志愿服务"),
    "in_house": Text("in-house provision", "政府直接提供"),
    "lottery": Text("lottery", "随机分配"),
    "status_quo": Text("status quo", "现状"),
    "everybody": Text("everybody", "全体居民"),
    "ordinary": Text("other residents", "其他居民"),
    "elderly": Text("elderly", "老年人"),
    "disabled": Text("disabled", "残疾人"),
    "migrant": Text("migrant workers", "农民工"),
    "laid_off": Text("laid off", "下岗人员"),
    "elder_care": Text("elder care", "养老"),
    "disability": Text("disability", "助残"),
    "education": Text("education", "教育"),
    "medical_assistance": Text("medical assistance", "医疗救助"),
    "public_health": Text("public health", "公共卫生"),
    "community": Text("community", "社区"),
    "culture": Text("culture", "文化"),
    "housing": Text("housing", "住房"),
    "legal_aid": Text("legal aid", "法律援助"),
    "environment": Text("environment", "环保"),
    "poverty_relief": Text("poverty relief", "扶贫"),
    "correction": Text("correction", "矫正"),
    "drug_rehabilitation": Text("drug rehabilitation", "戒毒"),
    "counselling": Text("counselling", "心理"),
    "domestic_service": Text("domestic service", "家政"),
    "employment": Text("employment", "就业"),
    "social_service_agency": Text("social service agencies", "社会服务机构"),
    "association": Text("associations", "社会团体"),
    "community_organization": Text("community organizations", "社区组织"),
    "company": Text("companies", "企业"),
    "foundation": Text("foundations", "基金会"),
    "industry_association": Text("industry associations", "行业协会"),
    "public_institution": Text("public institutions", "事业单位"),
    "not_in_budget": Text("not in the budget", "未列入预算"),
    "not_in_catalogue": Text("not in the catalogue", "不在目录内"),
    "reluctance": Text("officials' reluctance", "官员不愿购买"),
    "returned_too_often": Text("sent back too often", "多次退回"),
    "no_bids": Text("no offers", "无人响应"),
    "below_funding_line": Text("below the funding line", "低于资助线"),
    "too_few_bids": Text("too few offers", "响应者不足"),
    "winner_withdrew": Text("winner withdrew", "成交者退出"),
    "winner_gone": Text("winner gone or debarred", "成交者已不存在或被禁止"),
    "shortfall": Text("short of the promise", "未达承诺"),
    "service": Text("Service", "服务"),
    "money": Text("Money", "资金"),
    "competition": Text("Competition", "竞争"),
    "information": Text("Information", "信息"),
    "capacity": Text("Capacity", "能力与容量"),
    "citizens": Text("Citizens", "公众"),
    "equity": Text("Equity", "公平"),
    "welfare": Text("Welfare", "福利"),
}
"""As in the glossary. Figures and tables of results know a mechanism by its name alone; a test holds its words to its labels."""


ALONE: Final = {"policy": Text("{mechanism} alone (stress case)", "全部资金以{mechanism}购买（压力情形）")}
"""A policy under which one mechanism takes all money, what others keep too."""

_KNOWN: Final[ContextVar[Mapping[str, Text]]] = ContextVar("names", default=NAMES)


def name(key: str, language: Language) -> str:
    """The name of a policy, group, domain or family; what has no text is shown as it is, underscores as spaces.

    >>> name("open_tender:price_weight=0.1", "en")
    'open tender (price weight 0.1)'
    """
    known, (base, settings) = _KNOWN.get(), parts(key)
    written = None if key in known else settings_of(settings)
    if written:
        told = said(SHAPES, "between_settings", language).join(_setting(*one, language) for one in written.items())
        shape = "alone_with_settings" if base.startswith(ONLY) else "with_settings"
        return said(SHAPES, shape, language, base=name(base.removeprefix(ONLY), language), settings=told)
    mechanism = key.removeprefix(ONLY)
    if mechanism == key or key in known:
        return named(known, key, language)
    return said(ALONE, "policy", language, mechanism=named(known, mechanism, language))


def _setting(key: str, value: str, language: Language) -> str:
    """A setting in words, with the mechanism whose parameter it is where that is written in front."""
    group, _, own = key.rpartition(".")
    told = setting(own, name(value, language) if value in NAMES else value, language)
    return (
        told if group in ("", "levers") else said(SHAPES, "of_mechanism", language, mechanism=name(group, language), setting=told)
    )


@contextmanager
def further_names(own: Mapping[str, tuple[str, str]]) -> Iterator[None]:
    """While figures are drawn: English and Chinese for names that are a study's own, such as those of its policies."""
    before = _KNOWN.set({**NAMES, **{key: Text(*pair) for key, pair in own.items()}})
    try:
        yield
    finally:
        _KNOWN.reset(before)


def in_order(keys: Iterable[str]) -> list[str]:
    """Names in the order of :data:`NAMES` (the glossary's), what is not there as it comes."""
    known = list(NAMES)
    return sorted(dict.fromkeys(keys), key=lambda key: known.index(key) if key in NAMES else len(known))
