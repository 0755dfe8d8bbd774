"""From theory cases to gpssim: one file for each kind of case, with ``answers(inputs) -> answer(quantity, inputs of the value)``.

An answer is a number (a deterministic quantity) or an array of independent draws (an expectation). A case is reached by
parameters of gpssim's own parts; closed forms do not appear here.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

Answer = Callable[[str, dict[str, Any]], float | np.ndarray]

ADAPTERS: dict[str, Callable[[dict[str, Any]], Answer]] = {
    module.name: import_module(f"{__name__}.{module.name}").answers for module in pkgutil.iter_modules(__path__)
}
"""Adapters by kind of case, which is the name of their file."""
