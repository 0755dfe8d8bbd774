"""A study is all of the user's own code that decides its numbers: any part of it changed, and it is another study."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gpssim
from gpssim import registry
from gpssim.analysis import compare
from gpssim.analysis.indicator import Indicator, Sum, total
from gpssim.errors import StudyError
from gpssim.studies.own_code import covered, whose
from tests.faults.own_modules import PARTS, made, texts
from tests.studies.fakes import SCENARIO, as_quick, quick, study

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add_a_mechanism.md"


@pytest.fixture(autouse=True)
def modules_forgotten() -> Iterator[None]:
    yield
    for name in ("own_module", "own_helpers"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def usual() -> dict[str, str]:
    """What is covered of the module as it is."""
    found = covered(made(*texts()))
    assert found.missed == {}
    return found.entries


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


@pytest.mark.parametrize("part", PARTS)
def test_any_part_changed_is_another_study_and_is_named(part: str, usual: dict[str, str]) -> None:
    names = differing(usual, covered(made(*texts(part))).entries)
    assert any(PARTS[part][2] in name for name in names), names


@given(
    comments=st.lists(st.tuples(st.integers(0, 150), st.text("abc 中文'\"", max_size=20)), max_size=8),
    lines=st.lists(st.integers(0, 150), max_size=8),
    docstrings=st.booleans(),
    file=st.sampled_from(["<stdin>", "/elsewhere/own.py", "<ipython-input-3-abc>"]),
)
@settings(max_examples=12, deadline=None)
def test_comments_docstrings_lines_and_file_names_do_not_matter(
    usual: dict[str, str], comments: list[tuple[int, str]], lines: list[int], docstrings: bool, file: str
) -> None:
    written = []
    for text in texts():
        rows = text.split("\n")
        for place, comment in comments:
            if place < len(rows) and rows[place].strip():
                rows[place] += f"  # {comment}"
        for place in sorted(lines, reverse=True):
            rows.insert(place, "")
        text = "\n".join(rows)
        if docstrings:
            text = re.sub(r"^( *)((?:def|class) .*:)((?:  #.*)?)$", r'\1\2\3\n\1    """Said."""', text, flags=re.M)
        written.append(text)
    assert covered(made(*written, file=file)).entries == usual


@pytest.mark.parametrize("old", ["NEVER_USED = 1", "UNUSED = 1"])
def test_what_is_not_used_does_not_count(old: str, usual: dict[str, str]) -> None:
    changed = [text.replace(f"{old}\n", f"{old}0\n") for text in texts()]
    assert covered(made(*changed)).entries == usual


SETS = """
import re
CHOICES = {"a", "b", "c", ("d", 1), re.compile("e"), len}
def helper(x): return x in {"f", "g", "h"}
HELPERS = {helper, frozenset("ij")}
def f(x): return x in CHOICES, HELPERS
from gpssim.studies.own_code import covered
told = covered(f)
"""


def test_the_same_in_every_process_whatever_the_hash_seed() -> None:
    here: dict[str, Any] = {"__name__": "__main__"}
    exec(SETS, here)  # noqa: S102  # a text of ours
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONHASHSEED": "1"}
    asking = [sys.executable, "-c", f"{SETS}\nimport json; print(json.dumps(told.entries))"]
    told = subprocess.run(asking, capture_output=True, text=True, check=True, env=environment).stdout
    assert json.loads(told) == here["told"].entries
    assert here["told"].missed == {}


def test_another_python_is_said(usual: dict[str, str]) -> None:
    assert usual["Python"] == f"{sys.version_info[0]}.{sys.version_info[1]}"


# ---------------------------------------------------------------- what has no content


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (threading.Lock(), "_thread.lock"),
        ((n for n in range(3)), "builtins.generator"),
        (sys.stdout, ""),
        ({"deep": [threading.Lock()]}, "_thread.lock"),
    ],
)
def test_what_has_no_content_is_named(value: object, kind: str) -> None:
    space: dict[str, Any] = {"__name__": "own_module", "THING": value}
    exec("def f(x):\n    return THING, x", space)  # noqa: S102  # a text of ours
    missed = covered(space["f"]).missed
    assert list(missed) == ["own_module.THING"]
    assert kind in missed["own_module.THING"]


def test_a_circle_and_a_depth_end() -> None:
    circle: list[Any] = []
    circle.append({"again": circle})
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    assert covered(lambda: circle).missed == {}
    assert covered(lambda: deep).missed


def test_an_object_that_answers_anything_does_no_harm() -> None:
    class Liar:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError("not today")

        def __reduce_ex__(self, protocol: Any) -> Any:
            raise SystemError("never")

    liar = Liar()
    assert covered(lambda: liar).missed


# ---------------------------------------------------------------- packages


def package(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> Callable[[], None]:
    """A package that is installed, of one module with a function, and its version."""
    found = ModuleType(name)
    found.__file__, found.__version__ = str(folder / "site-packages" / f"{name}.py"), version  # type: ignore[attr-defined]  # as packages do
    exec("def tool():\n    return 1", vars(found))  # noqa: S102  # a text of ours
    monkeypatch.setitem(sys.modules, name, found)
    space: dict[str, Any] = {"__name__": "own_module", name: found}
    exec(f"def f():\n    return {name}.tool()", space)  # noqa: S102  # a text of ours
    return space["f"]  # type: ignore[no-any-return]  # the function


def test_an_installed_package_counts_by_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, same, other = (covered(package("toolbox_x", tmp_path, monkeypatch, v)).entries for v in ("1.0", "1.0", "1.1"))
    assert one == same
    assert differing(one, other) == {"package toolbox_x"}
    assert whose.whose("toolbox_x") == whose.INSTALLED
    monkeypatch.setattr(sys.modules["__main__"], "__file__", "/usr/lib/site-packages/ipykernel_launcher.py", raising=False)
    assert [whose.whose(name) for name in ("json", "gpssim.rules.trust", "__main__")] == [whose.PYTHON, whose.GPSSIM, whose.OWN]


# ---------------------------------------------------------------- studies


def typed(changes: dict[str, str]) -> type:
    """The mechanism of the how-to page, typed into a notebook or on standard input, and registered."""
    blocks = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.S)
    text = blocks[0]
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(text, "<stdin>", "exec", dont_inherit=True), space)  # noqa: S102  # a text of ours
    return registry.register("mechanism", space["PostedPrice"])  # type: ignore[no-any-return]  # the class


@pytest.fixture
def posted_price() -> Iterator[None]:
    yield
    registry.forget("mechanism", "posted_price")


HELPED = {
    "@plugin": "FACTOR = 1.0\n\n\ndef posted_at(ceiling):\n    return FACTOR * ceiling\n\n\n@plugin",
    "posted = (1.0 - self.discount) * purchase.project.ceiling": "posted = posted_at(purchase.project.ceiling)",
}


@pytest.mark.usefixtures("posted_price")
@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"share(0.05": "share(0.20"}, "PostedPrice.discount is '0.05 "),  # F01, F06
        (HELPED, {**HELPED, "return FACTOR": "return 0.9 * FACTOR"}, "posted_at is"),  # F02
        (HELPED, {**HELPED, "FACTOR = 1.0": "FACTOR = 0.9"}, "FACTOR is '1.0' there and '0.9' here"),  # F05
        ({}, {"swept=(0.0, 0.2)": "swept=(0.0, 0.3)"}, "PostedPrice.discount is"),
    ],
)
def test_a_mechanism_typed_anew_is_another_study(tmp_path: Path, before: Any, after: Any, said: str) -> None:
    policies = ["open_tender", "posted_price"]
    typed(before)
    study(policies=policies).run(tmp_path)
    typed(before)
    study(policies=policies).run(tmp_path)  # the same cells once more
    typed(after)
    with pytest.raises(StudyError, match=r"holds another study: sources\.mechanism posted_price") as error:
        study(policies=policies).run(tmp_path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_shipped_mechanism_alone_is_the_study_that_it_was() -> None:
    described = study().description
    assert {type(told) for name, told in described["sources"].items() if name != "runner"} == {str}
    assert "not_covered" not in described


@pytest.mark.usefixtures("posted_price")
def test_a_plug_in_that_own_code_names_belongs_to_the_study() -> None:
    from gpssim.mechanisms.open_tender import OpenTender
    from gpssim.plugins import plugin

    @plugin
    class Delegating(OpenTender):
        name = "delegating"
        label = label_zh = source = "delegating"

        def legal_basis(self, project: Any) -> str:
            return registry.mechanism("posted_price").legal_basis(project)

    typed({})
    registry.register("mechanism", Delegating)
    try:
        before = study(policies=["delegating"]).description["sources"]
        assert "mechanism posted_price" in before
        typed({"share(0.05": "share(0.20"})
        assert study(policies=["delegating"]).description["sources"] != before
        assert "mechanism posted_price" not in study(policies=["open_tender"]).description["sources"]
    finally:
        registry.forget("mechanism", "delegating")


def of_factor(factor: float) -> Any:
    def runner(task: Any) -> Any:
        assert factor
        return quick(task)

    return runner


def test_a_runner_belongs_to_the_study(tmp_path: Path) -> None:
    study(runner=of_factor(1.0)).run(tmp_path)
    study(runner=of_factor(1.0)).run(tmp_path)
    with pytest.raises(StudyError, match=r"holds another study: sources\.runner"):
        study(runner=of_factor(2.0)).run(tmp_path)
    assert "runner" not in gpssim.Study("textbook", ["open_tender"]).description["sources"]


def test_a_kind_of_study_of_ones_own_belongs_to_the_study(tmp_path: Path) -> None:
    class Halved(gpssim.Study):
        @property
        def groups(self) -> Any:
            return super().groups[::2]

    options: dict[str, Any] = {"runner": quick, "workers": 1, "replications": 2}
    Halved(SCENARIO, ["open_tender"], **options).run(tmp_path)
    with pytest.raises(StudyError, match=r"sources\.study is part of it there only"):
        gpssim.Study(SCENARIO, ["open_tender"], **options).run(tmp_path)


def test_what_was_put_in_place_of_gpssims_own_belongs_to_the_study(monkeypatch: pytest.MonkeyPatch) -> None:
    from gpssim.mechanisms.open_tender import OpenTender
    from gpssim.rules import trust

    before = study().description
    assert not [name for name in before["sources"] if name.startswith("in place of")]
    monkeypatch.setattr(trust, "trust_next", lambda *_: 0.5)
    monkeypatch.setattr(OpenTender, "score", lambda self, prices, quality, ceiling: quality)
    after = study().description
    named = {name for name in after["sources"] if name.startswith("in place of")}
    assert {"in place of gpssim.rules.trust.trust_next", "in place of gpssim.mechanisms.open_tender.OpenTender.score"} <= named
    assert after["identity"] != before["identity"]


def test_what_nobody_can_compare_is_not_continued_unless_it_says_what_it_is(tmp_path: Path) -> None:
    lock = threading.Lock()

    def guarded(task: Any) -> Any:
        with lock:
            return quick(task)

    study(runner=guarded).run(tmp_path / "silent")
    with pytest.raises(StudyError, match=r"guarded.lock of runner \(_thread.lock\) has no content.* gpssim_identity"):
        study(runner=guarded).run(tmp_path / "silent")
    as_quick(guarded)
    study(runner=guarded).run(tmp_path / "saying")
    study(runner=guarded).run(tmp_path / "saying")


def test_gpssim_edited_in_place_is_another_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study().run(tmp_path)
    monkeypatch.setattr("gpssim.studies.study.package_code", lambda: "edited")
    with pytest.raises(StudyError, match="the code of gpssim itself is not the one that ran there"):
        study().run(tmp_path)


def test_the_code_of_gpssim_that_decides_numbers_is_all_there() -> None:
    from gpssim.sources import code_of
    from gpssim.studies.studied_code import _DECIDES

    there = dict(code_of(*_DECIDES))
    assert {"rules/trust.py", "agents/kernel.py", "month/money/budget.py", "streams.py", "model.py"} <= there.keys()
    assert not any(name.startswith(("figures/", "cli/", "analysis/")) for name in there)


def counted(factor: float) -> Indicator:
    said = {"label": "counted", "label_zh": "计数", "unit": "people", "family": "service", "meaning": "of my own", "direction": 0}
    served = Sum("monthly", ("n_served",), lambda rows: rows["n_served"] * factor)
    return Indicator(name="counted", numerator=served, denominator=total("monthly", "n_need"), **said)


def test_an_indicator_of_ones_own_is_reckoned_anew_whatever_it_was_before(tmp_path: Path) -> None:
    """It is in no folder: what it says is of the formula of today."""
    results = study().run(tmp_path)
    try:
        found = []
        for factor in (1.0, 2.0):
            registry.register("indicator", counted(factor))
            found.append(compare(results, outcomes=["counted"])["mean_a"].iloc[0])
        assert found[1] == 2.0 * found[0] != 0.0
    finally:
        registry.forget("indicator", "counted")
