"""A pool of suppliers: the second stage of a framework agreement without the first, as theory looks at it."""

from __future__ import annotations

from gpssim.mechanisms.framework_agreement import FrameworkAgreement
from gpssim.plugins import plugin
from gpssim.scenario.fields import param


@plugin
class SupplierPool(FrameworkAgreement):
    """A framework agreement of which everybody is a member already, even one alone. Not lawful: for theory only.

    Source: Order 110 (2022), second stage: direct choice, second bidding, rotation.
    """

    least_members: int = param(1, "organizations", "members without which nothing is called off", "theory only", ge=1, le=20)

    @property
    def min_bids(self) -> int:
        return self.least_members
