"""Parquet: a file a table; every field carries its label and unit, every file its title and source, as metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gpssim.exports.formats.base import Format
from gpssim.exports.sheets import Export, Sheet
from gpssim.files.sparing import sparing
from gpssim.files.writing import whole


def write(export: Export, folder: Path) -> tuple[Path, ...]:
    """One file a sheet."""
    import pyarrow.parquet as pq

    files = []
    for sheet in export.sheets:
        files.append(folder / f"{sheet.name}.parquet")
        with sparing(files[-1]), whole(files[-1]) as place:
            pq.write_table(_table(sheet, dict(export.source)), place)
    return tuple(files)


def _table(sheet: Sheet, source: dict[str, str]) -> object:
    import pyarrow as pa

    table = pa.Table.from_pandas(sheet.frame, preserve_index=False)
    told = {v.name: {"label": v.label, "unit": v.unit} for v in sheet.variables}
    fields = [field.with_metadata(told[field.name]) for field in table.schema]
    metadata = {**(table.schema.metadata or {}), "title": sheet.title, **source}
    return table.cast(pa.schema(fields, metadata=metadata))


FORMAT: Final = Format("parquet", write)
