"""The how-to for a new mechanism, followed to the letter: its class saved as one file, and nothing else edited."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gpssim.mechanisms
from gpssim import registry
from gpssim.cli import app
from gpssim.mechanisms.base import Mechanism
from gpssim.plugins import SHELVES
from gpssim.scenario import load_scenario

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs" / "how-to" / "add_a_mechanism.md"
sys.path.insert(0, str(TESTS / "mechanisms"))
from laws import LAWS, Law  # noqa: E402  # the laws the page speaks of
from purchases import alike, bid  # noqa: E402  # purchases to try it on

sys.path.pop(0)


@pytest.fixture(scope="module")
def posted_price(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mechanism]:
    """The page's first block as a file of the package's folder, found as every mechanism is found."""
    folder = tmp_path_factory.mktemp("mechanisms")
    code = PAGE.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    (folder / "posted_price.py").write_text(code, encoding="utf-8")
    gpssim.mechanisms.__path__.append(str(folder))
    SHELVES["mechanism"].refresh()
    yield registry.mechanism("posted_price")
    gpssim.mechanisms.__path__.remove(str(folder))
    sys.modules.pop("gpssim.mechanisms.posted_price")
    SHELVES["mechanism"].refresh()


def test_being_there_is_enough(posted_price: Mechanism) -> None:
    listed = json.loads(CliRunner().invoke(app, ["mechanisms", "--json"]).stdout)
    assert "posted_price" in {row["name"] for row in listed}
    assert registry.check(load_scenario("textbook"), "posted_price").name == "posted_price"
    assert type(posted_price).__module__ == "gpssim.mechanisms.posted_price"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_it_keeps_the_law(posted_price: Mechanism, law: Law) -> None:
    law(posted_price)


def test_three_purchases_by_hand(posted_price: Mechanism) -> None:
    offers = [bid(k, 95.0) for k in range(3)]
    assert {alike().with_luck(w).decision(posted_price, offers).awards[0].bidder for w in range(40)} == {0, 1, 2}
    assert alike().decision(posted_price, offers[:1]).awards[0].price == 95.0
    assert alike().decision(posted_price, [bid(0, 101.0)]).reason == "above_ceiling"
    assert alike().decision(posted_price, []).reason == "no_bids"
