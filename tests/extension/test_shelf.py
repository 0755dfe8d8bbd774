"""Plug-ins of every kind are found, checked and refused alike, whether shipped, installed or registered."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cloudpickle
import pytest
from typer.testing import CliRunner

import gpssim
from gpssim import registry
from gpssim.audit import Setting, audit
from gpssim.cli import app
from gpssim.errors import GpssimError, UnknownNameError
from gpssim.plugins import SHELVES
from gpssim.scenario import load_scenario, replace

sys.path.insert(0, str(Path(__file__).parent))
from installing import SOURCES, Install, site, source  # packages of somebody else

sys.path.pop(0)

GROUPS = {
    "mechanism": "gpssim.mechanisms",
    "bidding": "gpssim.bidding",
    "reputation": "gpssim.information.reputation",
    "price_rule": "gpssim.price_rules",
    "payment": "gpssim.payments",
    "choice": "gpssim.mechanisms.choosing",
    "indicator": "gpssim.indicators",
    "figure": "gpssim.figures",
    "audit_check": "gpssim.audit.checks",
    "design": "gpssim.designs",
    "executor": "gpssim.executors",
}
"""What other packages rely on: the word of a kind, and its entry points, wherever the kind's folder moves."""
IN_RUNS = {"mechanism", "bidding", "reputation", "price_rule", "payment", "choice"}
SHIPPED = {
    "mechanism": "open_tender",
    "bidding": "markup",
    "reputation": "kalman",
    "price_rule": "linear",
    "payment": "staged",
    "choice": "by_lot",
    "indicator": "coverage",
    "figure": "equity",
    "audit_check": "branching",
    "design": "factorial",
    "executor": "serial",
}
every_kind = pytest.mark.parametrize("kind", registry.KINDS)


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Install]:
    with site(tmp_path) as installing:
        yield installing


def one_line(error: pytest.ExceptionInfo[GpssimError]) -> str:
    assert "\n" not in str(error.value)
    return str(error.value)


def made(kind: str, name: str) -> object:
    """A sound plug-in of this process."""
    space: dict[str, object] = {"__name__": "__main__"}
    exec(source(kind, name), space)  # noqa: S102  # the text of this folder
    return space["Own"]


def test_kinds_and_their_entry_points_keep_their_names() -> None:
    assert {kind: shelf.group for kind, shelf in SHELVES.items()} == GROUPS
    assert {kind for kind, shelf in SHELVES.items() if shelf.in_runs} == IN_RUNS
    assert set(SHIPPED) == set(SOURCES) == set(registry.KINDS)  # every kind is tried here


@every_kind
def test_a_shipped_one_is_a_file_named_like_it(kind: str) -> None:
    shelf = SHELVES[kind]
    folder = Path(sys.modules[shelf.package].__file__ or "").parent if shelf.known() else Path()
    assert all((folder / f"{name}.py").is_file() for name in shelf.shipped)
    assert shelf.find(SHIPPED[kind]) is shelf.shipped[SHIPPED[kind]] is registry.known(kind)[SHIPPED[kind]]
    assert list(shelf.known()) == sorted(shelf.known())


@every_kind
def test_an_installed_one_is_found(kind: str, install: Install) -> None:
    with pytest.raises(UnknownNameError, match=f"unknown {SHELVES[kind].called} 'own'"):
        SHELVES[kind].find("own")
    install("city-tools", kind, "own")
    assert SHELVES[kind].find("own") is registry.known(kind)["own"] is sys.modules[f"city_tools.of_{kind}"].Own  # type: ignore[attr-defined]  # written above


@every_kind
def test_a_registered_one_is_found_until_it_is_forgotten(kind: str) -> None:
    first, second = made(kind, "own"), made(kind, "own")
    assert registry.register(kind, first) is first
    assert gpssim.register(kind, second) is second  # its own name again
    assert SHELVES[kind].find("own") is registry.known(kind)["own"] is second
    assert ("own" in cloudpickle.loads(registry.registered()).get(kind, {})) == (kind in IN_RUNS)
    registry.forget(kind, "own")
    registry.forget(kind, "own")
    assert "own" not in registry.known(kind)


