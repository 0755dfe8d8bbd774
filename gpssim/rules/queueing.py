"""Waiting in event time: citizens come one by one, are served by so many at a time, wait or are turned away."""

from __future__ import annotations


def leaving_rate(n_present: int, n_servers: int, service: float) -> float:
    """Rate at which somebody is done: each of the busy servers at rate ``service``."""
    return min(n_present, n_servers) * service


def admitted(n_present: int, n_servers: int, waits: bool) -> bool:
    """Whether somebody who comes may stay: always where there is a queue, else only if a server is free."""
    return waits or n_present < n_servers


def present_next(n_present: int, n_servers: int, waits: bool, rates: tuple[float, float], uniform: float) -> int:
    """Number present after one event of a clock that ticks at rate arrival + n_servers * service.

    A tick is an arrival, the end of a service, or nothing, in proportion to their rates; ``rates`` is (arrival, service).
    Source: birth-death process with a common clock (uniformization, Jensen 1953); Erlang 1917.
    """
    arrival, service = rates
    tick = uniform * (arrival + n_servers * service)
    if tick < arrival:
        return n_present + 1 if admitted(n_present, n_servers, waits) else n_present
    return n_present - 1 if tick < arrival + leaving_rate(n_present, n_servers, service) else n_present
