"""Months by stage and what stops projects: worked by hand on three projects of one run."""

from __future__ import annotations

import pandas as pd
import pytest

from gpssim.analysis.steps import months_by_stage, stopped

RUN = {"policy": "p", "closure": "appropriation", "world": 0, "replication": 0}


def a_run(*rows: tuple[int, str, int, int, float, str, str]) -> pd.DataFrame:
    names = ["project", "step", "month_begun", "month_ended", "days", "outcome", "reason"]
    return pd.DataFrame(rows, columns=names).assign(**RUN)


STEPS = a_run(
    # the first is sent back once, waits a month, is bought at the second attempt and accepted
    (1, "design", 0, 1, 30.0, "passed", ""), (1, "review", 1, 2, 15.0, "returned", "design_faulty"),
    (1, "design", 2, 3, 30.0, "passed", ""), (1, "review", 3, 3, 15.0, "passed", ""),
    (1, "purchase", 4, 6, 0.0, "stopped", "no_bids"), (1, "purchase", 5, 7, 0.0, "passed", ""),
    (1, "sign", 7, 7, 0.0, "passed", ""), (1, "accept", 19, 21, 60.0, "passed", ""),
    # the second is refused
    (2, "design", 0, 1, 30.0, "passed", ""), (2, "review", 1, 1, 15.0, "refused", "reluctance"),
    # the third passes review at once, is put out at once, and nobody offers
    (3, "design", 0, 1, 30.0, "passed", ""), (3, "review", 1, 2, 15.0, "passed", ""),
    (3, "purchase", 2, 4, 0.0, "stopped", "no_bids"),
)  # fmt: skip


def test_stages_count_every_round_of_what_passed() -> None:
    months = months_by_stage(STEPS).set_index("stage")["value"].to_dict()
    assert months == pytest.approx({"design": 1.5, "review": 0.75, "wait": 0.5, "purchase": 3.0, "accept": 2.0})


def test_shares_are_of_what_came_to_the_step() -> None:
    found = stopped(STEPS).set_index(["step", "reason"])["value"].to_dict()
    assert found == pytest.approx({("review", "reluctance"): 1 / 3, ("purchase", "no_bids"): 0.5})


def test_a_run_in_which_nothing_is_stopped_has_no_reasons() -> None:
    assert stopped(STEPS[STEPS["step"] == "sign"]).empty
    assert months_by_stage(STEPS[STEPS["step"] == "sign"]).empty
