"""The parameters of ``changes.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "MechanismShare": {
        "mechanism": "购买方式",
        "share": "占该领域拨款的份额",
        "domain": "服务领域，* 为全部",
        "kept": "不参与比较：在以购买方式命名的政策下保持不变",
    },
    "MechanismSetting": {
        "mechanism": "购买方式",
        "name": "购买方式的参数名",
        "value": "参数值",
    },
    "Change": {
        "month": "变化开始的月份，自政策切换起算",
        "domain": "购买方式发生变化的领域，* 为全部",
        "mechanism": "承担整个领域的购买方式（份额 1 的简写）",
        "shares": "购买方式组合",
        "lever": "政策工具，或购买方式的参数，如 open_tender.price_weight",
        "value": "政策工具的值",
    },
}
