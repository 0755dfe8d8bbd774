"""Numbers to figures: a file of this folder that exports ``FIGURE`` is one; others are registered, or installed by entry point.

>>> {'who_wins', 'paired_differences'} <= set(figures())
True
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from gpssim.errors import no_attribute
from gpssim.files.sparing import the_rest_goes_on
from gpssim.plain import listed
from gpssim.plugins import SHELVES
from gpssim.surroundings import matplotlib_without_a_window

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import ModuleType

    from matplotlib.figure import Figure

    from gpssim.figures.kind import FigureKind
    from gpssim.records.results import Results

__all__ = ["charts", "draw", "draw_all", "draw_one", "figures", "forget", "register"]

matplotlib_without_a_window()

charts: ModuleType
"""Charts of an experiment's own table: :mod:`gpssim.figures.charts`, imported when first used."""


def figures() -> dict[str, FigureKind]:
    """Every figure by name: of this folder, of installed packages (entry points ``gpssim.figures``), and registered ones."""
    return SHELVES["figure"].known()


def register(kind: FigureKind) -> None:
    """Make a figure known for this session, as ``gpssim.register("figure", kind)`` does; ``draw_all`` draws it, too.

    Raises
    ------
    GpssimError : a shipped or installed figure has its name.
    """
    SHELVES["figure"].register(kind)


def forget(name: str) -> None:
    """Undo :func:`register`; a name that was not registered is passed over."""
    SHELVES["figure"].forget(name)


def draw(name: str, results: Results, language: str = "en") -> Figure:
    """One figure, for a notebook.

    Raises
    ------
    UnknownNameError : no figure has the name.
    ScenarioError : the language is neither ``en`` nor ``zh``.
    """
    kind: FigureKind = SHELVES["figure"].find(name)
    return kind.draw(results, language)[0]


def draw_all(results: Results, folder: str | Path, language: str = "en", names: Sequence[str] = ()) -> dict[str, tuple[Path, ...]]:
    """Draw and save figures: PDF, SVG, PNG (300 dpi) and the plotted numbers as CSV, each named after its figure.

    Parameters
    ----------
    results : a study's results.
    folder : where the files go; made where it is missing, files of the same names are replaced.
    language : ``en``, ``zh``, or ``both``: the Chinese twin of ``NAME.png`` is ``NAME_zh.png``. Without a Chinese font
        there is English only, with one warning.
    names : which figures; by default all that show this kind of study.

    Returns
    -------
    Dictionary, name of a figure to the paths of its files. A figure that cannot be drawn is left out, with a warning that says why.

    Raises
    ------
    UnknownNameError : no figure has one of the names.
    ScenarioError : the language is none of these.
    NotWrittenError : a file could not be written (a reader has it open, the disk is full); all others are.
    """
    asked = listed("names", names, "a list of figures")
    drawn = [SHELVES["figure"].find(name) for name in asked] or [kind for kind in figures().values() if kind.fits(results)]
    from gpssim.analysis.left_out import tried
    from gpssim.figures.fonts import spoken
    from gpssim.figures.lettering import lettered
    from gpssim.figures.saving import provenance

    languages = spoken(language)  # once: one warning, however many figures
    speaking = languages[0] if len(languages) == 1 else language
    source = provenance(results)
    with lettered(results), the_rest_goes_on():
        found = {
            kind.name: tried("figure", kind.name, partial(_saved, kind, results, folder, source, speaking), ()) for kind in drawn
        }
    return {name: files for name, files in found.items() if files}


def draw_one(kind: FigureKind | str, results: Results, folder: str | Path, language: str = "en") -> tuple[Path, ...]:
    """Draw and save one figure, by its name or itself, known or not; files as :func:`draw_all` writes them.

    Raises
    ------
    UnknownNameError : no figure has the name.
    NotWrittenError : as for :func:`draw_all`.
    """
    from gpssim.figures.lettering import lettered
    from gpssim.figures.saving import provenance

    chosen: FigureKind = SHELVES["figure"].find(kind) if isinstance(kind, str) else kind
    with lettered(results), the_rest_goes_on():
        return _saved(chosen, results, folder, provenance(results), language)


def _saved(kind: FigureKind, results: Results, folder: str | Path, source: dict[str, str], language: str) -> tuple[Path, ...]:
    from gpssim.figures.saving import save_kind

    return save_kind(kind, kind.table(results), folder, source, language)


def __getattr__(name: str) -> object:
    """Import :mod:`gpssim.figures.charts` on first use (PEP 562): whoever draws nothing of its own needs no matplotlib for it."""
    if name != "charts":
        raise no_attribute(f"module {__name__!r}", name, __all__)
    return import_module(f"{__name__}.charts")
