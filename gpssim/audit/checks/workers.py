"""One process against two."""

from __future__ import annotations

from typing import ClassVar

from gpssim.audit.check import Check, Finding, Setting
from gpssim.audit.sameness import same_digests


class Workers(Check):
    """The same study in this process and in two others."""

    name: ClassVar[str] = "workers"
    label: ClassVar[str] = "number of processes"
    label_zh: ClassVar[str] = "进程数"
    changed: ClassVar[str] = "two worker processes instead of this one"
    must_stay: ClassVar[str] = "the digest of every table of the study"
    changed_zh: ClassVar[str] = "由两个工作进程而非本进程运行"
    must_stay_zh: ClassVar[str] = "研究每张表的摘要值"

    def check(self, setting: Setting) -> Finding:
        return same_digests(*(setting.study(replications=2, workers=n) for n in (1, 2)))
