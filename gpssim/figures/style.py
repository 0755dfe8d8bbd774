"""The house style: one look per policy (color, line and marker together, so that no reader depends on color), and sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import matplotlib as mpl

from gpssim.figures.fonts import family
from gpssim.texts.text import Language

ONE_COLUMN: Final = 3.5
"""Width of a journal column, inches (89 mm)."""
TWO_COLUMNS: Final = 7.1
"""Width of a journal page's type area, inches (180 mm)."""

INK: Final = "#222222"
QUIET: Final = "#6b6b6b"
FAINT: Final = "#e4e4e4"
SHADE: Final = "#f0f0f0"


CASCADE: Final = {"served": "#4d4d4d", "queued": "#9e9e9e", "deterred": "#E69F00", "unaware": "#F7D488", "ineligible": "#eeeeee"}
"""Stages on the way to a service: dark where people arrive, warm where they never ask; apart in lightness, too."""

STAGE_COLORS: Final = {
    "design": "#2b2b2b", "cost": "#5c5c5c", "review": "#8c8c8c", "wait": "#eeeeee", "purchase": "#E69F00", "accept": "#F7D488",
}  # fmt: skip
"""Stages of a project: grey inside the government, pale where it waits, warm where the market and the users take part."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one policy appears in every figure."""

    color: str
    line: Any
    marker: str


BLUE, VERMILLION, GREEN, BLACK = "#0072B2", "#D55E00", "#009E73", "#000000"
PURPLE, SKY, ORANGE, YELLOW = "#CC79A7", "#56B4E9", "#E69F00", "#F0E442"

KNOWN: Final = {
    "open_tender": Look(BLUE, "-", "o"),
    "directed_commission": Look(VERMILLION, (0, (4.5, 1.5)), "s"),
    "venture_philanthropy": Look(GREEN, (0, (5, 1.3, 1.2, 1.3)), "^"),
    "status_quo": Look(BLACK, (0, (1.2, 1.3)), "D"),
}
"""Policies that look the same in every study. Colors: Okabe and Ito, Color Universal Design (2008)."""

SPARE: Final = (
    Look(PURPLE, (0, (7, 2)), "v"),
    Look(SKY, (0, (3, 1, 1, 1, 1, 1)), "P"),
    Look(ORANGE, (0, (2.5, 1)), "X"),
    Look(QUIET, (0, (8, 1.5, 1.5, 1.5)), "p"),
)
"""Looks of all other policies, in the order in which a study names them."""


MUTED: Final = ("#882255", "#332288", "#999933", "#44AA99")
"""Colors of the next four. Paul Tol, Colour Schemes (2021), muted."""
FURTHER_COLORS: Final = (MUTED, tuple(look.color for look in SPARE))
FURTHER_LINES: Final = ("-", (0, (4.5, 1.5)), (0, (1.2, 1.3)))
FURTHER_MARKERS: Final = ("<", ">", "h", "d")


def looks(policies: Sequence[str]) -> dict[str, Look]:
    """A look for each policy: the known ones keep theirs, the others take free ones in the order given.

    Adding a policy at the end never changes the look of those before it. Beyond the spare looks and the muted colors, colors return
    with another line and marker.
    """
    others = [policy for policy in policies if policy not in KNOWN]
    given = {policy: SPARE[place] if place < len(SPARE) else _further(place) for place, policy in enumerate(others)}
    return {policy: KNOWN.get(policy) or given[policy] for policy in policies}


def _further(place: int) -> Look:
    turn, spare = divmod(place, len(SPARE))
    return Look(
        FURTHER_COLORS[(turn - 1) % len(FURTHER_COLORS)][spare],
        FURTHER_LINES[(turn - 1) % len(FURTHER_LINES)],
        FURTHER_MARKERS[spare],
    )


@contextmanager
def house(language: Language) -> Iterator[None]:
    """Settings while a figure is drawn or saved: Matplotlib's own and ours, whatever the caller's, which come back afterwards."""
    settings: Any = {**SETTINGS, "font.family": family(language)}
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield


SETTINGS: Final[dict[str, object]] = {
    "font.size": 7.5, "axes.titlesize": 8, "axes.labelsize": 7.5, "xtick.labelsize": 7, "ytick.labelsize": 7,
    "legend.fontsize": 7.5, "legend.frameon": False,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": QUIET, "xtick.color": QUIET, "ytick.color": QUIET,
    "xtick.labelcolor": INK, "ytick.labelcolor": INK, "axes.titlelocation": "left", "axes.titlepad": 4, "axes.labelpad": 2.5,
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.6, "axes.axisbelow": True,
    "axes.grid": True, "axes.grid.axis": "y", "grid.color": FAINT, "grid.linewidth": 0.5,
    "xtick.major.width": 0.6, "ytick.major.width": 0.6, "xtick.major.size": 2.5, "ytick.major.size": 2.5,
    "lines.linewidth": 1.3, "lines.markersize": 3.4, "patch.linewidth": 0.5, "legend.handlelength": 2.8,
    "figure.constrained_layout.use": False, "figure.dpi": 110, "savefig.dpi": 300, "savefig.bbox": None,
    "pdf.fonttype": 42, "pdf.compression": 6, "svg.fonttype": "path", "svg.hashsalt": "gpssim", "text.usetex": False,
    "text.parse_math": False,
}  # fmt: skip
