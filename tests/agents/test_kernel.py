"""The citizens' month on markets of a handful of people: who gets the place, who loses it, what waiting costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from crowds import ACCESS, MANNER, people, sums, supply, words

from gpssim.agents import deciding, kernel
from gpssim.agents.given import People, Supply, Words
from gpssim.agents.kernel import run_needs_month, run_service_month
from gpssim.state.citizens_month import FIXED, PURPOSES
from gpssim.streams import Luck

NOTHING = MANNER._replace(waiting_priority=0.0, apply_base=-100.0, vulnerable_cost=0.0)
"""Nobody applies anew; places go by contact and by what a test adds."""


def month(crowd: People, market: Supply, manner: Any = NOTHING, at: Words | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Lives one month; returns what contracts heard and the sums."""
    heard, cells = np.zeros((market.active.size, 3)), sums(crowd.first_row.size - 1, crowd.need.shape[1])
    run_service_month(crowd, market, at or words(), manner, ACCESS, heard, cells)
    return heard, cells


def queue(group: list[int], **columns: Any) -> People:
    """A queue of people who know of the service equally well."""
    return people([len(group)], group=np.array(group), need=1, applied=1, **columns)


@pytest.mark.parametrize(("targeting", "winners"), [(0.0, [0, 1]), (1.0, [2, 3])])
def test_targeting_puts_the_vulnerable_first(targeting: float, winners: list[int]) -> None:
    crowd = queue([0, 0, 2, 3])  # ease of contact: 1, 1, 0.7, 0.65
    month(crowd, supply([0], 1, capacity=2), NOTHING._replace(targeting=targeting))
    assert np.flatnonzero(crowd.contract[:, 0] == 0).tolist() == winners


def test_waiting_counts_and_the_place_ends_it() -> None:
    crowd = queue([0, 0], waited=np.array([[0], [9]]))
    _, cells = month(crowd, supply([0], 1, capacity=1), NOTHING._replace(waiting_priority=0.1))
    assert crowd.contract[:, 0].tolist() == [-1, 0]
    assert crowd.waited[:, 0].tolist() == [1, 0]
    counted = cells[0, 0, 0]
    assert counted[[kernel.STARTED, kernel.WAITED, kernel.QUEUED, kernel.SERVED, kernel.NEED]].tolist() == [1, 9, 1, 1, 2]


def test_payment_per_unit_selects_against_those_who_cost_more() -> None:
    winners = []
    for per_unit in (False, True):
        crowd = queue([0, 2], awareness=np.array([0.5, 0.9]))
        month(crowd, supply([0], 1, capacity=1, per_unit=per_unit), NOTHING._replace(vulnerable_cost=0.5))
        winners.append(int(crowd.contract[:, 0].argmax()))
    assert winners == [1, 0]


def test_a_contract_that_shrank_sheds_the_weakest_claims_first() -> None:
    crowd = queue([0] * 4, contract=0, awareness=np.array([0.9, 0.2, 0.7, 0.4]))
    heard, cells = month(crowd, supply([0], 1, capacity=2))
    assert crowd.contract[:, 0].tolist() == [0, -1, 0, -1]
    assert crowd.applied[:, 0].tolist() == [1, 1, 1, 1]  # they wait, they need not ask again
    assert heard[0, 0] == 2
    assert cells[..., kernel.DROPPED].sum() == 2 == cells[..., kernel.QUEUED].sum()


@pytest.mark.parametrize(("drop_out", "followers"), [(0.0, 40), (1.0, 0)])
def test_clients_follow_the_line_to_a_new_provider_or_drop_out(drop_out: float, followers: int) -> None:
    crowd = queue([0] * 40, contract=0)
    market = supply([0, 0], 1, active=np.array([False, True]), successor=np.array([1, -1]), capacity=np.array([0, 40]))
    month(crowd, market, NOTHING._replace(drop_out=drop_out))
    assert (crowd.contract == 1).sum() == followers
    assert (crowd.applied == 0).sum() == 40 - followers  # who dropped out must ask anew


@pytest.mark.parametrize(("chance", "by_choice", "leavers"), [(1.0, True, 3), (0.0, True, 0), (1.0, False, 0)])
def test_the_dissatisfied_leave_to_choose_again_where_they_may(chance: float, by_choice: bool, leavers: int) -> None:
    """Five clients of the first provider, three of them below one half; all prefer the second, which has room for two."""
    content = np.array([0.1, 0.2, 0.4, 0.5, 0.9])
    crowd = queue([0] * 5, contract=0, satisfaction=content, awareness=np.array([0.9, 0.8, 0.7, 0.6, 0.5]))
    better = np.repeat([[0.0], [5.0]], 5, axis=1)
    market = supply([0, 0], 1, capacity=np.array([5, 2]), by_choice=by_choice, utility=better)
    _, cells = month(crowd, market, NOTHING._replace(switching=chance, choice_scale=0.0))
    assert crowd.contract[:, 0].tolist() == ([1, 1, 0, 0, 0] if leavers else [0] * 5)  # the third comes back
    assert cells[..., kernel.DROPPED].sum() == cells[..., kernel.STARTED].sum() == leavers
    assert cells[..., kernel.SERVED].sum() == 5


