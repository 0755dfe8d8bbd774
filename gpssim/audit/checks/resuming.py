"""A study that was stopped and continued."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from gpssim.audit.check import Check, Finding, Setting
from gpssim.audit.sameness import same_digests


class Resuming(Check):
    """One replication, stored, and the second one added later, against both at once."""

    name: ClassVar[str] = "resuming"
    label: ClassVar[str] = "study continued from disk"
    label_zh: ClassVar[str] = "断点续跑"
    changed: ClassVar[str] = "the study is stored after its first replication and continued, instead of run at once"
    must_stay: ClassVar[str] = "the digest of every table of the study"
    changed_zh: ClassVar[str] = "研究在第一次重复后存盘再继续，而非一次完成"
    must_stay_zh: ClassVar[str] = "研究每张表的摘要值"

    def check(self, setting: Setting) -> Finding:
        at_once = setting.study(replications=2, workers=1)
        with TemporaryDirectory() as folder:
            setting.study(replications=1, workers=1, out=Path(folder) / "study")
            return same_digests(at_once, setting.study(replications=2, workers=1, out=Path(folder) / "study"))
