"""Random generators that belong to others."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from gpssim.audit.check import Check, Finding, Setting, finding
from gpssim.audit.words import found
from gpssim.model import PublicServiceMarket
from gpssim.texts.text import listed


class ForeignGenerators(Check):
    """Every draw is keyed, so a run leaves the generators of Python, NumPy and Mesa where it found them."""

    name: ClassVar[str] = "foreign_generators"
    label: ClassVar[str] = "generators of Python, NumPy and Mesa"
    label_zh: ClassVar[str] = "Python、NumPy、Mesa 的随机数生成器"
    changed: ClassVar[str] = "nothing: a run is made"
    must_stay: ClassVar[str] = "the states of Python's and NumPy's global generators and of the model's own from Mesa"
    changed_zh: ClassVar[str] = "无：仅运行一次"
    must_stay_zh: ClassVar[str] = "Python 与 NumPy 的全局随机数生成器及模型自身的 Mesa 生成器的状态"

    def check(self, setting: Setting) -> Finding:
        moved = set()
        for policy in setting.resolved:
            model = PublicServiceMarket(setting.scenario, policy, seed=setting.seed)
            before = states(model)
            after = states(model.run())
            moved |= {name for name, state in before.items() if after[name] != state}
        names = listed(sorted(moved), "en"), listed(sorted(moved), "zh")
        return finding(float(len(moved)), 0.0, not moved, found("moved", names=names) if moved else found("unmoved"))


def states(model: PublicServiceMarket) -> dict[str, str]:
    """The state of every generator within reach, as text. States are read, nothing is drawn."""
    python: Any = sys.modules["random"]
    numpy: Any = sys.modules["numpy.random"]
    mesa: Any = model
    return {
        "random": repr(python.getstate()),
        "numpy.random": repr([part.tolist() if hasattr(part, "tolist") else part for part in numpy.get_state()]),
        "model.random": repr(mesa.random.getstate()),
        "model.rng": repr(mesa.rng.bit_generator.state),
    }
