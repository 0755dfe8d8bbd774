"""The parameters of ``world.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "World": {
        "domains": "可购买的服务领域",
        "rules_as_of": "适用的采购规则年份（异常低价审查自 2026 年起）",
    },
}
