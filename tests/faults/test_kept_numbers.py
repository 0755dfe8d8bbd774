"""What a search or a calibration keeps in place of runs is gone on with by the code that made it, and by no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gpssim.analysis.indicator import Indicator, Sum, total
from gpssim.calibration.evaluations import Evaluations
from gpssim.calibration.moment import MOMENTS, Moment
from gpssim.calibration.reading import MAKE_MOMENTS, Asked, load_targets
from gpssim.errors import StudyError
from gpssim.plugins import SHELVES
from gpssim.policy_search import search
from gpssim.policy_search.reading import JUDGE
from gpssim.sources import code_of

WORDS = {"label": "counted", "label_zh": "计数", "unit": "people", "meaning": "of my own"}
NOTHING: dict[str, Any] = {"identity": "mine", "package": "as it was", "sources": {}}


def counted(factor: float) -> Indicator:
    served = Sum("monthly", ("n_served",), lambda rows: rows["n_served"] * factor)
    return Indicator(
        name="counted", numerator=served, denominator=total("monthly", "n_need"), family="service", direction=1, **WORDS
    )


def searched(out: Path) -> None:
    changed = {"world.city.n_citizens": 100, "world.organizations.ability_sd": 0.5, "world.bidding.family": "markup"}
    asked = {"scenario": "textbook", "months": 4, "worlds": 0, "population": 4, "generations": 1, "set": changed, "random": False}
    objectives = [{"outcome": name, "period": "all"} for name in ("counted", "price_to_ceiling")]
    choose = [{"mechanisms": ["open_tender", "directed_commission"]}]
    search({**asked, "objectives": objectives, "choose": choose, "fresh": False}, out, workers=1)


def test_a_search_is_gone_on_with_by_the_code_that_began_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pymoo")
    registered = SHELVES["indicator"].registered
    monkeypatch.setitem(registered, "counted", counted(1.0))
    searched(tmp_path)
    searched(tmp_path)
    monkeypatch.setitem(registered, "counted", counted(2.0))
    with pytest.raises(StudyError, match=r"holds another search: sources\.indicator counted"):
        searched(tmp_path)
    monkeypatch.setitem(registered, "counted", counted(1.0))
    monkeypatch.setattr("gpssim.studies.kept_numbers.package_code", lambda *_: "edited")
    with pytest.raises(StudyError, match="holds another search: the code of gpssim itself is not the one that ran there"):
        searched(tmp_path)


@pytest.mark.parametrize(
    ("other", "said"),
    [({"package": "edited"}, "the code of gpssim itself"), ({"identity": "theirs"}, "give a folder of its own"),
     ({"sources": {"moment counted": "edited"}}, r"sources\.moment counted")],
)  # fmt: skip
def test_moments_that_other_code_made_are_not_mixed_in(tmp_path: Path, other: dict[str, Any], said: str) -> None:
    file = tmp_path / "evaluations.jsonl"
    Evaluations(lambda _: [], file, NOTHING)
    Evaluations(lambda _: [], file, NOTHING)
    with pytest.raises(StudyError, match=f"holds another calibration: {said}"):
        Evaluations(lambda _: [], file, {**NOTHING, **other})


def test_a_moment_of_ones_own_is_told_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def of(factor: float) -> dict[str, Any]:
        moment = Moment(name="counted", measure=lambda rows, among: factor * float(among.sum()), **WORDS)
        monkeypatch.setitem(MOMENTS.registered, "counted", moment)
        file = load_targets("tsuchiura")
        target = file.targets[0].model_copy(update={"name": "own", "outcome": "counted", "by": {}})
        return Asked(file.model_copy(update={"targets": (*file.targets, target)})).mark

    once, again, other = of(1.0), of(1.0), of(2.0)
    assert once == again
    assert once["identity"] == other["identity"]
    assert once["sources"] != other["sources"]
    assert [name for name in once["sources"] if name.startswith("moment")] == ["moment counted"]


@pytest.mark.parametrize("part", sorted({*MAKE_MOMENTS, *JUDGE}))
def test_every_part_that_makes_numbers_of_runs_is_there(part: str) -> None:
    assert code_of(part)
