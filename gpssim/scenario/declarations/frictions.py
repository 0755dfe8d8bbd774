"""What keeps a market from full information: seven frictions, each as the world has it or switched off."""

from __future__ import annotations

from typing import Final

from gpssim.scenario.fields import Group, param


class Frictions(Group):
    """Which frictions the world has from the switch of policy on; the warm-up always has all of them.

    Each is on (neutral: the world as its other parameters describe it) or off (that friction is absent, whatever they say).
    """

    adverse_selection: bool = param(
        True, "flag", "those who choose cannot see ability and cost; off: they choose on the true ones", "convention: on"
    )
    moral_hazard: bool = param(
        True, "flag", "effort is hidden; off: contracts agree on the effort that is best for society", "convention: on"
    )
    market_power: bool = param(True, "flag", "prices are what was offered; off: the true expected cost is paid", "convention: on")
    misjudged_need: bool = param(True, "flag", "surveys of need err; off: need is known", "convention: on")
    transaction_cost: bool = param(
        True, "flag", "procedures, fees and offers cost hours and money, and keep some from offering; off: none does", "convention: on"
    )
    delay: bool = param(
        True, "flag", "purchases and payments take time; off: service begins in the month of the purchase", "convention: on"
    )
    ties: bool = param(True, "flag", "ties sway officials as far as integrity lets them; off: nobody is swayed", "convention: on")

    @property
    def off(self) -> tuple[str, ...]:
        """The frictions that are switched off, in order of declaration."""
        return tuple(name for name in FRICTIONS if not getattr(self, name))


FRICTIONS: Final = tuple(Frictions.model_fields)
"""Names in order of declaration."""
EVERY_FRICTION: Final = Frictions()
