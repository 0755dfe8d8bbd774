"""Citizens: state declared here, kept in columns; a ``Citizen`` object is made when somebody asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import mesa
import numpy as np
from mesa.agent import AgentSet

from gpssim.agents.columns import Columns, state
from gpssim.errors import misspelt, unknown
from gpssim.scenario.declarations.citizens import GROUPS

if TYPE_CHECKING:
    from gpssim.agents.surroundings import Surroundings


class Citizen(mesa.Agent):
    """One survey unit of the population.

    Its state is kept in columns; the agent is made on demand and not registered with Mesa, so that looking changes nothing.
    ``model.citizens[17]``, ``model.agents`` and ``model.agents_by_type[Citizen]`` give it.
    """

    number = state(np.int64, "number", "what its draws are keyed by: its row when the population was founded")
    present = state(np.uint8, "flag", "lives in the city (where the population changes, rows are kept for newcomers)", fill=1)
    district = state(np.int16, "row", "district of residence")
    age_group = state(np.int8, "0-2", "0 under 15, 1 of 15-59, 2 of 60 and over")
    group = state(np.int8, "0-4", "ordinary, elderly, disabled, migrant, laid off")
    target = state(np.uint8, "flag", "taken to belong to the groups that come first for a place, where there is targeting")
    need = state(np.uint8, "flag", "in need of the domain", per="domain")
    applied = state(np.uint8, "flag", "has asked for the service", per="domain")
    contract = state(np.int32, "row", "contract that serves the citizen, -1 for none", per="domain", fill=-1)
    waited = state(np.int16, "months", "months in need without service", per="domain")
    blamed = state(np.uint8, "months", "months of this wait for which the government was blamed, at most 255", per="domain")
    satisfaction = state(np.float64, "share", "satisfaction with the last month of service, 0.5 before the first")
    trust_government = state(np.float64, "share", "trust in the purchaser")
    trust_providers = state(np.float64, "share", "trust in non-government providers")
    first_trust_government = state(np.float64, "share", "trust in the purchaser that the citizen began with and returns to")
    first_trust_providers = state(np.float64, "share", "trust in non-government providers that it began with and returns to")
    aspiration = state(np.float64, "latent", "quality expected")
    awareness = state(np.float64, "share", "awareness of the services")
    participation = state(np.float64, "share", "participation in surveys and meetings")
    inclination = state(np.float64, "share", "participation where nobody is asked beyond the usual")

    if not TYPE_CHECKING:
        __getattr__ = misspelt

    def __init__(self, model: Surroundings, row: int) -> None:
        # not mesa.Agent.__init__: it would register the proxy and move the next organization's unique_id
        self.model = model
        self.row = row
        self.unique_id = -1 - row
        self.pos = None

    @property
    def columns(self) -> Columns:
        return self.model.citizens.columns

    @property
    def citizen_id(self) -> int:
        """Row of the citizen; its draws are keyed by its ``number``, which is the row unless an audit has moved it."""
        return self.row

    @property
    def trust(self) -> float:
        """Mean of ``trust_government`` and ``trust_providers``, in [0, 1]; no indicator shows it."""
        return 0.5 * (float(self.trust_government) + float(self.trust_providers))

    @property
    def group_name(self) -> str:
        """Its group in words: ordinary, elderly, disabled, migrant or laid off."""
        return GROUPS[self.group]

    @property
    def providers(self) -> tuple[int, ...]:
        """Organization serving each domain, -1 for none."""
        contracts = self.model.contracts
        return tuple(int(contracts.organization[c]) if c >= 0 else -1 for c in self.contract)


class Citizens(Sequence[Citizen]):
    """All citizens: a sequence of proxies, and whole columns by name."""

    def __init__(self, model: Surroundings, columns: Columns) -> None:
        self._model = model
        self.columns = columns
        self._proxies: WeakValueDictionary[int, Citizen] = WeakValueDictionary()
        self._kept: dict[int, Citizen] = {}

    def __len__(self) -> int:
        return len(self.columns)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._proxy(k) for k in range(*index.indices(len(self)))]
        row = int(index)
        if not -len(self) <= row < len(self):
            raise IndexError(f"citizen {row} does not exist: there are {len(self)}, rows 0 to {len(self) - 1}")
        return self._proxy(row % len(self))

    def __iter__(self) -> Iterator[Citizen]:
        return (self._proxy(k) for k in range(len(self)))

    def __getattr__(self, name: str) -> np.ndarray:
        if name.startswith("_") or name == "columns":
            raise AttributeError(name)
        if name not in list(self.columns):
            raise AttributeError(str(unknown("state variable of citizens", name, [*self.columns, "trust"])))
        return self.columns[name]

    def __dir__(self) -> list[str]:
        own = ("trust", "here", "select", "as_agentset", "columns", "count", "index")
        return sorted({*self.columns, *own})

    def __repr__(self) -> str:
        return f"Citizens({len(self):,} survey units with {len(list(self.columns))} state variables)"

    @property
    def trust(self) -> np.ndarray:
        """Mean of ``trust_government`` and ``trust_providers``, in [0, 1], shape (n,); no indicator shows it."""
        return 0.5 * (self.columns["trust_government"] + self.columns["trust_providers"])

    @property
    def here(self) -> np.ndarray | slice:
        """Rows of those who live in the city: all of them, where the population does not change."""
        present = self.columns["present"]
        return slice(None) if present.all() else np.flatnonzero(present)

    def select(self, mask: np.ndarray) -> list[Citizen]:
        """Proxies of the rows where ``mask`` (bool, shape (n,)) holds."""
        return [self._proxy(int(k)) for k in np.flatnonzero(mask)]

    @property
    def n_present(self) -> int:
        """How many live in the city."""
        return int(np.count_nonzero(self.columns["present"]))

    def as_agentset(self, rows: Sequence[int] | np.ndarray | None = None) -> AgentSet:
        """A Mesa ``AgentSet`` of citizens; they are kept as long as the model, for Mesa's sets refer to agents only weakly.

        Parameters
        ----------
        rows : which ones; by default all who live in the city.
        """
        proxies = [self._proxy(int(k)) for k in (np.flatnonzero(self.columns["present"]) if rows is None else rows)]
        self._kept.update((proxy.row, proxy) for proxy in proxies)
        model: Any = self._model  # a Mesa model as well
        return AgentSet(proxies, random=model.random)

    def _proxy(self, row: int) -> Citizen:
        proxy = self._proxies.get(row)
        if proxy is None:
            proxy = self._proxies[row] = Citizen(self._model, row)
        return proxy
