"""What violations make of a decision: which awards lose their lawful basis, and which are void."""

from __future__ import annotations

import pytest

from gpssim.market import Award, ContractTerms, Decision
from gpssim.month.purchasing.detection import Case, irregular, void
from gpssim.records.truth import Truth

FORGED: list[Case] = [(Truth.FAKE_DOCUMENTS, (1,))]
RING: list[Case] = [(Truth.COLLUSION, (0, 1))]
TAILORED: list[Case] = [(Truth.TAILORED, ())]


def decided() -> Decision:
    return Decision(awards=tuple(Award(i, 90.0, 10.0, 0.0, ContractTerms(), "tender") for i in range(3)))


@pytest.mark.parametrize(
    ("cases", "hit"),
    [(FORGED, [1]), (RING, [0, 1, 2]), (TAILORED, [0, 1, 2]), ([*RING, *FORGED], [0, 1, 2]), ([*FORGED, *TAILORED], [0, 1, 2])],
)
def test_forgers_lose_their_own_awards_and_everything_else_spoils_the_purchase(cases: list[Case], hit: list[int]) -> None:
    marked = irregular(decided(), cases)
    assert [a.bidder for a in marked.awards if a.legal_basis == "irregular"] == hit
    assert [a.bidder for a in marked.awards if a.legal_basis == "tender"] == [i for i in range(3) if i not in hit]
    left = void(decided(), cases)
    assert [a.bidder for a in left.awards] == [i for i in range(3) if i not in hit]
    assert left.reason == ("" if left.awards else "violation")


def test_what_nobody_found_leaves_the_decision_alone() -> None:
    assert void(decided(), []) == decided()
    nothing = Decision(reason="no_bids")
    assert void(nothing, FORGED) == nothing
