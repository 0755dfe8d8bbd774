"""Zones of the law, and the ground of an award."""

from __future__ import annotations

import pytest

from gpssim.rules.legality import legal_basis, zone_of


@pytest.mark.parametrize(
    ("value", "zone"),
    [(0.0, "outside"), (299_999.99, "outside"), (3.0e5, "below"), (1.9e6, "below"), (2.0e6, "above"), (1e9, "above")],
)
def test_a_threshold_belongs_to_the_zone_above_it(value: float, zone: str) -> None:
    assert zone_of(value, 3.0e5, 2.0e6) == zone


def test_equal_thresholds_leave_nothing_between() -> None:
    assert {zone_of(v, 1e5, 1e5) for v in (1.0, 99_999.0, 1e5, 1e7)} == {"outside", "above"}


@pytest.mark.parametrize(
    ("zone", "tender", "published", "standing", "approved", "basis"),
    [
        ("above", True, False, "allowed", False, "tender"),
        ("outside", True, False, "allowed", False, "tender"),
        ("outside", False, False, "allowed", False, "below_limit"),
        ("outside", False, True, "allowed", False, "below_limit"),
        ("outside", False, True, "allowed", True, "non_tender_approved"),
        ("below", False, False, "allowed", False, "non_tender_approved"),
        ("below", False, True, "allowed", False, "single_source_published"),
        ("above", False, True, "approval", True, "single_source_published"),
        ("above", False, False, "approval", True, "non_tender_approved"),
        ("above", False, False, "approval", False, "irregular"),
        ("above", True, False, "approval", True, "tender"),
        ("below", False, False, "forbidden", True, "irregular"),
    ],
)
def test_the_ground_of_an_award(zone: str, tender: bool, published: bool, standing: str, approved: bool, basis: str) -> None:
    assert legal_basis(zone, tender, published, standing, approved) == basis  # type: ignore[arg-type]  # zones as text
