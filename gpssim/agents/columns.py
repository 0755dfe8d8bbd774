"""State variables declared once, kept in columns, read through agents or through whole arrays.

A class declares ``ability = state(float, "latent", "what it is")``. Its store keeps one array a variable; an instance reads and
writes its own row of it. Rows are appended and never reused; capacity doubles, so nobody may keep an array across the verbs
of a month (views are made anew at each access).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

import numpy as np

from gpssim.errors import no_attribute, unknown


class State:
    """One state variable: type, unit, meaning; ``per`` names a second axis (``domain``, ``district``), empty for scalars."""

    __slots__ = ("dtype", "fill", "meaning", "name", "per", "unit")

    def __init__(self, dtype: Any, unit: str, meaning: str, per: str = "", fill: Any = 0) -> None:
        self.dtype = np.dtype(dtype)
        self.unit = unit
        self.meaning = meaning
        self.per = per
        self.fill = fill
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        if agent is None:
            return self
        value = agent.columns[self.name][agent.row]
        return value.copy() if self.per else value.item()

    def __set__(self, agent: Any, value: Any) -> None:
        agent.columns[self.name][agent.row] = value


def state(dtype: Any, unit: str, meaning: str, per: str = "", fill: Any = 0) -> Any:
    """Declare a state variable; ``fill`` is what a new row starts with."""
    return State(dtype, unit, meaning, per, fill)


def states_of(owner: type) -> dict[str, State]:
    """All state variables a class declares, in order."""
    found: dict[str, State] = {}
    for cls in reversed(owner.__mro__):
        found.update({k: v for k, v in vars(cls).items() if isinstance(v, State)})
    return found


class Columns:
    """The columns of one kind of thing.

    Parameters
    ----------
    owner : class whose state variables are kept.
    sizes : length of each second axis by name.
    capacity : rows to start with; doubles when full.
    """

    def __init__(self, owner: type, sizes: dict[str, int], capacity: int = 64) -> None:
        self._states = states_of(owner)
        self._sizes = sizes
        self._capacity = max(1, capacity)
        self._n = 0
        self._arrays = {k: self._new(s, self._capacity) for k, s in self._states.items()}
        self._views: dict[str, np.ndarray] = {}

    def _show(self) -> None:
        """Views that were asked for once show the rows there are now: ``columns.name`` is kept from one new row to the next."""
        views, arrays, n = self._views, self._arrays, self._n
        for name in views:
            views[name] = arrays[name][:n]
        self.__dict__.update(views)

    def _view(self, name: str) -> np.ndarray:
        """The rows there are now of a column that was not asked for before."""
        view = self._views[name] = self.__dict__[name] = self._arrays[name][: self._n]
        return view

    def _new(self, declared: State, capacity: int) -> np.ndarray:
        shape = (capacity, self._sizes[declared.per]) if declared.per else (capacity,)
        if declared.fill == 0:  # memory that is asked for and not touched costs nothing
            return np.zeros(shape, dtype=declared.dtype)
        return np.full(shape, declared.fill, dtype=declared.dtype)

    def __len__(self) -> int:
        return self._n

    def __iter__(self) -> Iterator[str]:
        return iter(self._states)

    def __getitem__(self, name: str) -> np.ndarray:
        view = self._views.get(name)
        if view is None:
            if name not in self._arrays:
                raise unknown("state variable", name, self._states)
            view = self._view(name)
        return view

    def __getattr__(self, name: str) -> np.ndarray:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._arrays:
            raise no_attribute("columns", name, self._states)
        return self._view(name)

    def __dir__(self) -> list[str]:
        return sorted({*self._states, "append", "copy"})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._n:,} rows of {', '.join(list(self._states)[:3])}, ...)"

    def copy(self) -> Self:
        """The same rows in arrays of their own."""
        twin = object.__new__(type(self))
        twin._states, twin._sizes, twin._capacity, twin._n = self._states, self._sizes, self._capacity, self._n
        twin._arrays = {name: array.copy() for name, array in self._arrays.items()}
        twin._views = {}
        return twin

    def append(self, n: int = 1, **values: Any) -> range:
        """Add ``n`` rows; variables that are not named start with their fill value. Returns the new rows."""
        if self._n + n > self._capacity:
            self._grow(self._n + n)
        first, arrays = self._n, self._arrays
        self._n += n
        self._show()
        one, rows = n == 1, slice(first, first + n)
        for name, value in values.items():
            if name not in arrays:
                raise unknown("state variable", name, self._states)
            arrays[name][first if one and not isinstance(value, np.ndarray | list | tuple) else rows] = value
        return range(first, first + n)

    def _grow(self, needed: int) -> None:
        while self._capacity < needed:
            self._capacity *= 2
        for name, declared in self._states.items():
            grown = self._new(declared, self._capacity)
            grown[: self._n] = self._arrays[name][: self._n]
            self._arrays[name] = grown
        # the views are renewed by ``append``, which is the only one to call this
