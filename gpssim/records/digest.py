"""Sameness: a hash of what a table says, whatever the order of its rows and however its values are stored.

Whole numbers of any width, labels in any encoding and rows in any order give the same digest; a float that differs in its
last bit gives another one. Missing floats are all alike, whether stored as NaN or as null.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

DIGEST_BYTES = 16


class _Canonical(NamedTuple):
    """A column in the one form that is hashed."""

    name: str
    kind: str
    """``i`` whole numbers and flags, ``f`` floats, ``s`` labels."""
    codes: np.ndarray
    """int64: the numbers themselves, the bits of the floats, or the rank of the label."""
    labels: tuple[str, ...] = ()
    missing: bytes = b""


def table_digest(table: pa.Table, key: Sequence[str] = ()) -> str:
    """The digest of one table, 32 hexadecimal digits.

    Parameters
    ----------
    table : any Arrow table of numbers, flags and labels.
    key : columns by which rows are sorted first; all others follow, by name.
    """
    columns = sorted((_canonical(name, table.column(name)) for name in table.column_names), key=lambda c: c.name)
    order = _order(columns, key)
    state = hashlib.blake2b(str(table.num_rows).encode(), digest_size=DIGEST_BYTES)
    for column in columns:
        state.update(f"|{column.name}|{column.kind}|{len(column.labels)}|".encode())
        for label in column.labels:
            state.update(f"{len(label)}:{label}".encode())
        state.update(np.ascontiguousarray(column.codes[order], dtype="<i8").tobytes())
        if column.missing:
            state.update(np.frombuffer(column.missing, dtype=bool)[order].tobytes())
    return state.hexdigest()


def combined_digest(rows: Iterable[Sequence[object]]) -> str:
    """One digest of several, each a row that ends in a digest and begins with what it belongs to; their order does not matter."""
    lines = sorted("\x1f".join(map(str, row)) for row in rows)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=DIGEST_BYTES).hexdigest()


def text_digest(text: str) -> str:
    """The digest of a text."""
    return hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()


def _canonical(name: str, column: pa.ChunkedArray) -> _Canonical:
    import pyarrow as pa
    import pyarrow.types as kinds

    if kinds.is_dictionary(column.type):
        if column.num_chunks == 1 and not column.null_count and not column.chunk(0).dictionary.null_count:
            return _encoded(name, column.chunk(0))
        column = column.cast(column.type.value_type)
    if kinds.is_string(column.type) or kinds.is_large_string(column.type):
        return _labels(name, column)
    if kinds.is_floating(column.type):
        wide = column if kinds.is_float64(column.type) else column.cast(pa.float64())
        values = np.array(wide.to_numpy(), dtype=np.float64)
        values[np.isnan(values)] = np.nan
        return _Canonical(name, "f", values.view(np.int64))
    if kinds.is_integer(column.type) or kinds.is_boolean(column.type):
        if not column.null_count:
            plain = column.to_numpy()
            return _Canonical(name, "i", plain.view(np.int64) if kinds.is_uint64(column.type) else plain.astype(np.int64))
        missing = column.is_null().to_numpy().tobytes()
        wide = column.cast(pa.uint64() if kinds.is_uint64(column.type) else pa.int64()).fill_null(0)
        return _Canonical(name, "i", wide.to_numpy().view(np.int64), missing=missing)
    raise TypeError(f"column {name!r} is of type {column.type}: tables hold numbers, flags and labels")


def _encoded(name: str, encoded: pa.DictionaryArray) -> _Canonical:
    """Labels that are encoded already, none of them missing: those that occur, and their ranks."""
    known, codes = encoded.dictionary.to_pylist(), encoded.indices.to_numpy()
    occurs = np.zeros(len(known), dtype=bool)
    occurs[codes] = True
    ordered = sorted({label for label, there in zip(known, occurs.tolist(), strict=True) if there})
    rank = {label: i for i, label in enumerate(ordered)}
    return _Canonical(name, "s", np.array([rank.get(label, -1) for label in known], dtype=np.int64)[codes], tuple(ordered))


def _labels(name: str, column: pa.ChunkedArray) -> _Canonical:
    """Labels as ranks among those that occur: the same for plain and for dictionary-encoded text; -1 for missing ones."""
    encoded = column.combine_chunks().dictionary_encode()
    present = encoded.dictionary.to_pylist()
    ordered = sorted(present)
    rank = {label: i for i, label in enumerate(ordered)}
    ranks = np.array([*(rank[label] for label in present), -1], dtype=np.int64)
    return _Canonical(name, "s", ranks[encoded.indices.fill_null(len(present)).to_numpy(zero_copy_only=False)], tuple(ordered))


def _order(columns: Sequence[_Canonical], key: Sequence[str]) -> np.ndarray:
    """Rows sorted by the key, then by every other column; the others are looked at only where the key leaves ties."""
    chosen = [c.codes for name in key for c in columns if c.name == name]
    rest = [c.codes for c in columns if c.name not in key]
    if not chosen and not rest:
        return np.zeros(0, dtype=np.int64)
    order = np.lexsort(chosen[::-1]) if chosen else np.arange(rest[0].size)
    told_apart = np.zeros(max(order.size - 1, 0), dtype=bool)
    for codes in chosen:
        told_apart |= np.diff(codes[order]) != 0
    return order if told_apart.all() else np.lexsort([*rest[::-1], *chosen[::-1]])
