"""Every policy has one look, told apart without color too; drawing leaves matplotlib's settings alone."""

from __future__ import annotations

import matplotlib as mpl
import pytest
from matplotlib.colors import to_rgb

from gpssim.figures.style import KNOWN, SPARE, house, looks

HEADLINE = ("open_tender", "directed_commission", "venture_philanthropy", "status_quo")
OTHERS = tuple(f"portfolio_{k}" for k in range(12))


def luminance(color: str) -> float:
    """Relative luminance of a color, in [0, 1]."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_headline_policies_keep_their_looks_in_any_company() -> None:
    for company in (HEADLINE, HEADLINE[::-1], (*OTHERS, *HEADLINE)):
        assert {name: looks(company)[name] for name in HEADLINE} == {name: KNOWN[name] for name in HEADLINE}


def test_a_policy_added_at_the_end_changes_no_look_before_it() -> None:
    for n in range(1, len(OTHERS)):
        assert looks(OTHERS[: n + 1]) | looks(OTHERS[:n]) == looks(OTHERS[: n + 1])


def test_the_same_policies_look_the_same_each_time() -> None:
    assert looks(OTHERS) == looks(OTHERS)


@pytest.mark.parametrize("part", ["line", "marker"])
def test_lines_and_markers_alone_tell_eight_policies_apart(part: str) -> None:
    given = [getattr(look, part) for look in looks([*HEADLINE, *OTHERS[:4]]).values()]
    assert len(set(given)) == 8


def test_no_two_policies_of_sixteen_look_the_same() -> None:
    given = list(looks([*HEADLINE, *OTHERS]).values())
    assert len(set(given)) == len(given) == 16


def test_every_line_is_dark_enough_on_white_paper() -> None:
    for look in (*KNOWN.values(), *SPARE):
        assert 1.05 / (luminance(look.color) + 0.05) > 2.0, look


def test_the_house_style_ends_with_the_figure() -> None:
    before = dict(mpl.rcParams)
    with house("en"):
        assert mpl.rcParams["font.family"] == ["DejaVu Sans"]
    assert dict(mpl.rcParams) == before
