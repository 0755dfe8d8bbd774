"""The facts people exchange: frozen values, no behavior."""

from gpssim.market.bid import Bid, Request
from gpssim.market.contract import Assignment, AuditRule, ContractTerms, PaymentBasis, StageCheck
from gpssim.market.decision import Award, Decision, Procedure, Score
from gpssim.market.project import LegalBasis, Project

__all__ = [
    "Assignment",
    "AuditRule",
    "Award",
    "Bid",
    "ContractTerms",
    "Decision",
    "LegalBasis",
    "PaymentBasis",
    "Procedure",
    "Project",
    "Request",
    "Score",
    "StageCheck",
]
