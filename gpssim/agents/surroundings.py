"""What an agent sees of the model it lives in: the columns that hold its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from gpssim.agents.columns import Columns
    from gpssim.scenario.declarations.world import World


class Surroundings(Protocol):
    """A model as its agents know it; named here so that agents need not import the model that is made of them."""

    @property
    def world(self) -> World: ...

    @property
    def citizens(self) -> Any: ...

    @property
    def organizations(self) -> Columns: ...

    @property
    def purchasers(self) -> Columns: ...

    @property
    def contracts(self) -> Columns: ...
