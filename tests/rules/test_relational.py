"""Relational contracts by hand."""

from __future__ import annotations

import pytest

from gpssim.rules.relational import Relation, highest_effort, patience_for_anything, patience_for_efficiency


def test_effort_rises_with_patience_to_the_efficient_one() -> None:
    relation = Relation()
    assert [highest_effort(relation, x) for x in (0.0, 0.1, 0.3, 0.6)] == pytest.approx([0.0, 0.2, 0.6, 1.0], abs=1e-9)
    assert relation.efficient() == pytest.approx(1.0)


def test_scale_of_value_and_cost() -> None:
    # value 4 e, cost e^2: efficient at 2; with patience d the constraint holds up to 4 d
    relation = Relation(value=4.0, curvature=2.0)
    assert relation.efficient() == pytest.approx(2.0)
    assert highest_effort(relation, 0.25) == pytest.approx(1.0)
    assert patience_for_efficiency(relation) == pytest.approx(0.5)


def test_the_highest_effort_is_just_carried() -> None:
    relation = Relation(outside=0.1)
    effort = highest_effort(relation, 0.4)
    assert relation.slack(effort, 0.4) == pytest.approx(0.0, abs=1e-12)
    assert relation.slack(effort + 1e-6, 0.4) < 0.0


def test_good_outside_options_break_relations() -> None:
    relation = Relation(outside=0.15)
    assert patience_for_anything(relation) == pytest.approx(0.3, abs=1e-8)
    assert highest_effort(relation, 0.29) == 0.0
    assert highest_effort(relation, 0.31) > 0.3
    for outside in (0.05, 0.15, 0.2, 0.35):  # just patient enough: the constraint binds at one effort
        assert highest_effort(Relation(outside=outside), 2.0 * outside) == pytest.approx(2.0 * outside, abs=1e-8)
