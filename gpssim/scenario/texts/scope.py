"""The parameters of ``scope.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Scope": {
        "narrowing": "资金随购买吸引力变动的强度：0 为按预算分配，1 为与吸引力成比例",
        "ease": "完全可核验相对于完全不可核验的对数吸引力；官员的风险厌恶叠加其上",
        "suppliers": "购买主体希望在一个领域看到的有能力组织数",
        "thin": "一家也没有时损失的对数吸引力，按缺少的比例计",
        "dread": "该领域购买与合同全部受挫且被记住时损失的对数吸引力",
        "memory": "受挫记忆中最近一年的权重：不再购买的领域逐渐得到谅解",
        "least": "低于通常资金的这一比例即放弃该领域，资金转入其他领域",
    },
}
