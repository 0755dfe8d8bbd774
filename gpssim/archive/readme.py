"""The README of an archive: what is what, and how to use it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

TEXT: Final = """\
# {name}

{description}

## What is in this archive

| place | what |
|---|---|
| `study/` | the results: a folder that gpssim reads and goes on with |
| `study/manifest.json` | what was run, with what, and how it ended |
{rows}| `code/` | the program: version {version}, {commit} |
| `CITATION.cff` | how to cite the program |
| `ro-crate-metadata.json` | all of this for machines (RO-Crate) |

{program}

## How to use it

Results were made with Python {python} and {packages}. With the program installed (`pip install ./code`, or `PYTHONPATH=code`):

```sh
gpssim study reproduce study --sample 3   # makes three groups of runs again and compares every value
gpssim study status study
```

In Python, `gpssim.load_results("study")` reads the tables. Other programs read the Parquet files in `study/`: a folder a table.

Digest of all results: `{digest}`. {author}License of this archive: {license}
"""
ROWS: Final = {
    "study/study.toml": "the study file: question, policies, design, seed",
    "study/scenario.toml": "the scenario",
    "study/points.csv": "the points at which the study looks",
    "study/figures": "figures",
    "study/export": "tables for other programs",
    "ODD.md": "the model described by the ODD protocol",
}


def readme_of(staged: Path, manifest: Mapping[str, Any], said: Mapping[str, str], same_program: bool) -> str:
    """The text, for what is in a folder that is to be packed.

    Parameters
    ----------
    said : name, description, license and author of the archive.
    same_program : whether the program in it made the results.
    """
    rows = {place: what for place, what in ROWS.items() if (staged / place).exists()}
    tables = sorted(path.name for path in (staged / "study").glob("*.csv") if path.name != "points.csv")
    if tables:
        rows["study/*.csv"] = f"tables: {', '.join(tables)}"
    versions = dict(manifest.get("versions", {}))
    python = versions.pop("python", "")
    return TEXT.format(
        name=said["name"],
        description=said["description"],
        license=said["license"],
        author=f"Author of the study: {said['author']}. " if said["author"] else "",
        rows="".join(f"| `{place}` | {what} |\n" for place, what in rows.items()),
        version=versions.pop("gpssim", ""),
        commit=f"commit {manifest.get('commit', 'unknown')}",
        program=SAME if same_program else OTHER,
        python=python,
        packages=", ".join(f"{name} {version}" for name, version in versions.items()),
        digest=manifest.get("digest", ""),
    )


SAME: Final = "The program in `code/` is the one that made the results."
OTHER: Final = (
    "The program in `code/` is the one that packed this archive; the results were made by another one: the table names its commit."
)