@every_kind
def test_the_name_of_a_shipped_one_is_taken(kind: str, install: Install) -> None:
    name = SHIPPED[kind]
    place = f"{SHELVES[kind].called} name {name!r} is taken by {SHELVES[kind].package}.{name}: "
    with pytest.raises(GpssimError) as error:
        registry.register(kind, made(kind, name))
    own = "the one that is registered" if SHELVES[kind].export else "__main__.Own"
    assert one_line(error) == f"{place}{own} needs another"
    install("city-tools", kind, name)
    for use in (lambda: registry.known(kind), lambda: SHELVES[kind].find(name), lambda: SHELVES[kind].find("other")):
        with pytest.raises(GpssimError) as error:
            use()
        assert one_line(error) == f"{place}city_tools.of_{kind}:Own (installed by city-tools) needs another"
    assert f"city_tools.of_{kind}" not in sys.modules


@every_kind
def test_an_installed_one_may_register_itself_as_a_script_does(kind: str, install: Install) -> None:
    """Guides register what they write; the same file, announced by a package, is not taken for somebody else's."""
    registers = f"from gpssim import registry\nown = Own\ndel Own\nregistry.register({kind!r}, own)\nOwn = own\n"
    install("city-tools", kind, "own", f"{source(kind, 'own')}\n{registers}")
    assert SHELVES[kind].find("own") is sys.modules[f"city_tools.of_{kind}"].Own  # type: ignore[attr-defined]  # written above
    assert SHELVES[kind].registered.get("own") is None
    registry.register(kind, SHELVES[kind].find("own"))


@every_kind
def test_the_name_of_an_installed_one_is_taken(kind: str, install: Install) -> None:
    install("city-tools", kind, "own")
    taken = f"{SHELVES[kind].called} name 'own' is taken by city_tools.of_{kind}:Own (installed by city-tools): "
    with pytest.raises(GpssimError) as error:
        registry.register(kind, made(kind, "own"))
    assert one_line(error).startswith(taken)
    install("more-tools", kind, "own")
    with pytest.raises(GpssimError) as error:
        registry.known(kind)
    places = {f"{package}_tools.of_{kind}:Own (installed by {package}-tools)" for package in ("city", "more")}
    assert all(place in one_line(error) for place in places)


BROKEN = {
    "its import fails": ("import nowhere_to_be_found", "ModuleNotFoundError: No module named 'nowhere_to_be_found'"),
    "it is not there": ("own = 3", "AttributeError: module 'city_tools.of_{kind}' has no attribute 'Own'"),
    "it is something else": ("Own = int", "<class 'int'> is no {called}: it must be "),
}


@every_kind
@pytest.mark.parametrize("code", BROKEN)
def test_one_that_cannot_be_used_spoils_nothing_but_itself(kind: str, code: str, install: Install) -> None:
    install("city-tools", kind, "own", BROKEN[code][0])
    called = SHELVES[kind].called
    line = f"{called} 'own' of city_tools.of_{kind}:Own (installed by city-tools) cannot be used: "
    line += BROKEN[code][1].format(kind=kind, called=called)
    with pytest.warns(UserWarning, match="cannot be used") as said:
        assert SHIPPED[kind] in registry.known(kind)
    assert [str(w.message).startswith(line) for w in said] == [True]
    assert SHELVES[kind].find(SHIPPED[kind])
    assert "own" not in registry.known(kind)
    with pytest.raises(GpssimError) as error:
        SHELVES[kind].find("own")
    assert one_line(error).startswith(line)


@every_kind
@pytest.mark.parametrize("word", ["name", "label"])
def test_one_without_name_or_label_is_refused_wherever_it_comes_from(kind: str, word: str, install: Install) -> None:
    word = "title" if kind == "figure" and word == "label" else word
    code = source(kind, "own")
    code += f'\nOwn = replace(Own, {word}="")' if SHELVES[kind].export else f'\nOwn.{word} = ""'
    install("city-tools", kind, "own", code)
    with pytest.warns(UserWarning, match=f"has {word} = '': it must be text"):
        assert "own" not in registry.known(kind)
    space: dict[str, object] = {"__name__": "__main__"}
    exec(code, space)  # noqa: S102  # the text of this folder
    with pytest.raises(GpssimError, match=f"has {word} = '': it must be text"):
        registry.register(kind, space["Own"])


