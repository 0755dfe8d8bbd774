"""Rows while a run goes on: blocks of columns, made into tables once at the end."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.records.tables import TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

IN_ORDER: Final = {name: itemgetter(*(c.name for c in table.columns)) for name, table in TABLES.items()}
"""The values of a row in the order of a table's columns."""


class Recorder:
    """Collects blocks of columns or single rows for each table of ``records.tables``."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[tuple[int, dict[str, np.ndarray]]]] = {name: [] for name in TABLES}
        """Rows of a block and its columns; what is the same in all rows is kept once."""
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}

    def copy(self) -> Recorder:
        """The same rows, to be added to apart from these (what is written is never changed)."""
        twin = Recorder()
        twin._blocks = {name: list(blocks) for name, blocks in self._blocks.items()}
        twin._rows = {name: list(rows) for name, rows in self._rows.items()}
        return twin

    def block(self, table: str, **columns: Any) -> None:
        """Add a block: one array (or scalar, repeated) for each column; arrays are copied."""
        names = [c.name for c in TABLES[table].columns]
        arrays = {name: np.array(columns[name]) for name in names}
        sizes = {a.size for a in arrays.values() if a.ndim}
        size = max(sizes, default=1)
        if len(sizes) > 1:
            arrays = {name: np.broadcast_to(a, (size,)) for name, a in arrays.items()}
        self._blocks[table].append((size, arrays))

    def row(self, table: str, **values: Any) -> None:
        """Add one row."""
        self._rows[table].append(IN_ORDER[table](values))

    def column(self, table: Table, name: str, kind: str) -> np.ndarray:
        """One column of a table so far, blocks first, then single rows."""
        place = [c.name for c in table.columns].index(name)
        dtype = object if kind == "str" else kind
        parts = _parts([(size, block[name]) for size, block in self._blocks[table.name]], dtype)
        parts.append(np.array([r[place] for r in self._rows[table.name]], dtype=dtype))
        return np.concatenate(parts)

    def table(self, name: str) -> pa.Table:
        """A table as Arrow: labels are dictionary-encoded."""
        import pyarrow as pa

        table = TABLES[name]
        arrays, fields = [], []
        for c in table.columns:
            values = self.column(table, c.name, c.kind)
            kind = pa.string() if c.kind == "str" else pa.from_numpy_dtype(np.dtype(c.kind))
            array = pa.array(values, type=kind)
            arrays.append(array.dictionary_encode() if c.kind == "str" else array)
            fields.append(pa.field(c.name, arrays[-1].type, metadata={"unit": c.unit, "meaning": c.meaning}))
        return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def _parts(values: list[tuple[int, np.ndarray]], dtype: Any) -> list[np.ndarray]:
    """A column's part of every block; where all blocks hold a constant, these are repeated in one go."""
    if values and all(value.ndim == 0 for _, value in values):
        return [np.repeat(np.array([value.item() for _, value in values], dtype=dtype), [size for size, _ in values])]
    return [np.asarray(value if value.ndim else np.full(size, value), dtype=dtype) for size, value in values]
