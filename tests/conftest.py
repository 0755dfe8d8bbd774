"""What all tests share: pictures without a screen; one thread a process, so that parallel tests stay out of each other's way."""

from __future__ import annotations

import os

os.environ.setdefault("MPLBACKEND", "Agg")
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")