def test_nobody_drops_out_where_the_provider_stays() -> None:
    crowd = queue([0] * 5, contract=0)
    same = {"active": np.array([False, True]), "successor": np.array([1, -1]), "same_provider": True, "capacity": np.array([0, 5])}
    month(crowd, supply([0, 0], 1, **same), NOTHING._replace(drop_out=1.0))
    assert (crowd.contract == 1).all()


def test_clients_of_a_line_that_ended_queue_without_asking_again() -> None:
    crowd = queue([0] * 3, contract=0)
    _, cells = month(crowd, supply([0], 1, active=False))
    assert (crowd.contract == -1).all()
    assert (crowd.applied == 1).all()
    assert cells[..., kernel.DROPPED].sum() == 3 == cells[..., kernel.QUEUED].sum()


def test_patience_ends_in_lost_trust_of_those_who_asked() -> None:
    crowd = people([3], need=1, applied=np.array([[1], [1], [0]]), waited=np.array([[1], [2], [9]]), awareness=1.0)
    month(crowd, supply([], 1), MANNER._replace(patience=2, apply_base=-100.0))
    assert crowd.trust_government.tolist() == [0.5, 0.5 * (1 - MANNER.trust_loss), 0.5]
    assert crowd.trust_providers.tolist() == [0.5] * 3


@pytest.mark.parametrize(("again", "lost"), [(1.0, 0.6**4), (0.5, 0.6 * 0.8 * 0.9 * 0.95), (0.0, 0.6)])
def test_a_long_wait_costs_trust_once_or_again_and_again(again: float, lost: float) -> None:
    crowd = people([1], need=1, applied=1, waited=0)
    for _ in range(6):
        month(crowd, supply([], 1), MANNER._replace(patience=2, waiting_again=again, trust_loss=0.4))
    assert crowd.trust_government.tolist() == pytest.approx([0.5 * lost])
    assert crowd.blamed.tolist() == [[4]]
    month(crowd, supply([0], 1, capacity=1), MANNER)
    assert crowd.contract.tolist() == [[0]]
    assert crowd.blamed.tolist() == [[0]]  # the next wait is a new one


@pytest.mark.parametrize(("quality", "sign"), [(9.0, 1.0), (-9.0, -1.0)])
def test_experience_moves_trust_and_part_of_it_reaches_the_government(quality: float, sign: float) -> None:
    crowd = queue([0], contract=0)
    heard, _ = month(crowd, supply([0], 1, capacity=1, quality=quality), NOTHING._replace(complaint_base=100.0))
    rate = MANNER.trust_gain if sign > 0 else MANNER.trust_loss
    assert crowd.trust_providers[0] - 0.5 == pytest.approx(sign * 0.5 * rate)
    assert crowd.trust_government[0] - 0.5 == pytest.approx(sign * 0.5 * rate * MANNER.attribution)
    assert heard[0, 2] == (sign < 0)  # only failure is complained of
    assert crowd.awareness[0] == 1.0  # clients know the service


def test_without_noise_clients_experience_what_is_delivered() -> None:
    crowd = queue([0], contract=0)
    heard, cells = month(
        crowd, supply([0], 1, capacity=1, quality=0.0), NOTHING._replace(experience_noise=0.0, aspiration_rate=1.0)
    )
    assert heard[0].tolist() == [1.0, 0.0, 0.0]
    assert crowd.satisfaction[0] == 0.5 == cells[0, 0, 0, kernel.EXPERIENCED]
    assert crowd.aspiration[0] == 0.0


@pytest.mark.parametrize(("awareness", "stage"), [(0.0, kernel.UNAWARE), (1.0, kernel.DETERRED)])
def test_who_has_not_asked_is_unaware_or_deterred(awareness: float, stage: int) -> None:
    crowd = people([4], need=1, awareness=awareness)
    _, cells = month(crowd, supply([], 1))
    assert cells[..., stage].sum() == 4 == cells[..., kernel.WAITING].sum()


