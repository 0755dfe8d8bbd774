"""The parameters of ``fees.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Fees": {
        "sensitivity": "收费对申请的影响（普通居民，每月每百元）；0：无人在意",
        "weights": "收费对各人群的影响倍数：普通居民、老年人、残疾人、流动人员、下岗人员",
        "equipment_quality": "价值为 e-1 年正常成本的设备所增加的质量",
        "equipment_capacity": "同样的设备使承接主体可超出人员能力完成的工作",
        "equipment_life": "设备的平均寿命",
    },
}
