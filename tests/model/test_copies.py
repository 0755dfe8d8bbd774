"""What a branch copies shares nothing that changes with its market."""

from __future__ import annotations

from dataclasses import fields

from gpssim.state.attribute import attributes
from gpssim.state.line import Line
from gpssim.state.market_state import MarketState
from gpssim.state.prices import PriceBoard

FROZEN = {"int", "float", "str", "bool"}


def test_a_line_holds_nothing_that_can_change_in_place() -> None:
    assert {str(one.type) for one in fields(Line)} <= FROZEN, "a copy of a line would share it"
    assert [one.name for one in attributes(MarketState) if one.kept == "each"] == ["lines"]


def test_a_copy_of_the_prices_is_one_of_its_own() -> None:
    board = PriceBoard(2)
    board.disclose(1, 0, 60.0)
    board.publish(1, 0, 0.9)
    board.count(1, 0, 3)
    board.last_paid[0, 0] = 60.0
    board.paid_to[0, 0] = {4: 60.0}
    twin = board.copy()
    assert vars(twin).keys() == vars(board).keys()
    twin.disclose(2, 0, 90.0)
    twin.publish(2, 0, 0.5)
    twin.count(2, 0, 9)
    twin.correct(0, 1.0, 1.0)
    twin.last_paid[0, 0] = 90.0
    twin.paid_to[0, 0][4] = 90.0
    assert board.disclosed(2, 0, 12, 1.0) == 60.0
    assert twin.disclosed(2, 0, 12, 1.0) == 75.0
    assert board.offers(2, 0, 12).tolist() == [3]
    assert twin.offers(2, 0, 12).tolist() == [3, 9]
    assert [*board.history(2, 0, 12).price] == [0.9]
    assert board.shown.tolist() == [1.0, 1.0] != twin.shown.tolist()
    assert board.last_paid == {(0, 0): 60.0}
    assert board.paid_to == {(0, 0): {4: 60.0}}
