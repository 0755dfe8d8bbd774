"""A search: portfolios from a cube, fronts, the same front after a kill, random search beside it, policies that can be compared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
import tomli_w
from typer.testing import CliRunner

from gpssim.cli import app
from gpssim.errors import GpssimError, StudyError
from gpssim.policy_search import Found, load_search, search, search_schema
from gpssim.policy_search.batches import Batches
from gpssim.policy_search.decoding import percents
from gpssim.policy_search.evolving import Evolution, hypervolume
from gpssim.policy_search.judging import WORST, front_of, robust
from gpssim.policy_search.pictures import _about_again, again_table, agreement
from gpssim.policy_search.reading import Sought, shipped_names
from gpssim.policy_search.result import Lot
from gpssim.registry import check
from gpssim.scenario import load_scenario
from gpssim.streams import Luck

pytest.importorskip("pymoo")


def file(**changed: Any) -> dict[str, Any]:
    """Three mechanisms and two levers in a textbook market, judged by quality and price, in its own world and one more."""
    told: dict[str, Any] = {
        "scenario": "textbook",
        "months": 6,
        "worlds": 0,
        "population": 4,
        "generations": 3,
        "set": {"world.city.n_citizens": 100, "world.organizations.ability_sd": 0.5, "world.bidding.family": "markup"},
        "objectives": [{"outcome": "delivered_quality", "period": "all"}, {"outcome": "price_to_ceiling", "period": "all"}],
        "choose": [{"mechanisms": ["open_tender", "directed_commission", "competitive_negotiation"]}],
        "levers": [
            {"path": "levers.monitoring", "low": 0.1, "high": 0.9},
            {"path": "open_tender.price_weight", "low": 0.1, "high": 0.6},
        ],
    }
    return {**told, **changed}


def test_shares_are_whole_percents_evenly_over_all_portfolios() -> None:
    draws = Luck.of(1, 0).uniforms("t", np.arange(3000)).reshape(-1, 3)
    shares = np.array([percents(place, 0.0) for place in draws])
    assert (shares.sum(axis=1) == 100).all()
    assert shares.mean(axis=0) == pytest.approx([100 / 3] * 3, abs=2)
    assert (shares[:, 0] < 10).mean() == pytest.approx(1 - 0.9**2, abs=0.03)  # of a uniform portfolio of three
    assert {part for place in draws[:300] for part in percents(place, 0.05) if part < 5} == {0}


def test_a_place_is_a_policy_that_keeps_what_the_scenario_keeps() -> None:
    sought = Sought(
        load_search(
            file(scenario="suzhou-high-tech", set={}, choose=[{"domain": "elder_care", "mechanisms": ["lottery", "open_tender"]}])
        )
    )
    policy = check(sought.scenario, sought.decoding.policy([0.5, 0.5, 0.25, 0.5], "mine"))
    state = policy.at(0, sought.scenario.domain_names)
    elderly, others = dict(state.shares["elder_care"]), dict(state.shares["community"])
    kept = 1.0 - elderly["lottery"] - elderly["open_tender"]
    assert elderly["lottery"] == pytest.approx(elderly["open_tender"])
    assert others == pytest.approx(dict(sought.scenario.policy.at(0, sought.scenario.domain_names).shares["community"]))
    assert kept == pytest.approx(others["venture_philanthropy"])
    assert state.levers.monitoring == pytest.approx(0.3)


def test_worlds_are_put_together_as_worked_by_hand() -> None:
    good, best = np.array([[1.0, 2.0, 6.0], [3.0, 3.0, 3.0]]), np.array([2.0, 3.0, 6.0])
    assert robust(good, "mean", best).tolist() == [3.0, 3.0]
    assert robust(good, "worst_decile", best).tolist() == [1.0, 3.0]
    assert robust(good, "regret", best).tolist() == [-1.0, -3.0]


def test_the_front_and_its_hypervolume_are_those_worked_by_hand() -> None:
    losses = np.array([[0.0, 0.5], [0.5, 0.0], [0.5, 0.5], [1.0, 1.0], [WORST, 0.0]])
    assert front_of(losses).tolist() == [True, True, False, False, False]
    assert hypervolume(losses[:2], np.zeros(2), np.ones(2)) == pytest.approx(0.75)


def test_what_the_front_reaches_stands_beside_the_status_quo_and_the_random_search() -> None:
    sought = Sought(load_search(file()))  # quality: more is better; price: less is
    assert sought.signs == (1, -1)
    places = np.full((2, sought.decoding.k), 0.5)
    first = Lot(places, np.empty(0), np.array([[-0.6, 0.9], [-0.5, 0.8]]), np.array([[-0.55, 0.95]]))
    second = Lot(places, np.empty(0), np.array([[-0.7, 0.9], [-0.4, 0.9]]), np.empty((0, 2)))
    random = Lot(places, np.empty(0), np.array([[-0.65, 0.99], [-0.3, 0.85]]), np.empty((0, 2)))
    told = Found(sought, (first, second), (random,), 6).objectives.set_index("objective")
    columns = ["better", "status_quo", "best", "worst", "policy", "random"]
    assert told.loc["delivered_quality", columns].tolist() == ["higher", 0.55, 0.7, 0.5, "front_01", 0.65]
    assert told.loc["price_to_ceiling", columns].tolist() == ["lower", 0.95, 0.8, 0.9, "front_02", 0.8]
    alone = Found(sought, (first,), (), 3).objectives
    assert alone[["random", "best_fresh", "status_quo_fresh"]].isna().all(axis=None)
    nobody = Found(sought, (Lot(places, np.empty(0), np.full((2, 2), WORST), first.status_quo),), (), 3)
    assert nobody.objectives.empty
    assert list(nobody.objectives) == list(alone), "the same columns, though no policy is defined everywhere"
    again = Lot(places[:1], np.empty(0), np.array([[-0.58, 0.97]]), np.array([[-0.6, 0.96]]))
    one = Found(sought, (Lot(places[:1], np.empty(0), np.array([[-0.7, 0.9]]), first.status_quo),), (), 2, again)
    assert one.objectives[["best", "best_fresh", "status_quo_fresh"]].to_numpy().tolist() == [[0.7, 0.58, 0.6], [0.9, 0.97, 0.96]]
    assert one.fresh["policy"].tolist() == ["status_quo", "front_01"]
    assert one.fresh["front"].tolist() == [True, False], "where it was not chosen it is beaten in both"


@pytest.mark.parametrize("objectives", [2, 4])
def test_evolution_beats_random_search_on_a_known_front(objectives: int) -> None:
    """DTLZ2-like: losses of places, the front is where the last coordinates are a half."""

    def losses(places: np.ndarray) -> np.ndarray:
        far = 1.0 + ((places[:, objectives - 1 :] - 0.5) ** 2).sum(axis=1)
        angles = places[:, : objectives - 1] * np.pi / 2
        columns = [
            far * np.prod(np.cos(angles[:, : objectives - 1 - j]), axis=1) * (np.sin(angles[:, objectives - 1 - j]) if j else 1.0)
            for j in range(objectives)
        ]
        return np.column_stack(columns)

    def draws(n: int, key: int) -> np.ndarray:
        return Luck.of(key, 0).uniforms("p", np.arange(n * 8)).reshape(n, 8)

    def evolved() -> np.ndarray:
        evolution, told = Evolution(draws(24, 1), objectives, 5), []
        for _ in range(15):
            told.append(losses(evolution.ask()))
            evolution.tell(told[-1])
        return np.vstack(told)

    found, other = evolved(), losses(draws(24 * 15, 2))
    box = np.zeros(objectives), np.full(objectives, 2.0)
    assert hypervolume(found, *box) > hypervolume(other, *box) * 1.02
    assert (evolved() == found).all()  # asked the same and told the same


class Killed(BaseException):
    """As a kill: nothing catches it."""


def test_a_killed_search_goes_on_to_the_same_front(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = search(file(), workers=1)
    run, calls = Batches._run, []

    def dying(self: Batches, name: str, policies: Any) -> Any:
        calls.append(name)
        if len(calls) == 2:
            raise Killed
        return run(self, name, policies)

    monkeypatch.setattr(Batches, "_run", dying)
    with pytest.raises(Killed):
        search(file(), tmp_path / "out", workers=1)
    found = search(file(), tmp_path / "out", workers=1)
    assert found.fresh.equals(expected.fresh)
    again, before = found.fresh["delivered_quality"][1:], found.front["delivered_quality"]
    assert not np.isclose(again, before).any(), "under other luck"
    chosen = ["generations/000", "generations/001", "generations/001", "generations/002"]
    assert calls == [*chosen, "random/001", "random/002", "fresh/front"]
    assert found.front.equals(expected.front)
    assert found.progress.equals(expected.progress)
    check_folder(tmp_path / "out", found)
    with pytest.raises(StudyError, match="holds another search"):
        search(file(seed=2), tmp_path / "out", workers=1)


def test_the_front_is_drawn_where_it_was_chosen_beside_where_nothing_was() -> None:
    found = search(file(levers=[], generations=1, random=False), workers=1)
    table = again_table(found)
    assert [*dict.fromkeys(table["panel"])] == ["delivered_quality", "price_to_ceiling"]
    assert table["series"].value_counts()["status_quo"] == 2
    assert (table["series"] == "still").sum() == 2 * found.fresh["front"][1:].sum()
    here = table[table["series"] == "status_quo"].set_index("panel")
    fresh = found.fresh.set_index("policy")
    for name in here.index:
        assert (here["x"][name], here["y"][name]) == (found.status_quo[name], fresh[name]["status_quo"])
    told = table[(table["panel"] == "price_to_ceiling") & (table["series"] != "status_quo")]
    assert told["x"].tolist() == found.front["price_to_ceiling"].tolist()
    assert told["y"].tolist() == fresh["price_to_ceiling"][found.front["policy"]].tolist()
    drawn = agreement(table, _about_again(found), "en")
    said = " ".join(drawn.get_supxlabel().split())
    assert said.endswith("Better where higher: Delivered quality. Better where lower: Price over ceiling.")
    marks = [line for axes in drawn.axes if axes.lines for line in axes.lines if line.get_marker() not in ("None", None)]
    assert sum(len(line.get_xdata()) for line in marks) == len(table)


def check_folder(out: Path, found: Found) -> None:
    """Policies that can be read and compared, in a scenario and as files; no runs are left."""
    scenario = load_scenario(out / "scenario.toml")
    names = list(found.front["policy"])
    assert [p.name for p in scenario.policies if p.name.startswith("front_")] == names
    read = check(found.sought.scenario, str(out / "policies" / f"{names[0]}.toml"))
    assert read == check(found.sought.scenario, found.policies[0])
    assert {"front.png", "again_zh.png", "portfolios_zh.png", "progress.png"} <= {p.name for p in (out / "figures").iterdir()}
    assert not list(out.rglob("*.runs"))
    assert found.status_quo.keys() == {"delivered_quality", "price_to_ceiling"}


def test_the_command_line_finds_a_front_and_compare_reads_its_policies(tmp_path: Path) -> None:
    (tmp_path / "search.toml").write_text(tomli_w.dumps(file(generations=1, random=False)), encoding="utf-8")
    told = CliRunner().invoke(app, ["search", str(tmp_path / "search.toml"), "--out", str(tmp_path / "out"), "--on", "serial"])
    assert told.exit_code == 0, told.output
    line = r": \S+ is the best of the front \(front_\d+\), \S+ the status quo; in worlds in which nothing was chosen \S+ and \S+\n"
    assert re.search(r"Delivered quality" + line, told.output)
    policy = str(tmp_path / "out" / "policies" / "front_01.toml")
    small = ["--months", "3", "--replications", "1", "--workers", "1", "--no-figures", "--set", "world.bidding.family=markup"]
    arguments = ["compare", "textbook", "--policy", policy, "--policy", "open_tender", "--citizens", "100", *small]
    compared = CliRunner().invoke(app, [*arguments, "--out", str(tmp_path / "compared")])
    assert compared.exit_code == 0, compared.output
    assert "front_01" in compared.output


def test_an_objective_that_is_constant_is_refused() -> None:
    constant = {"outcome": "committee_load", "period": "all"}
    with pytest.raises(
        GpssimError, match="objective committee_load is the same for all 4 candidates: nothing that is chosen moves it"
    ):
        search(file(objectives=[*file()["objectives"], constant]), workers=1)


REFUSED = [
    ({"objectives": file()["objectives"][:1]}, "two or more: of one alone the best is one policy"),
    ({"objectives": [{"outcome": "coverag"}, {"outcome": "coverage"}]}, "did you mean 'coverage'"),
    ({"objectives": [{"outcome": "n_organizations"}, {"outcome": "coverage"}]}, "n_organizations"),
    ({"choose": [{"mechanisms": ["open_tendr", "lottery"]}]}, "did you mean 'open_tender'"),
    ({"choose": [{"mechanisms": ["open_tender"]}]}, "two or more, each once"),
    ({"choose": [{"domain": "elder", "mechanisms": ["open_tender", "lottery"]}]}, "unknown domain in choose"),
    ({"levers": [{"path": "levers.monitorin", "low": 0.1, "high": 0.5}]}, "did you mean 'policy.levers.monitoring'"),
    ({"levers": [{"path": "levers.monitoring", "low": 0.1, "high": 1.5}]}, "must be a number from 0 to 1"),
    ({"levers": [{"path": "world.bidding.markup", "low": 0.1, "high": 0.5}]}, "nobody chooses the world"),
    ({"choose": [], "levers": []}, "nothing can be chosen"),
    ({"populaton": 8}, "did you mean 'population'"),
]


@pytest.mark.parametrize(("changed", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_is_impossible_is_refused_in_a_line_before_anything_runs(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(GpssimError, match=r"^[^\n]*$") as refused:
        Sought(load_search(file(**changed)))
    assert said in str(refused.value)


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_searches_are_sound(name: str) -> None:
    assert Sought(load_search(name)).decoding.k > 2


def test_a_search_file_fits_its_schema() -> None:
    jsonschema.validate(json.loads(json.dumps(file())), search_schema())


def test_the_front_is_judged_again_in_other_worlds_under_other_luck() -> None:
    choose = [{"mechanisms": ["lottery", "open_tender"]}]
    sought, without = (
        Sought(load_search(file(scenario="suzhou-high-tech", worlds=2, choose=choose, fresh=again))) for again in (True, False)
    )
    middle = sought.decoding.policy([0.5] * sought.decoding.k, "a")
    chosen, fresh = (sought.study([middle], again) for again in (False, True))
    assert chosen.seed != fresh.seed
    assert (chosen.n_worlds, chosen.replications) == (fresh.n_worlds, fresh.replications) == (2, 1)
    assert sought.identity == without.identity, "a search that was made without goes on"
