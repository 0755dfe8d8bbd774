"""Who is reached: distances, selection against costly clients, volunteers."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.reaching import cost_of_clients, reluctance, volunteers, way_to_provider


def test_four_times_the_providers_halve_the_way() -> None:
    way = way_to_provider(np.array([0, 1, 9, 36]))
    assert way.tolist() == pytest.approx([1.0, 1.0, 1.0 / 3.0, 1.0 / 6.0])


def test_a_mission_resists_selection_up_to_twice_the_usual_one() -> None:
    resisting = reluctance(np.array([0.0, 0.02, 0.06, 0.08, 0.5]), 0.04, 0.6)
    assert resisting.tolist() == pytest.approx([1.0, 0.85, 0.55, 0.4, 0.4])
    assert reluctance(np.array([0.5]), 0.04, 0.0).tolist() == [1.0]
    assert reluctance(np.array([0.5, 0.0]), 0.0, 1.0).tolist() == [0.0, 1.0]  # no usual mission: any counts as full


def test_clients_cost_more_the_more_of_them_are_vulnerable() -> None:
    assert cost_of_clients(np.array([0.0, 0.5, 1.0]), 0.4).tolist() == pytest.approx([1.0, 1.2, 1.4])


def test_volunteers_come_with_trust_and_knowledge_as_far_as_these_count() -> None:
    assert volunteers(0.5, 0.4, 0.5) == pytest.approx(0.6)
    assert volunteers(0.5, 1.0, 1.0) == pytest.approx(1.0)
    assert volunteers(0.5, 0.8, 0.5) > volunteers(0.5, 0.4, 0.5) < volunteers(0.5, 0.4, 0.9)
