"""Figures as files: PDF, SVG and PNG with their provenance inside, the plotted numbers as CSV beside; the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from gpssim.figures.fonts import spoken
from gpssim.figures.style import house
from gpssim.files.places import place_of
from gpssim.files.sparing import made, sparing
from gpssim.files.writing import whole, write_csv

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from gpssim.figures.kind import FigureKind
    from gpssim.records.results import Results
    from gpssim.texts.text import Language

Metadata = dict[str, dict[str, str | None]]
"""For each format the entries it knows; ``None`` leaves out what would be set by itself."""

FORMATS: Final = ("pdf", "svg", "png")
RESOLUTION: Final = 300
"""Dots per inch of the PNG."""


def provenance(results: Results) -> dict[str, str]:
    """Where the numbers come from, as words: study identity, digest of the results, version of the package and of its numbers."""
    words = {"study": "identity", "scenario": "scenario_name", "seed": "seed", "gpssim": "version", "numbers": "numbers"}
    rows = {word: results.manifest.get(key) for word, key in words.items()}
    return {**{key: str(value) for key, value in rows.items() if value is not None}, "digest": results.digest}


def save_kind(kind: FigureKind, frame: pd.DataFrame, folder: str | Path, source: dict[str, str], language: str) -> tuple[Path, ...]:
    """Draw the table of one figure and save it with the table; existing files are replaced.

    Parameters
    ----------
    source : where the numbers come from, as words; kept in the files.
    language : ``en``, ``zh``, or ``both``: English (``NAME.png``, ...) and its Chinese twin (``NAME_zh.png``, ...).
    """
    folder = place_of(folder)
    if not made(folder):
        return ()
    files: list[Path] = []
    for speaking in spoken(language):
        twin = "_zh" if speaking == "zh" and language == "both" else ""
        files += save(kind.drawn(frame, speaking), folder / (kind.name + twin), metadata_of(kind, source, speaking), speaking)
    files.append(folder / f"{kind.name}.csv")
    write_csv(frame, files[-1], float_format="%.9g")
    return tuple(files)


def save(figure: Figure, path: Path, metadata: Metadata, language: Language) -> list[Path]:
    """Write one figure in all formats.

    Parameters
    ----------
    path : folder and file name without ending.
    metadata : for each format, as :func:`metadata_of` makes it.
    """
    files = [path.with_name(f"{path.name}.{ending}") for ending in FORMATS]
    with house(language):
        for file, ending in zip(files, FORMATS, strict=True):
            with sparing(file), whole(file) as place:
                figure.savefig(place, format=ending, dpi=RESOLUTION, metadata=metadata[ending])
    return files


def metadata_of(kind: FigureKind, source: dict[str, str], language: Language) -> Metadata:
    """Title and provenance in the words of each format, without any date: files of the same results are the same."""
    title = kind.title_zh if language == "zh" else kind.title
    text = "; ".join(f"{key} {value}" for key, value in source.items())
    maker = f"gpssim {source.get('gpssim', '')}".strip()
    return {
        "pdf": {"Title": title, "Subject": text, "Creator": maker, "CreationDate": None},
        "svg": {"Title": title, "Description": text, "Creator": maker, "Date": None},
        "png": {"Title": kind.title, "Description": text, "Software": maker},
    }
