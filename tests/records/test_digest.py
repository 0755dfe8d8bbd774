"""The digest says what a table says: not how it is stored, and not one bit less."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from gpssim.records.digest import combined_digest, table_digest

MONTHS, LABELS, VALUES = [0, 0, 1, 1], ["b", "a", "b", "a"], [0.1, 0.2, 0.3, np.nan]


def table(months: object = MONTHS, labels: object = LABELS, values: object = VALUES) -> pa.Table:
    return pa.table({"month": months, "label": labels, "value": values})


KEY = ("month", "label")
PLAIN = table_digest(table(), KEY)


@pytest.mark.parametrize("kind", [pa.int8(), pa.int16(), pa.int64(), pa.uint8(), pa.uint64()])
def test_the_width_of_whole_numbers_does_not_matter(kind: pa.DataType) -> None:
    assert table_digest(table(months=pa.array(MONTHS, kind)), KEY) == PLAIN


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.dictionary(pa.int8(), pa.string())]
)
def test_the_encoding_of_labels_does_not_matter(kind: pa.DataType) -> None:
    assert table_digest(table(labels=pa.array(LABELS, kind)), KEY) == PLAIN


def test_labels_that_a_dictionary_holds_but_no_row_uses_do_not_matter() -> None:
    encoded = pa.DictionaryArray.from_arrays(pa.array([2, 1, 2, 1], pa.int8()), pa.array(["unused", "a", "b"]))
    assert table_digest(table(labels=encoded), KEY) == PLAIN


@pytest.mark.parametrize("key", [KEY, ("month",), ()])
@pytest.mark.parametrize("order", [[3, 2, 1, 0], [1, 3, 0, 2]])
def test_the_order_of_rows_does_not_matter_even_where_the_key_leaves_ties(key: tuple[str, ...], order: list[int]) -> None:
    assert table_digest(table().take(order), key) == table_digest(table(), key)


def test_the_order_of_columns_and_the_pieces_of_a_table_do_not_matter() -> None:
    assert table_digest(table().select(["value", "label", "month"]), KEY) == PLAIN
    pieces = pa.concat_tables([table().slice(0, 1), table().slice(1)])
    assert table_digest(pieces, KEY) == PLAIN
    encoded = pa.concat_tables(
        [pa.Table.from_batches([b]) for b in table(labels=pa.array(LABELS).dictionary_encode()).to_batches(2)]
    )
    assert table_digest(encoded, KEY) == PLAIN


def test_missing_floats_are_alike_as_null_and_as_nan() -> None:
    assert table_digest(table(values=pa.array([0.1, 0.2, 0.3, None])), KEY) == PLAIN


def test_one_bit_of_one_float_is_seen() -> None:
    changed = [np.nextafter(0.1, 1.0), *VALUES[1:]]
    assert table_digest(table(values=changed), KEY) != PLAIN
    assert table_digest(table(values=[0.0, *VALUES[1:]]), KEY) != table_digest(table(values=[-0.0, *VALUES[1:]]), KEY)


@pytest.mark.parametrize(
    "changed",
    [
        table(months=[0, 0, 1, 2]),
        table(labels=["b", "a", "b", "aa"]),
        table(labels=["b", "a", "b", None]),
        table(months=[0.0, 0.0, 1.0, 1.0]),
        table().rename_columns(["month", "name", "value"]),
        table().slice(1),
    ],
)
def test_what_a_table_says_is_seen(changed: pa.Table) -> None:
    assert table_digest(changed) != table_digest(table())


def test_empty_and_missing_labels_differ() -> None:
    assert table_digest(pa.table({"x": pa.array(["", "a"])})) != table_digest(pa.table({"x": pa.array([None, "a"], pa.string())}))


def test_missing_whole_numbers_are_not_zeros() -> None:
    assert table_digest(pa.table({"x": pa.array([0, 1])})) != table_digest(pa.table({"x": pa.array([None, 1], pa.int64())}))


def test_tables_hold_numbers_flags_and_labels_only() -> None:
    with pytest.raises(TypeError, match="'x' is of type"):
        table_digest(pa.table({"x": pa.array([[1], [2]])}))


def test_several_digests_combine_in_any_order_and_keep_what_belongs_to_what() -> None:
    rows = [("a", 0, "11"), ("a", 1, "22")]
    assert combined_digest(rows) == combined_digest(rows[::-1])
    assert combined_digest(rows) != combined_digest([("a", 0, "22"), ("a", 1, "11")])
