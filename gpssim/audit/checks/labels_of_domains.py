"""Service domains under other names."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

from gpssim.audit.check import Check, Finding, Setting
from gpssim.audit.sameness import Gap, gap, tables_of, verdict_of
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy, Scenario, validated

PREFIX = "renamed_"


class LabelsOfDomains(Check):
    """Every domain is called otherwise, in the world and wherever policies name it; its place in the list, a key, stays."""

    name: ClassVar[str] = "labels_of_domains"
    label: ClassVar[str] = "names of service domains"
    label_zh: ClassVar[str] = "服务领域的名称"
    changed: ClassVar[str] = "names of domains, in the world and in policies"
    must_stay: ClassVar[str] = "every table to the last bit, names apart"
    changed_zh: ClassVar[str] = "世界与政策中服务领域的名称"
    must_stay_zh: ClassVar[str] = "除名称外每张表逐位相同"

    def check(self, setting: Setting) -> Finding:
        names = list(setting.scenario.domain_names)
        scenario = validated(Scenario, renamed(setting.scenario.model_dump(mode="json"), names))
        gaps = []
        for policy, model in zip(setting.resolved, setting.runs, strict=True):
            called = validated(Policy, renamed(policy.model_dump(mode="json"), names))
            gaps.append((policy.name, _gap(model, PublicServiceMarket(scenario, called, seed=setting.seed).run())))
        return verdict_of(gaps, 0.0)


def renamed(data: Any, names: list[str]) -> Any:
    """Plain data in which the names are called otherwise, wherever they stand as whole words."""
    words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)")
    return json.loads(words.sub(rf"{PREFIX}\1", json.dumps(data, ensure_ascii=False)))


def _gap(first: PublicServiceMarket, second: PublicServiceMarket) -> Gap:
    tables = tables_of(second)
    for frame in tables.values():
        if "domain" in frame:
            frame["domain"] = frame["domain"].astype(str).str.removeprefix(PREFIX)
    return gap(tables_of(first), tables)
