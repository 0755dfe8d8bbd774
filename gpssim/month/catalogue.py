"""Which domains may be bought, and with what mechanisms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gpssim.scenario.written import words

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

IN_HOUSE: Final = (("in_house", 1.0),)


def bought(model: PublicServiceMarket, domain: int) -> bool:
    """Whether the domain is in the catalogue."""
    listed = model.policy_state.levers.catalogue
    return listed == "*" or model.world.domains[domain].name in words(listed)


def shares(model: PublicServiceMarket, domain: int) -> tuple[tuple[str, float], ...]:
    """Mechanisms of the domain with their shares of its money; outside the catalogue in house, or none."""
    if bought(model, domain):
        return model.policy_state.shares[model.world.domains[domain].name]
    return IN_HOUSE if model.policy_state.levers.outside_catalogue == "in_house" else ()
