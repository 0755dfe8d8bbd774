"""The parameters of ``services.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Domain": {
        "name": "服务领域，用词见词汇表",
        "prevalence": "各人群任一时点有需求的比例：普通居民、老年人、残疾人、流动人员、下岗人员",
        "duration": "一次需求的平均持续时间",
        "unit_cost": "无经验的平均水平组织提供一个名额的成本",
        "verifiability": "质量中第三方可核验的部分",
        "budget_share": "占各购买主体拨款的份额",
        "priority": "项目排序中的权重",
        "visibility": "对上级的可见度，项目排序中的权重",
    },
}
