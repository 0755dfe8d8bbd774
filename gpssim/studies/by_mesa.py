"""A market that Mesa's own ways of making many runs can drive: ``batch_run``, scenarios of Mesa, and what runs them.

A study (:class:`gpssim.Study`) pairs runs, stores them, and goes on where it stopped. Whoever compares models of several kinds in
one loop of Mesa's takes this class in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from gpssim.errors import impossible, unknown
from gpssim.model import PublicServiceMarket
from gpssim.replacing import replace
from gpssim.scenario import load_scenario

if TYPE_CHECKING:
    import pandas as pd

OWN: Final = ("preset", "policy", "replication", "seed", "rng")
"""Parameters beside dotted paths of the scenario."""


class MesaMarket(PublicServiceMarket):
    """A market whose parameters are given by keyword, or by a scenario of Mesa that has them as attributes.

    Parameters
    ----------
    scenario : a ``mesa.experimental.scenarios.Scenario``, or a mapping, with any of the parameters below.
    parameters : ``preset`` (a scenario of gpssim, its name or file; ``textbook`` by default), ``policy``, ``replication``, ``seed``
        or ``rng`` (a whole number), and dotted paths of what differs (``{"world.city.n_citizens": 400}``). A scenario of Mesa that
        counts replications itself need not name one.

    Raises
    ------
    GpssimError : a parameter that does not exist, or a value outside its domain.
    """

    def __init__(self, scenario: Any = None, **parameters: Any) -> None:
        given = {**_of_scenario(scenario), **parameters}
        seeds = {given.pop(name) for name in ("seed", "rng") if given.get(name) is not None}
        if len(seeds) > 1:
            raise impossible("seed and rng", sorted(map(str, seeds)), "one number")
        own = {name: given.pop(name) for name in ("policy", "replication") if name in given}
        given.pop("seed", None), given.pop("rng", None)
        specified = load_scenario(given.pop("preset", "textbook"))
        for path in given:
            if "." not in path and path not in ("months", "warm_up"):
                raise unknown("parameter", path, (*OWN, "months", "scenario", "warm_up"))
        super().__init__(replace(specified, given) if given else specified, **own, seed=seeds.pop() if seeds else 1)
        if scenario is not None and not isinstance(scenario, Mapping) and hasattr(type(self), "scenario"):
            self.scenario = scenario  # Mesa from 3.5 on; its parameters cannot be changed while the market runs

    @property
    def data_recorder(self) -> MesaMarket:
        """Where Mesa's runner of scenarios looks for tables."""
        return self

    def get_all_dataframes(self) -> dict[str, pd.DataFrame]:
        """Every table of the run so far."""
        return self.tables()

    def get_table_dataframe(self, name: str) -> pd.DataFrame:
        """One of them.

        Raises
        ------
        UnknownNameError : there is none of the name.
        """
        return self.table(name)


def _of_scenario(scenario: Any) -> dict[str, Any]:
    """The parameters of a scenario of Mesa."""
    if scenario is None:
        return {}
    try:
        given = dict(scenario)
    except (TypeError, ValueError):
        raise impossible("scenario", scenario, "a scenario of Mesa or a mapping; one of gpssim is the parameter preset") from None
    counted = getattr(scenario, "replication_id", None)
    return given if counted is None else {"replication": int(counted), **given}
