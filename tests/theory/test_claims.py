"""What a kind may claim follows from the call graph: on planted kinds, and for every kind of the package."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from test_reach import graph

from gpssim.theory.claims import MEASURES, SORTS, TEXTBOOK, Claim, claim, claim_of
from gpssim.theory.reach import PACKAGE, Graph, market_of, market_reach, package_graph
from gpssim.theory.verifying import adapters

TEXTBOOK_FILES = sorted(path for path in (PACKAGE / "theory" / "textbook").glob("*.py") if path.stem != "__init__")
NAMED = re.compile(r"Independent reference for ``([\w.]+)``: \w")
"""How a textbook file begins: with the part of the product that it is a reference for."""


def planted(adapter: str) -> Claim:
    """The claim of a kind with this adapter, in a package of a few lines."""
    small = graph(
        gpssim__model="from gpssim.rules.pay import wage\nclass PublicServiceMarket:\n    def run(self): wage()",
        gpssim__rules__pay="from gpssim.errors import impossible\ndef wage(): impossible()\ndef unused(): ...\nHOURS = 8",
        gpssim__errors="def impossible(): ...",
        gpssim__analysis__equity="def gini(): ...",
        gpssim__theory__helpers="from gpssim.rules.pay import wage\ndef paid(): return wage()\ndef other(): ...",
        gpssim__theory__textbook__best="from gpssim.rules.pay import wage\ndef best(): ...\ndef best_wage(): return wage()",
        gpssim__theory__kinds__planted=adapter,
    )
    return claim("gpssim.theory.kinds.planted", small, market_of(small))


DIRECT = "from gpssim.rules.pay import wage\ndef answers(): return wage()"
THROUGH_A_HELPER = "from gpssim.theory.helpers import paid\ndef answers(): return paid()"
IMPORTED_ONLY = "from gpssim.theory.helpers import other\nfrom gpssim.rules.pay import wage\ndef answers(): return other()"
A_CONSTANT = "from gpssim.rules.pay import HOURS\ndef answers(): return HOURS"
AN_UNUSED_RULE = "from gpssim.rules.pay import unused\ndef answers(): return unused()"
AN_ERROR = "from gpssim.errors import impossible\ndef answers(): return impossible()"
A_SOLVER = "from gpssim.theory.textbook.best import best\ndef answers(): return best()"
A_SOLVER_OF_A_RULE = "from gpssim.theory.textbook.best import best_wage\ndef answers(): return best_wage()"
A_MEASURE = "from gpssim.analysis.equity import gini\ndef answers(): return gini()"


@pytest.mark.parametrize(
    ("adapter", "sort"),
    [
        (DIRECT, "market"),
        (THROUGH_A_HELPER, "market"),
        (IMPORTED_ONLY, "nothing"),
        (A_CONSTANT, "nothing"),
        (AN_UNUSED_RULE, "nothing"),
        (AN_ERROR, "nothing"),
        (A_SOLVER, "textbook"),
        (A_SOLVER_OF_A_RULE, "market and textbook"),
        (A_MEASURE, "measures"),
    ],
)
def test_the_claim_of_a_planted_kind(adapter: str, sort: str) -> None:
    found = planted(adapter)
    assert found.sort == sort
    assert (found.market == ("rules.pay",)) is (sort.startswith("market"))
    assert (found.textbook == ("theory.textbook.best",)) is (sort.endswith("textbook"))


def test_a_kind_that_is_nowhere_claims_nothing() -> None:
    assert claim_of("queue_of_nobody") == Claim()
    assert Claim().sort == SORTS[-1]


@pytest.mark.parametrize("kind", list(adapters()))
def test_every_kind_touches_what_the_market_calls_or_measures_its_results(kind: str) -> None:
    found = claim_of(kind)
    assert found.market or found.measures, "a case that touches nothing the market calls verifies nothing"


def test_only_measures_of_inequality_are_verified_without_the_market() -> None:
    assert [kind for kind in adapters() if not claim_of(kind).market] == ["inequality_indices"]


@pytest.mark.parametrize("path", TEXTBOOK_FILES, ids=lambda path: path.stem)
def test_a_textbook_part_names_what_it_is_a_reference_for_and_a_kind_compares_them(path: Path) -> None:
    begins = NAMED.match(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    assert begins, "the first line must say: Independent reference for ``part``: ..."
    part, own = f"gpssim.{begins[1]}", f"theory.textbook.{path.stem}"
    users = [kind for kind in adapters() if own in claim_of(kind).textbook]
    assert users, "no kind of case uses it"
    assert [kind for kind in users if part in _product_parts(kind)], f"no kind of case compares it with {part}"


def _product_parts(kind: str) -> set[str]:
    """Modules with something that a market calls, or that measures, which a kind reaches."""
    whole = package_graph()
    reached = whole.reached(f"gpssim.theory.kinds.{kind}")
    return {whole.home[name] for name in reached if name in market_reach() or name.startswith(f"{MEASURES}.")}


def test_all_of_the_textbook_is_used() -> None:
    whole: Graph = package_graph()
    used = whole.reached(*(f"gpssim.theory.kinds.{kind}" for kind in adapters()))
    public = {
        name for name, home in whole.home.items() if home.startswith(TEXTBOOK) and "._" not in name and not name.endswith(".")
    }
    assert sorted(public - used) == []
