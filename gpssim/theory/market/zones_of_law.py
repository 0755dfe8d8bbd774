"""A purchase lies outside, below or above the thresholds, and stands on the ground that the rules of its zone give it.

Government Procurement Law art. 2, 26-32: below the purchase limit the Law does not apply; between it and the threshold of open
tender other modes are free, single source takes an approval and a notice; above it every mode but open tender takes one. An
approval takes a month, is refused with its chance, and then an allowed mode takes over at once, here open tender; so it does for
what is forbidden.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase", "plan")
RULES = ("legality.zone_of", "legality.legal_basis")
SOURCE = "Government Procurement Law art. 2, 26-32, 37; Regulation art. 27 and 38"

VALUE, REFUSED = 60_000.0, 0.3
LIMITS = {"outside": (1.001, 2.0), "below": (0.999, 1.001), "above": (0.5, 0.999)}
"""Purchase limit and threshold of open tender, in values of the project."""
GROUNDS = {
    ("open_tender", "outside"): ("tender", False),
    ("open_tender", "below"): ("tender", False),
    ("open_tender", "above"): ("tender", False),
    ("competitive_consultation", "outside"): ("below_limit", False),
    ("competitive_consultation", "below"): ("non_tender_approved", False),
    ("competitive_consultation", "above"): ("non_tender_approved", True),
    ("single_source", "outside"): ("below_limit", False),
    ("single_source", "below"): ("single_source_published", True),
    ("single_source", "above"): ("single_source_published", True),
    ("in_house", "above"): ("below_limit", False),
}
"""Ground of an award by mechanism and zone, and whether somebody must approve."""


def found(seed: int) -> Iterator[Found]:
    """One mechanism after the other in each of the zones, under the rules of China."""
    for (mechanism, zone), (ground, asks) in GROUNDS.items():
        after = _bought(seed, mechanism, zone, months=2)
        own = after.projects[after.projects.mechanism == mechanism]
        yield exactly(f"{mechanism} {zone}: {ground}", 1.0, own.legal_basis == ground)
        yield exactly("  opens after the month of its approval", float(asks), own.month_opened)
        if asks:
            other = after.projects[after.projects.mechanism == "open_tender"]
            yield as_often("  refused", REFUSED, len(other), len(other) + len(own))
            yield exactly("  tendered at once", [1.0, 0.0], [(other.legal_basis == "tender").mean(), other.month_opened.max()])
    forbidden = _bought(seed, "lottery", "below", months=1).projects
    yield exactly(
        "lottery below: tendered instead", 1.0, (forbidden.mechanism == "open_tender") & (forbidden.legal_basis == "tender")
    )


def _bought(seed: int, mechanism: str, zone: str, months: int) -> Opened:
    limit, threshold = LIMITS[zone]
    rules = {
        "thresholds.purchase_limit": limit * VALUE,
        "thresholds.open_tender": threshold * VALUE,
        "thresholds.counted": "project",
        "approval.refusal": REFUSED,
    }
    changed = [{"path": path, "value": value} for path, value in rules.items()]
    dials = {"world.law.rule_set": "china", "world.law.overrides": changed, "world.purchasers.appropriation_per_head": 150.0}
    return opened(dials, mechanism, months=months, seed=seed)


TITLE_ZH = "采购处于限额以下、标准以下或标准以上，并具有所属区间规则所定的依据"
CHINESE = {
    "lottery below: tendered instead": "随机分配，公开招标数额标准以下：改为招标",
    "{mechanism} {zone}: {ground}": "{mechanism}，{zone}：{ground}",
    "opens after the month of its approval": "批准当月之后启动",
    "refused": "被拒绝的比例",
    "tendered at once": "随即招标",
    "open_tender": "公开招标",
    "competitive_consultation": "竞争性磋商",
    "single_source": "单一来源",
    "in_house": "政府直接提供",
    "outside": "采购限额以下",
    "below": "公开招标数额标准以下",
    "above": "公开招标数额标准以上",
    "tender": "属于招标",
    "below_limit": "低于采购限额",
    "non_tender_approved": "非招标方式，已经批准",
    "single_source_published": "单一来源，已经公示",
}
