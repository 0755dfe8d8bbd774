"""Why believe it: special cases that theory solves, run through the market's own parts and compared with their solutions.

A case file is data: kinds of cases, inputs, expected values. An adapter for each kind (a file in ``theory.kinds``) reaches the
case by parameters of mechanisms, bidding families, contracts, beliefs and rules; ``theory.textbook`` holds what such a case needs
and no market calls. Which of the two a kind goes through is read off the call graph (``theory.reach``, ``theory.claims``).
Solutions lie in case files; nothing here knows one.
"""

from gpssim.theory.cases import CASES, Case, Value, read_cases
from gpssim.theory.evidence import Answer, Evidence, Reference, Setting, Simulated, Solved
from gpssim.theory.verifying import Verification, verify

__all__ = [
    "CASES",
    "Answer",
    "Case",
    "Evidence",
    "Reference",
    "Setting",
    "Simulated",
    "Solved",
    "Value",
    "Verification",
    "read_cases",
    "verify",
]
