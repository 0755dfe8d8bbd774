"""The call graph: what a market reaches, on planted packages and on the package itself, against what really ran."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from types import CodeType, FrameType

import pytest
from small_market import varied

from gpssim import registry
from gpssim.model import PublicServiceMarket
from gpssim.theory.claims import out_of_reach
from gpssim.theory.reach import BEYOND, MARKET, PACKAGE, Graph, market_of, market_reach, package_graph
from gpssim.theory.sources import module_of

RULES = ("gpssim.rules", "gpssim.bidding")
"""Where a market's rules and its bidders' ways lie: whoever reads there must be able to believe that a market does so."""


def graph(**sources: str) -> Graph:
    """A package from the text of its files; two underscores stand for a dot, and a folder's own file is called like the folder."""
    names = {name.replace("__", "."): dedent(source) for name, source in sources.items()}
    folders = {name.rpartition(".")[0] for name in names}
    return Graph({name: module_of(name, source, name in folders) for name, source in names.items()})


def reached(root: str, **sources: str) -> set[str]:
    return {name for name in graph(**sources).reached(root) if not name.endswith(".")}


# ---------------------------------------------------------------- how it reads


def test_functions_constants_and_what_they_use() -> None:
    found = reached(
        "a.begin",
        a="from b import go\ndef begin(): return go(LIMIT)\nLIMIT = 3\nUNUSED = 4",
        b="def go(x): return x\ndef no(): ...",
    )
    assert found == {"a.begin", "a.LIMIT", "b.go"}


def test_a_local_name_is_not_the_function_that_is_called_like_it() -> None:
    source = "def price(): ...\ndef begin(price):\n    rows = [price for price in price]\n    return rows"
    assert reached("a.begin", a=source) == {"a.begin"}
    assert reached("a.begin", a="def price(): ...\ndef begin(x):\n    f = lambda y: price()\n    return f") == {
        "a.begin",
        "a.price",
    }


def test_a_module_is_followed_to_what_is_asked_of_it() -> None:
    b = "def pay(): ...\ndef ban(): ..."
    assert reached("a.begin", a="import p.b as b\ndef begin(): b.pay()", p="", p__b=b) == {"a.begin", "p.b.pay"}
    assert reached("a.begin", a="from p import b\ndef begin(): b.pay()", p="", p__b=b) == {"a.begin", "p.b.pay"}
    assert reached("a.begin", a="def begin():\n    from p.b import ban\n    ban()", p="", p__b=b) == {"a.begin", "p.b.ban"}


def test_a_module_that_is_handed_on_can_be_asked_for_what_is_named() -> None:
    a = "from p import b\ndef begin():\n    for verb in (b,):\n        verb.pay()"
    assert reached("a.begin", a=a, p="", p__b="def pay(): ...\ndef ban(): ...") == {"a.begin", "p.b.pay"}


def test_a_name_goes_through_whoever_passes_it_on() -> None:
    found = reached("a.begin", a="from p import Bid\ndef begin(): return Bid", p="from p.b import Bid", p__b="class Bid: ...")
    assert found == {"a.begin", "p.b.Bid"}
    lazy = "def __getattr__(name): ..."
    assert "p.b.Bid" in reached("a.begin", a="from p import Bid\ndef begin(): return Bid", p=lazy, p__b="class Bid: ...")


METHODS = """
    class Base:
        def shared(self): ...
        def __init__(self): own()
        @validator
        def checked(self): ...
        @property
        def seen(self): ...
    class Child(Base):
        def asked(self): far()
        def never(self): ...
    def own(): ...
    def far(): ...
"""


def test_methods_come_with_their_names_and_constructors_with_their_class() -> None:
    found = reached("a.begin", a=METHODS + "\n    def begin(x):\n        x.asked()\n        return Child, getattr(x, 'shared')")
    assert found == {
        "a.begin", "a.Child", "a.Child.asked", "a.far", "a.Base", "a.Base.__init__", "a.own", "a.Base.shared", "a.Base.checked",
    }  # fmt: skip
    assert "a.Child.asked" not in reached("a.begin", a=METHODS + "\n    def begin(x): x.asked()")  # nobody makes a child


PLUG_INS = {
    "p": "",
    "p__lottery": 'class Draw:\n    name: str = "lottery"\ndef helper(): ...',
    "p__base": "class Base:\n    name: str",
}


