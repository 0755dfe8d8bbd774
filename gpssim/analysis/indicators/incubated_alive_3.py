"""Incubated organizations 孵化 alive 3 years after their first venture project: survival must emerge, nothing protects them."""

from __future__ import annotations

from gpssim.analysis.survival import incubated_alive

INDICATOR = incubated_alive(3)
