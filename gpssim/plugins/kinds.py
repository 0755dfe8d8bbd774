"""The kinds of plug-ins: a row here is all in which one kind differs from another."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gpssim.errors import unknown
from gpssim.plugins.shelf import Shelf

SHELVES: Final[Mapping[str, Shelf]] = MappingProxyType(
    {
        "mechanism": Shelf(
            called="mechanism",
            shape="gpssim.mechanisms.base:Mechanism",
            package="gpssim.mechanisms",
            group="gpssim.mechanisms",
        ),
        "bidding": Shelf(
            called="bidding family",
            shape="gpssim.bidding.base:BiddingFamily",
            package="gpssim.bidding",
            group="gpssim.bidding",
        ),
        "reputation": Shelf(
            called="reputation system",
            shape="gpssim.information.reputation.base:ReputationSystem",
            package="gpssim.information.reputation",
            group="gpssim.information.reputation",
        ),
        "price_rule": Shelf(
            called="price rule",
            shape="gpssim.mechanisms.price_rules.base:PriceRule",
            package="gpssim.mechanisms.price_rules",
            group="gpssim.price_rules",
        ),
        "payment": Shelf(
            called="payment rule",
            shape="gpssim.mechanisms.payments.base:PaymentRule",
            package="gpssim.mechanisms.payments",
            group="gpssim.payments",
        ),
        "choice": Shelf(
            called="choice rule",
            shape="gpssim.mechanisms.choosing.base:ChoiceRule",
            package="gpssim.mechanisms.choosing",
            group="gpssim.mechanisms.choosing",
        ),
        "design": Shelf(
            called="design",
            shape="gpssim.designs.base:Design",
            package="gpssim.designs",
            group="gpssim.designs",
            in_runs=False,
        ),
        "executor": Shelf(
            called="executor",
            shape="gpssim.studies.executors.base:RunsOn",
            package="gpssim.studies.executors",
            group="gpssim.executors",
            words=("name", "label", "label_zh", "written"),
            in_runs=False,
        ),
        "indicator": Shelf(
            called="indicator",
            shape="gpssim.analysis.indicator:Indicator",
            package="gpssim.analysis.indicators",
            group="gpssim.indicators",
            export="INDICATOR",
            words=("name", "label", "label_zh", "unit", "meaning"),
            in_runs=False,
        ),
        "figure": Shelf(
            called="figure",
            shape="gpssim.figures.kind:FigureKind",
            package="gpssim.figures",
            group="gpssim.figures",
            export="FIGURE",
            words=("name", "title", "title_zh"),
            in_runs=False,
        ),
        "audit_check": Shelf(
            called="audit check",
            shape="gpssim.audit.check:Check",
            package="gpssim.audit.checks",
            group="gpssim.audit.checks",
            words=("name", "label", "label_zh", "changed", "must_stay"),
            in_runs=False,
        ),
    }
)
"""Every kind of plug-in by its word in :func:`gpssim.register`."""


def shelf(kind: str) -> Shelf:
    """The shelf of a kind.

    Raises
    ------
    UnknownNameError : no such kind.
    """
    if kind not in SHELVES:
        raise unknown("kind of plug-in", kind, SHELVES)
    return SHELVES[kind]
