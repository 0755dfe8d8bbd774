"""The parameters of ``law.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "RuleOverride": {
        "path": "规则集中的点分路径，如 thresholds.open_tender",
        "value": "规则的值",
    },
    "Law": {
        "rule_set": "现行规则集：随软件提供的名称，或 TOML 文件路径；空为无",
        "level": "适用规则的政府层级；空为规则集本身",
        "overrides": "对个别规则的改动",
    },
}