def test_the_ineligible_neither_ask_nor_wait_in_line() -> None:
    crowd = queue([3, 3, 0], contract=np.array([[0], [-1], [-1]]))
    market = supply([0], 1, capacity=3)
    market.eligible[0, 3] = 0
    _, cells = month(crowd, market, MANNER._replace(apply_base=100.0))
    assert crowd.contract[:, 0].tolist() == [0, -1, 0]  # who has a place keeps it
    assert cells[0, 0, 3, [kernel.SERVED, kernel.INELIGIBLE, kernel.QUEUED]].tolist() == [1, 1, 0]


def test_the_assigned_contract_comes_before_those_open_to_choice() -> None:
    crowd = queue([0])
    market = supply([0, 0], 1, capacity=1, by_choice=np.array([True, False]), utility=np.array([[9.0], [0.0]]))
    month(crowd, market)
    assert crowd.contract[0, 0] == 1


def test_without_taste_the_best_is_chosen_while_it_has_room() -> None:
    crowd = queue([0, 0, 0])
    market = supply([0, 0, 0], 1, capacity=np.array([5, 2, 5]), by_choice=True, utility=np.array([[0.1], [0.3], [0.2]]))
    month(crowd, market, NOTHING._replace(choice_scale=0.0))
    assert np.bincount(crowd.contract[:, 0], minlength=3).tolist() == [0, 2, 1]


@pytest.mark.parametrize(("patience", "waited", "places"), [(0, 0, [2, 1]), (3, 0, [2, 0]), (3, 3, [2, 1])])
def test_who_is_patient_waits_for_the_best_rather_than_take_another(patience: int, waited: int, places: list[int]) -> None:
    """Three people, two places with the better of two providers: the third takes the other's, or queues for ``patience`` months."""
    crowd = queue([0, 0, 0], waited=waited)
    market = supply([0, 0], 1, capacity=np.array([2, 5]), by_choice=True, utility=np.array([[0.3], [0.1]]))
    _, cells = month(crowd, market, NOTHING._replace(choice_scale=0.0, choice_patience=patience))
    served = crowd.contract[crowd.contract[:, 0] >= 0, 0]
    assert np.bincount(served, minlength=2).tolist() == places
    assert cells[..., kernel.QUEUED].sum() == 3 - sum(places)


def test_patience_changes_nothing_where_the_best_has_room() -> None:
    crowd = queue([0, 0, 0])
    market = supply([0, 0], 1, capacity=5, by_choice=True, utility=np.array([[0.3], [0.1]]))
    month(crowd, market, NOTHING._replace(choice_scale=0.0, choice_patience=9))
    assert crowd.contract[:, 0].tolist() == [0, 0, 0]


def test_needs_end_and_arise_and_leave_nothing_behind() -> None:
    crowd = queue([0, 1], contract=0, waited=3)
    for onset, ending, need in ((1.0, 1.0, 0), (1.0, 1.0, 1), (0.0, 0.0, 1)):
        cells = sums(1, 1)
        run_needs_month(crowd, words(), np.full((1, 5), onset), np.array([ending]), cells)
        assert crowd.need[:, 0].tolist() == [need] * 2
    assert crowd.contract[:, 0].tolist() == [-1, -1]
    assert crowd.applied[:, 0].tolist() == [0, 0] == crowd.waited[:, 0].tolist()


def test_the_numbering_of_contracts_moves_nobody() -> None:
    cells, capacity = [0, 0, 1, 1], np.array([2, 3, 1, 2])
    outcomes = []
    for order in (np.arange(4), np.array([3, 1, 0, 2])):
        crowd = people([8, 8], group=np.arange(16) % 5, need=1, applied=1, contract=-1)
        keys = np.arange(4, dtype=np.uint64)[order] * np.uint64(2**55 + 1)
        market = supply(
            [cells[k] for k in order], 2, capacity=capacity[order], by_choice=True, key=keys, quality=capacity[order] / 3
        )
        month(crowd, market)
        name = np.append(order, -1)  # contracts by what they are, not by where they stand
        outcomes.append((name[crowd.contract[:, 0]].tolist(), crowd.trust_providers.tobytes()))
    assert outcomes[0] == outcomes[1]


def test_compiled_draws_are_the_streams_draws() -> None:
    luck = Luck.of(3, 1)
    for name, purpose in PURPOSES.items():
        state = (luck if name in FIXED else luck.at(17)).kernel_word(purpose)
        rows = np.array([0, 1, 255, 256, 4_999_999])
        drawn = [deciding.draw(state, int(i), 4) for i in rows]
        source = luck if name in FIXED else luck.at(17)
        assert (
            drawn == source.uniforms(purpose, rows * 256 + 4).tolist() == [source.uniform(purpose, int(i) * 256 + 4) for i in rows]
        )


def test_draws_of_different_kinds_and_months_differ() -> None:
    first, later = words(0), words(1)
    assert len({*map(int, first), *map(int, later)}) == 2 * len(first)
