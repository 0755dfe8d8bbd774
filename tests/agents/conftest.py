"""The oracle lives with the benchmarks; its equality with the model is tested here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))


@pytest.fixture(autouse=True)
def _wrapping_around() -> Iterator[None]:
    """The hash wraps around; only plain Python (``NUMBA_DISABLE_JIT=1``) would warn."""
    with np.errstate(over="ignore"):
        yield