def test_a_folder_named_in_reached_code_hands_over_its_plug_ins() -> None:
    assert reached("a.begin", a='FOLDER = "p"\ndef begin(): return FOLDER', **PLUG_INS) == {"a.begin", "a.FOLDER", "p.lottery.Draw"}
    assert reached("a.begin", a='FOLDER = "p"\ndef begin(): ...', **PLUG_INS) == {"a.begin"}


def test_what_runs_on_import_runs_for_whoever_is_reached() -> None:
    assert "a.ready" in reached("a.begin", a="def begin(): ...\ndef ready(): ...\nfor x in (1, 2):\n    ready()")


# ---------------------------------------------------------------- the package


KEEPING_HOUSE = ["gpssim.bidding.keeping.forget_outsiders", "gpssim.bidding.outsiders.forget_outsiders"]
"""What studies and the registry call so that no market meets a solution of code that has changed since."""


def test_every_public_part_of_rules_and_bidding_can_be_reached_from_a_market() -> None:
    assert out_of_reach(package_graph(), RULES) == KEEPING_HOUSE, "a part that no market calls lies in theory/textbook, or nowhere"


def planted(module: str, text: str) -> Graph:
    modules = dict(package_graph().modules)
    source = (PACKAGE.parent / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8")
    return Graph(modules | {module: module_of(module, source + text)})


@pytest.mark.parametrize("text", ["def idle(): ...", "IDLE = 3", "class idle:\n    def work(self): ..."])
def test_a_planted_part_that_nobody_calls_is_caught(text: str) -> None:
    assert {name.lower() for name in out_of_reach(planted("gpssim.rules.trust", f"\n\n{text}\n"), RULES)} >= {
        "gpssim.rules.trust.idle"
    }


def test_a_planted_method_that_nobody_calls_is_caught() -> None:
    source = (PACKAGE / "rules" / "inspection.py").read_text(encoding="utf-8")
    changed = source.replace("    fine_share: float\n", "    fine_share: float\n\n    def of_nobody(self): ...\n\n", 1)
    assert changed != source
    modules = dict(package_graph().modules) | {"gpssim.rules.inspection": module_of("gpssim.rules.inspection", changed)}
    assert set(out_of_reach(Graph(modules), RULES)) - {*KEEPING_HOUSE} == {"gpssim.rules.inspection.Stakes.of_nobody"}


def test_every_plug_in_that_a_market_resolves_by_name_is_reached() -> None:
    for kind in ("mechanism", "bidding", "reputation", "price_rule", "payment", "choice"):
        classes = [cls for cls in registry.known(kind).values() if cls.__module__.startswith("gpssim.")]
        assert classes
        assert [cls for cls in classes if f"{cls.__module__}.{cls.__name__}" not in market_reach()] == []


def test_a_shelf_for_all_plug_ins_makes_no_measure_part_of_a_market() -> None:
    model = 'FOLDERS = ("gpssim.rules", "gpssim.analysis")\nclass PublicServiceMarket:\n    def run(self): return FOLDERS'
    plug_in = 'class PlugIn:\n    name = "one"'
    rooms = {"gpssim__rules": "", "gpssim__rules__one": plug_in, "gpssim__analysis": "", "gpssim__analysis__one": plug_in}
    small = market_of(graph(gpssim__model=model, **rooms))
    assert "gpssim.rules.one.PlugIn" in small
    assert [name for name in small if name.startswith(BEYOND)] == []
    assert MARKET in market_reach()


@contextmanager
def watched() -> Iterator[set[CodeType]]:
    """What is called meanwhile."""
    seen: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    before: Callable[..., object] | None = sys.getprofile()
    sys.setprofile(note)
    try:
        yield seen
    finally:
        sys.setprofile(before)


def test_what_runs_in_a_market_is_what_the_graph_says() -> None:
    scenario = varied(warm_up=3, months=14)
    with watched() as seen:
        PublicServiceMarket(scenario, "status_quo", seed=7).run()
    ran = {f"{_module(code)}.{code.co_qualname}" for code in seen if code.co_filename.startswith(str(PACKAGE))}
    ran = {name for name in ran if "<" not in name}
    inner = {name for name in ran if any(name.startswith(folder) for folder in (*RULES, "gpssim.month", "gpssim.mechanisms"))}
    assert len(inner) > 150
    assert sorted(inner - market_reach()) == []


def _module(code: CodeType) -> str:
    return ".".join(Path(code.co_filename).relative_to(PACKAGE.parent).with_suffix("").parts)
