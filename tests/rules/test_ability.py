"""Two tasks as one number."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.ability import of_both_tasks


def test_tasks_count_by_what_can_be_verified() -> None:
    assert of_both_tasks(0.8, -0.4, 0.75) == pytest.approx(0.5)
    assert of_both_tasks(0.8, -0.4, 1.0) == 0.8
    assert of_both_tasks(0.8, -0.4, 0.0) == -0.4
    assert of_both_tasks(np.array([0.3, 0.3]), np.array([0.3, 0.3]), np.array([0.1, 0.9])).tolist() == pytest.approx([0.3, 0.3])
