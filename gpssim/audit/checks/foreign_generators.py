"""Random generators that belong to others."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from gpssim.audit.check import Check, Finding, Setting
from gpssim.model import PublicServiceMarket


class ForeignGenerators(Check):
    """Every draw is keyed, so a run leaves the generators of Python, NumPy and Mesa where it found them."""

    name: ClassVar[str] = "foreign_generators"
    label: ClassVar[str] = "generators of Python, NumPy and Mesa"
    label_zh: ClassVar[str] = "Python、NumPy、Mesa 的随机数生成器"
    changed: ClassVar[str] = "nothing: a run is made"
    must_stay: ClassVar[str] = "the states of Python's and NumPy's global generators and of the model's own from Mesa"

    def check(self, setting: Setting) -> Finding:
        moved = set()
        for policy in setting.resolved:
            model = PublicServiceMarket(setting.scenario, policy, seed=setting.seed)
            before = states(model)
            after = states(model.run())
            moved |= {name for name, state in before.items() if after[name] != state}
        found = f"moved: {', '.join(sorted(moved))}" if moved else "none was moved"
        return Finding(float(len(moved)), 0.0, not moved, found)


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
