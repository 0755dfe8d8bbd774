"""What rules say of a purchasing mechanism, in words."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

STANDINGS: Final = {
    "allowed": Text("allowed", "允许"),
    "approval": Text("with approval", "须经批准"),
    "forbidden": Text("forbidden", "禁止"),
}
ZONES: Final = {
    "outside": Text("below the purchase limit {standing}", "采购限额以下{standing}"),
    "below": Text("up to the threshold of open tender {standing}", "公开招标数额标准以下{standing}"),
    "above": Text("above it {standing}", "公开招标数额标准以上{standing}"),
}
NOTES: Final = {
    "unnamed": Text("not named there", "未作规定"),
    "tender": Text("counts as a tender", "属于招标"),
    "published": Text("its intention is published before", "须事先公示"),
    "not_a_purchase": Text("no purchase in the sense of the rules", "不属于政府采购"),
    "min_bidders": Text("at least {n} offers", "至少 {n} 份有效响应"),
    "between_notes": Text("; ", "；"),
    "law": Text("Law", "法律规定"),
    "rule_set": Text("{title}: {said}", "{title}：{said}"),
    "parameters": Text("Parameters", "参数"),
    "set_by": Text(
        "set for all policies by --set {name}.PARAMETER=VALUE, for one by --policy {name}:PARAMETER=VALUE",
        "以 --set {name}.参数=取值 为全部政策设定，以 --policy {name}:参数=取值 为一个政策设定",
    ),
}
