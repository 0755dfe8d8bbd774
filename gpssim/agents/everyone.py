"""Agents by class, as Mesa keeps them, with the citizens beside those whom Mesa registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import mesa
from mesa.agent import AgentSet

from gpssim.agents.citizen import Citizen, Citizens


class Everyone(Mapping[type[mesa.Agent], AgentSet]):
    """Class to ``AgentSet``: registered agents as Mesa has them; agents of citizens are made when their class is asked for.

    Parameters
    ----------
    registered : what Mesa's model keeps.
    citizens : all of them; those who do not live in the city are left out.
    """

    def __init__(self, registered: Mapping[Any, AgentSet], citizens: Citizens) -> None:
        self._registered, self._citizens = registered, citizens

    def __getitem__(self, kind: type[mesa.Agent]) -> AgentSet:
        return self._citizens.as_agentset() if kind is Citizen else self._registered[kind]

    def __iter__(self) -> Iterator[type[mesa.Agent]]:
        yield from self._registered
        yield Citizen

    def __len__(self) -> int:
        return len(self._registered) + 1

    def __repr__(self) -> str:
        return repr({kind.__name__: self._citizens.n_present if kind is Citizen else len(self[kind]) for kind in self})
