"""Citizens come at random to so many servers and wait or are turned away: event by event, and the balance of the same events."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.agents.events import run_queue_histories
from gpssim.errors import impossible
from gpssim.rules.queueing import admitted, leaving_rate
from gpssim.theory.chains import settled_counts
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.agents.events", "gpssim.rules.queueing")
SLOW: Final = True
KNOWN: Final = ("Erlang_B", "Erlang_C", "E_wait", "E_queue", "E_present")
NEAR: Final = 1e-4
"""How near the law of a history is to the steady state when it is looked at."""
CHECKED: Final = 50
"""Events between two looks at how near it is."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Arrivals and services from the case; offered load and servers from each value."""
    arrival, service = float(inputs["lam"]), float(inputs["mu"])
    if not (arrival > 0.0 and service > 0.0):
        raise impossible("lam, mu", (arrival, service), "rates above 0")

    @lru_cache
    def present(n_servers: int, waits: bool, load: float) -> np.ndarray:
        """Probabilities of 0, 1, 2, ... citizens in the steady state."""
        rate = load * service
        return settled_counts(
            lambda n: rate if admitted(n, n_servers, waits) else 0.0, lambda n: leaving_rate(n, n_servers, service)
        )

    def busy(n_servers: int, waits: bool, load: float) -> Simulated:
        rates = (load * service, service)
        n_events = _burn_in(present(n_servers, waits, load), n_servers, waits, rates)
        found = np.zeros(setting.n_draws, dtype=np.uint8)
        run_queue_histories(setting.luck.kernel_word(f"queue {n_servers} {waits}"), n_events, n_servers, waits, rates, found)
        return Simulated(found.astype(np.float64))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity not in KNOWN:
            raise quantity_unknown(quantity, KNOWN)
        n_servers = int(of["c"])
        load = float(of.get("a", arrival / service))
        if quantity.startswith("Erlang"):
            return busy(n_servers, quantity == "Erlang_C", load)
        law = present(n_servers, True, load)
        n = np.arange(law.size)
        if quantity == "E_wait":  # whoever finds n busy waits until n - c + 1 services have ended
            done = leaving_rate(n_servers, n_servers, service)
            return Solved(float(law @ np.maximum(n - n_servers + 1, 0)) / done)
        return Solved(float(law @ (np.maximum(n - n_servers, 0) if quantity == "E_queue" else n)))

    return answer


def _burn_in(goal: np.ndarray, n_servers: int, waits: bool, rates: tuple[float, float]) -> int:
    """Events after which a history that began empty is near the steady state, from the rule's own moves."""
    total = rates[0] + n_servers * rates[1]
    n = np.arange(goal.size)
    up = np.array([admitted(int(k), n_servers, waits) for k in n]) * rates[0] / total
    down = np.array([leaving_rate(int(k), n_servers, rates[1]) for k in n]) / total
    up[-1] = 0.0
    law, events = (n == 0).astype(np.float64), 0
    while np.abs(law - goal).sum() > NEAR:
        for _ in range(CHECKED):
            moved = law * (1.0 - up - down)
            moved[1:] += (law * up)[:-1]
            moved[:-1] += (law * down)[1:]
            law = moved
        events += CHECKED
    return events
