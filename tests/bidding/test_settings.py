"""Parameters of bidding families: from files and the command line to the family, refused in one line before anything runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import gpssim
from gpssim import registry
from gpssim.bidding.ewa import ExperienceWeightedAttraction
from gpssim.cli.options import parsed_overrides
from gpssim.errors import GpssimError
from gpssim.scenario import write_scenario

TEXTBOOK = gpssim.load_scenario("textbook")


def with_settings(*entries: tuple[str, str, Any], family: str = "markup") -> gpssim.Scenario:
    settings = [{"family": f, "name": n, "value": v} for f, n, v in entries]
    return gpssim.replace(TEXTBOOK, {"world.bidding.family": family, "world.bidding.settings": settings})


def test_a_setting_reaches_its_family() -> None:
    scenario = with_settings(("ewa", "phi", 0.5), ("ewa", "grid_points", 5), ("low_ball", "below", 0.1), family="ewa")
    model = gpssim.PublicServiceMarket(scenario)
    assert isinstance(model.bidding, ExperienceWeightedAttraction)
    assert (model.bidding.phi, model.bidding.grid_points, model.bidding.delta) == (0.5, 5, 0.5)
    assert model.organizations["bidding_state"].shape[1] == 6
    model.release()


def test_on_the_command_line_it_is_written_as_in_a_file(tmp_path: Path) -> None:
    values = parsed_overrides(["world.bidding.family=ewa", 'world.bidding.settings=[{family="ewa", name="lam", value=50.0}]'])
    scenario = gpssim.replace(TEXTBOOK, values)
    assert registry.bidding("ewa", scenario.world).lam == 50.0  # type: ignore[attr-defined]  # its own parameter
    file = tmp_path / "learners.toml"
    file.write_text(
        '[world.bidding]\nfamily = "ewa"\n[[world.bidding.settings]]\nfamily = "ewa"\nname = "lam"\nvalue = 50.0\n',
        encoding="utf-8",
    )
    assert gpssim.load_scenario(str(file)).world.bidding.settings == scenario.world.bidding.settings


def test_settings_survive_a_file(tmp_path: Path) -> None:
    scenario = with_settings(("ewa", "phi", 0.5), ("ewa", "grid_of", "shading"), ("ewa", "grid_points", 5), family="ewa")
    write_scenario(scenario, tmp_path / "written.toml")
    assert gpssim.load_scenario(str(tmp_path / "written.toml")) == scenario


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (with_settings(("ewa", "phy", 0.5)), "unknown parameter of ewa 'phy'; did you mean 'phi'"),
        (with_settings(("ewe", "phi", 0.5)), "unknown bidding family 'ewe'; did you mean 'ewa'"),
        (with_settings(("ewa", "phi", 1.5)), r"ewa\.phi = 1\.5 is impossible: it must be a number from 0 to 1"),
        (with_settings(("ewa", "grid_of", "price")), r"ewa\.grid_of = 'price' is impossible"),
        (with_settings(("equilibrium", "markup", 0.1)), "unknown parameter of equilibrium 'markup'"),
        (with_settings(("collusion", "patience", 1.5)), r"collusion\.patience = 1\.5 is impossible: it must be a whole number"),
    ],
)
def test_what_is_wrong_is_refused_before_anything_runs(scenario: gpssim.Scenario, words: str) -> None:
    with pytest.raises(GpssimError, match=words):
        registry.check(scenario)
    with pytest.raises(GpssimError, match=words):
        gpssim.Study(scenario, ["open_tender"], replications=1).run(progress=False)


def test_a_grid_from_high_to_low_is_refused() -> None:
    with pytest.raises(GpssimError, match=r"grid_low = 0\.5 is impossible: it must be below grid_high"):
        registry.check(with_settings(("ewa", "grid_low", 0.5)))
    with pytest.raises(GpssimError, match=r"grid_low = 0\.3 is impossible: it must be below grid_high, 0\.3"):
        registry.check(with_settings(("ewa", "grid_low", 0.3)))  # from one point to itself is no way
