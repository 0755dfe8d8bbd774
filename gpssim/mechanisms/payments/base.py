"""The shape all payment rules share: usual terms in, terms out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from gpssim.market import ContractTerms, Project
from gpssim.plugins import SHELVES
from gpssim.scenario.declarations.levers import Levers


class PaymentRule(ABC):
    """What a contract pays for and when. A rule is a frozen plug-in class; its fields are its parameters; it keeps nothing.

    It changes how a contract pays and leaves everything else as the mechanism has it: who assigns citizens, how long it lasts,
    what continues it, what is done about shirking and default.
    """

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    """For legends, English."""
    label_zh: ClassVar[str]
    """For legends, Chinese."""
    source: ClassVar[str]

    @abstractmethod
    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        """The terms of a contract paid by this rule, from those it would have had; the schedule's shares are >= 0 and sum to 1."""


def payment_rule(name: str, settings: str = "") -> PaymentRule:
    """The payment rule of that name; ``settings`` as in ``advance=0.3, stages=4``.

    Raises
    ------
    UnknownNameError, ScenarioError : no such rule or parameter, or a value outside its domain.
    """
    rule: PaymentRule = SHELVES["payment"].made(name, settings)
    return rule


def paid_by(levers: Levers, usual: ContractTerms, project: Project) -> ContractTerms:
    """Terms paid as the levers' payment rule says; grants, which buy no service, keep their own."""
    return usual if usual.basis == "grant" else payment_rule(levers.payment, levers.payment_settings).terms(usual, project)


def instalments(first: float, last: float, n: int) -> tuple[float, ...]:
    """Shares of ``n`` instalments (>= 2): the first, the last, and equal ones between them.

    >>> instalments(0.2, 0.3, 4)
    (0.2, 0.25, 0.25, 0.3)
    """
    if n == 2:
        return first, 1.0 - first
    middle = max(0.0, 1.0 - first - last) / (n - 2)
    return (first, *(middle,) * (n - 2), last)
