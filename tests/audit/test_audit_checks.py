"""Every check of the folder has the shape, passes on the model as it is, and fails where something is planted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from small_audit import PLANTED, small_setting

from gpssim import registry
from gpssim.audit import Check, Setting, audit, checks, frame_of
from gpssim.audit.check import ROUNDING
from gpssim.audit.checks.labels_of_domains import renamed
from gpssim.audit.equivalence import MARGINS, agreement, verdict
from gpssim.audit.rearranged import Moved, Rearranged, rearranged
from gpssim.audit.sameness import gap, same, same_digests, tables_of
from gpssim.audit.turns import Turned
from gpssim.errors import UnknownNameError
from gpssim.model import PublicServiceMarket
from gpssim.scenario import replace as with_parameters

EVERYBODY = Moved(citizens=True, organizations=True, districts=True)


@pytest.mark.conformance
@pytest.mark.parametrize("name", sorted(checks()))
def test_every_check_says_what_it_does_and_passes(name: str) -> None:
    cls = checks()[name]
    assert issubclass(cls, Check)
    assert cls.name == name
    assert all((cls.label, cls.label_zh, cls.changed, cls.must_stay, cls.__doc__))
    finding = cls().check(small_setting())
    assert finding.passed, finding
    assert finding.largest <= finding.tolerance or any(row["verdict"] == "undecided" for row in finding.details)
    assert finding.found


@pytest.fixture
def planted() -> Iterator[None]:
    for cls in set(PLANTED.values()):
        registry.register("mechanism", cls)
    yield
    for cls in set(PLANTED.values()):
        registry.forget("mechanism", cls.name)


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_planted_artefact_is_found(name: str, planted: None) -> None:
    enough = replace(small_setting(PLANTED[name].name), replications=8)
    finding = checks()[name]().check(enough)
    assert not finding.passed
    assert finding.largest > finding.tolerance


@pytest.mark.slow
def test_a_market_that_moves_by_itself_fails_the_placebo() -> None:
    setting = small_setting()
    unforgetting = replace(setting, scenario=with_parameters(setting.scenario, {"world.citizens.trust_reversion": 0.0}))
    finding = checks()["placebo"]().check(unforgetting)
    assert not finding.passed
    differing = {row["outcome"] for row in finding.details if row["verdict"] == "differs"}
    assert differing == {"trust_government", "trust_providers"}


@pytest.mark.parametrize("name", ["order_of_citizens", "branching", "order_of_exits"])
def test_what_is_planted_elsewhere_is_not_blamed_on_others(name: str, planted: None) -> None:
    assert checks()[name]().check(small_setting("lowest_row")).passed


@pytest.mark.parametrize("moved", [Moved(citizens=True), Moved(organizations=True), Moved(districts=True), EVERYBODY])
def test_rows_really_move_and_nothing_is_lost(moved: Moved) -> None:
    setting = small_setting()
    usual = PublicServiceMarket(setting.scenario, setting.resolved[0], seed=setting.seed)
    model = Rearranged(setting.scenario, setting.resolved[0], seed=setting.seed, moved=moved)
    model.check = True
    assert np.array_equal(model.citizens.number, usual.citizens.number) == (not (moved.citizens or moved.districts))
    assert np.array_equal(model.organizations.number, usual.organizations.number) == (not moved.organizations)
    assert np.array_equal(model.district_number, usual.district_number) == (not moved.districts)
    assert (np.diff(model.citizens.district) >= 0).all()
    assert sorted(model.citizens.number) == sorted(usual.citizens.number)
    model.run()


def test_a_run_under_other_luck_is_another_run() -> None:
    setting = small_setting()
    other = same(setting, lambda policy: PublicServiceMarket(setting.scenario, policy, seed=99), ROUNDING)
    assert not other.passed
    assert other.largest == np.inf


def test_the_order_of_purchases_matters_by_rule() -> None:
    setting = small_setting()
    turned = same(setting, lambda p: Turned(setting.scenario, p, seed=setting.seed, verbs=("purchases",)), ROUNDING)
    assert not turned.passed
    assert "purchases (" in checks()["order_of_moves"]().check(setting).found


def test_a_draw_by_row_of_citizens_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gpssim.audit.rearranged.reorder", _reorder_but_for_numbers)
    setting = small_setting()
    assert not same(setting, rearranged(setting, Moved(citizens=True)), ROUNDING).passed


def _reorder_but_for_numbers(columns: dict[str, np.ndarray], order: np.ndarray) -> None:
    """Everybody moves and takes the luck of the new row: what a draw keyed by rows would do."""
    for name in columns:
        if name != "number":
            columns[name][:] = columns[name][order]


def test_gaps_are_measured_column_by_column() -> None:
    tables = tables_of(small_setting().runs[0])
    assert gap(tables, tables).size == 0.0
    nudged = {**tables, "services": tables["services"].assign(contract_value=tables["services"]["contract_value"] * (1 + 1e-6))}
    found = gap(tables, nudged)
    assert found.where == "services.contract_value"
    assert found.size == pytest.approx(1e-6, rel=1e-3)
    fewer = {**tables, "bids": tables["bids"].iloc[1:]}
    assert gap(tables, fewer).size == np.inf
    recounted = {**tables, "monthly": tables["monthly"].assign(n_served=tables["monthly"]["n_served"] + 1)}
    assert gap(tables, recounted).size > ROUNDING


@pytest.mark.parametrize(
    ("difference", "half", "word"),
    [(0.0, 0.0, "agrees"), (0.02, 0.02, "agrees"), (0.03, 0.01, "agrees"), (0.04, 0.02, "differs"), (-0.2, 0.1, "differs"),
     (0.02, 0.04, "undecided"), (-0.06, 0.07, "undecided")],
)  # fmt: skip
def test_verdicts(difference: float, half: float, word: str) -> None:
    assert verdict(difference, half, 0.05) == word


def test_means_that_differ_are_found() -> None:
    setting = small_setting("open_tender")
    other = agreement(setting.results, setting.study({"world.citizens.trust_government": 0.4}))
    assert not other.passed
    assert {row["outcome"] for row in other.details if row["verdict"] == "differs"} == {"trust_government"}
    own = agreement(setting.results, setting.results)
    assert own.largest == 0.0
    assert {row["outcome"] for row in own.details} == {*MARGINS}
    assert all(row["verdict"] == "agrees" for row in own.details)


def test_digests_of_other_studies_differ() -> None:
    setting = small_setting("open_tender")
    assert not same_digests(setting.results, setting.study(replications=2)).passed


def test_names_are_replaced_as_whole_words() -> None:
    data = {"world.domains.care.x": ["care", "care,youth", "carefree"], "n": 1}
    assert renamed(data, ["care", "youth"]) == {
        "world.domains.renamed_care.x": ["renamed_care", "renamed_care,renamed_youth", "carefree"],
        "n": 1,
    }


def test_an_unknown_check_is_refused_before_anything_runs() -> None:
    with pytest.raises(UnknownNameError, match="order_of_citizens"):
        audit(Setting(small_setting().scenario, ("open_tender",)), only=("order_of_citizen",))


def test_findings_become_a_table() -> None:
    frame = frame_of([(one, replace(finding, largest=0.5)) for one, finding in audit(small_setting(), only=("branching",))])
    assert frame.iloc[0][["check", "largest", "passed"]].tolist() == ["branching", 0.5, True]