@every_kind
def test_one_that_calls_itself_otherwise_than_its_entry_point_is_refused(kind: str, install: Install) -> None:
    install("city-tools", kind, "own", source(kind, "others"))
    with pytest.warns(UserWarning, match=r"'own' of .* cannot be used: it calls itself 'others'"):
        assert not {"own", "others"} & set(registry.known(kind))


@pytest.mark.parametrize("kind", [kind for kind, (text, _, _) in SOURCES.items() if "@plugin" in text])
def test_parameters_that_nothing_checks_are_refused(kind: str, install: Install) -> None:
    bare = source(kind, "own").replace("@plugin", "") + "    weight: float = 0.5\n"
    install("city-tools", kind, "own", bare)
    with pytest.warns(UserWarning, match="Own must be decorated with gpssim.plugins.plugin"):
        assert "own" not in registry.known(kind)


def test_a_policy_that_names_a_broken_mechanism_is_refused_with_the_reason(install: Install) -> None:
    install("city-tools", "mechanism", "own", "import nowhere_to_be_found")
    textbook = load_scenario("textbook")
    with pytest.warns(UserWarning, match="cannot be used"):
        registry.check(textbook, "open_tender")
    with pytest.raises(GpssimError, match=r"mechanism 'own' of .* cannot be used: ModuleNotFoundError"):
        registry.check(textbook, "own")
    with pytest.raises(GpssimError, match=r"mechanism 'own' of .* cannot be used: ModuleNotFoundError"):
        registry.check(replace(textbook, {"policy.levers.fund_uses": "own=1"}))


def test_the_command_line_refuses_a_taken_name_in_one_line(install: Install) -> None:
    install("city-tools", "mechanism", "lottery")
    refused = CliRunner().invoke(app, ["mechanisms"])
    assert refused.exit_code == 2
    assert "mechanism name 'lottery' is taken by gpssim.mechanisms.lottery: city_tools.of_mechanism:Own" in refused.output
    assert len(refused.output.splitlines()) == 1


def test_nothing_is_imported_before_somebody_asks() -> None:
    asking = (
        "import sys, gpssim.plugins as p; print(*(k for k, s in p.SHELVES.items() if s.shape.partition(':')[0] in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.sameness
def test_installed_ones_of_every_kind_are_used(install: Install, tmp_path: Path) -> None:
    """A study over two processes, its comparison, a figure and an audit, all with somebody else's parts."""
    for kind in registry.KINDS:
        install("city-tools", kind, f"own_{kind}")
    sizes = {"world.city.n_citizens": 300, "warm_up": 3, "months": 12}
    parts = {"world.bidding.family": "own_bidding", "world.information.reputation": "own_reputation"}
    scenario = replace(load_scenario("textbook"), {**sizes, **parts})
    settings = {"price_rule": "own_price_rule"}
    policy = gpssim.Policy.of("own_mechanism", "own", settings, {"payment": "own_payment", "choice": "own_choice"})
    studies = [gpssim.Study(scenario, ["open_tender", policy], replications=2, seed=5, workers=n) for n in (1, 2)]
    one, two = (study.run(progress=False) for study in studies)
    assert set(one.runs["status"]) == {"SUCCEEDED"}, one.runs["reason"].tolist()
    assert one.digest == two.digest
    in_runs = {f"{kind} own_{kind}" for kind in IN_RUNS}
    assert in_runs <= set(one.manifest["sources"])
    assert set(gpssim.compare(two, outcomes=["own_indicator"])["outcome"]) == {"own_indicator"}
    assert set(gpssim.draw_figures(two, tmp_path / "figures", names=["own_figure"])) == {"own_figure"}
    checked = audit(Setting(scenario, ("open_tender", policy)), only=["own_audit_check"])
    assert [(check.name, finding.found) for check, finding in checked] == [("own_audit_check", "2 policies")]
    assert gpssim.Study(scenario, ["open_tender"], months=2, replications=1).run(on="own_executor").manifest["complete"]
    varied = gpssim.Study(
        scenario, ["open_tender"], design="own_design:levels=2", uncertain=[{"path": "levers.monitoring", "low": 0.1, "high": 0.2}]
    )
    assert [dict(point) for point in varied.drawing.points] == [
        {"policy.levers.monitoring": 0.1},
        {"policy.levers.monitoring": 0.2},
    ]
