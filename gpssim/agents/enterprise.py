"""Enterprises: beneficiaries of what associations do for them; a class of their own, one row each."""

from __future__ import annotations

import numpy as np

from gpssim.agents.columns import state


class EnterpriseRow:
    """One enterprise. Its need is for whatever domains are handed over to associations."""

    number = state(np.int64, "number", "what its draws are keyed by")
    district = state(np.int16, "row", "district")
    need = state(np.uint8, "flag", "in need")
    served = state(np.uint8, "flag", "served this month")
    waited = state(np.int16, "months", "months in need without service since it was last served")
