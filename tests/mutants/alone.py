"""Imported first: one thread, nothing compiled. A fork must inherit neither threads nor compiled functions."""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "NUMBA_DISABLE_JIT"):
    os.environ[name] = "1"
os.environ["MPLBACKEND"] = "Agg"
READY = os.environ["NUMBA_DISABLE_JIT"] == "1"
"""Whether it was imported."""
