"""``gpssim scenario`` and ``gpssim mechanisms``: what they print, what they refuse, what they leave alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpssim.cli import app
from gpssim.scenario import Scenario, load_scenario, parameters, preset_names
from gpssim.scenario.files import parsed
from gpssim.scenario.tree import validated

runner = CliRunner()


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(*words: str) -> str:
    """The output of a command that must succeed."""
    result = runner.invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: str) -> str:
    """The single line on stderr of a command that must be refused."""
    result = runner.invoke(app, words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("gpssim: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_help_lists_the_commands() -> None:
    text = said("--help")
    assert all(name in text for name in ("compare", "run", "figures", "mechanisms", "scenario"))
    assert all(name in said("scenario", "--help") for name in ("list", "show", "check", "new", "schema", "baseline"))


def test_list_names_every_preset_and_its_policies() -> None:
    text = said("scenario", "list")
    assert all(name in text for name in (*preset_names(), "tender_led", "Community services in Suzhou"))
    assert "苏州高新区" in said("scenario", "list", "--language", "zh")
    assert [row["name"] for row in json.loads(said("scenario", "list", "--json"))] == list(preset_names())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", ["table", "markdown", "latex", "json"])
def test_show_prints_every_parameter(form: str, language: str) -> None:
    text = said("scenario", "show", "textbook", "--format", form, "--language", language)
    assert "usable_month" in text.replace("\\hspace{0pt}", "").replace("\\_", "_")
    if form == "json":
        assert len(json.loads(text)) == len(parameters(load_scenario("textbook")))


def test_show_as_toml_is_a_scenario_again_with_what_was_set() -> None:
    text = said(
        "scenario", "show", "textbook", "--format", "toml", "--set", "world.purchasers.integrity=0.5", "--set", "title=Mine"
    )
    again = validated(Scenario, parsed(text, "shown"))
    assert (again.world.purchasers.integrity, again.title) == (0.5, "Mine")


def test_show_changed_leaves_the_defaults_out() -> None:
    assert "wage_hour" not in said("scenario", "show", "textbook", "--changed")


def test_the_schema_is_json() -> None:
    schema = json.loads(said("scenario", "schema"))
    assert schema["additionalProperties"] is False
    assert "open_tender" in schema["$defs"]["MechanismShare"]["properties"]["mechanism"]["enum"]


def test_new_writes_a_commented_copy_that_is_valid_and_never_overwrites() -> None:
    said("scenario", "new", "my-city")
    text = Path("my-city.toml").read_text(encoding="utf-8")
    assert text.startswith("# my-city: begun as a copy of the preset suzhou-high-tech")
    assert "# Suzhou's high-tech zone" in text
    scenario = load_scenario("my-city.toml")
    assert (scenario.name, scenario.title, scenario.title_zh, scenario.notes) == ("my-city", "my-city", "my-city", "")
    assert scenario.world == load_scenario("suzhou-high-tech").world
    assert "is a valid scenario" in said("scenario", "check", "my-city.toml")
    assert "exists already" in refused("scenario", "new", "my-city.toml", "--like", "textbook")
    assert Path("my-city.toml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("preset", preset_names())
def test_new_begins_any_preset_and_changes_nothing_but_what_it_is_called(preset: str) -> None:
    said("scenario", "new", "mine", "--like", preset)
    mine, like = load_scenario("mine.toml"), load_scenario(preset)
    assert mine.model_dump(exclude={"name", "title", "title_zh", "notes"}) == like.model_dump(
        exclude={"name", "title", "title_zh", "notes"}
    )
    assert (mine.name, mine.title, mine.notes) == ("mine", "mine", "")


def test_a_changed_copy_of_a_preset_says_no_source_of_the_preset_wherever_parameters_are_shown() -> None:
    said("scenario", "new", "my-city")
    file = Path("my-city.toml")
    text = file.read_text(encoding="utf-8").replace("residents = 851_200", "residents = 420_000", 1)
    file.write_text(text.replace("n_districts = 7", 'n_districts = { value = 12, source = "yearbook 2024", swept = [10, 14] }', 1))
    typed = ("--set", "world.purchasers.integrity=0.6", "--set", "world.purchasers.integrity.source=audit 2023")
    for form in ("table", "markdown", "latex", "json"):
        shown = said("scenario", "show", "my-city.toml", "--format", form, *typed)
        assert "high-tech zone: VERIFIED" not in shown
        assert "townships and streets: MEMORY" not in shown
        assert "audit 2023" in shown
    rows = {row["path"]: row for row in json.loads(said("scenario", "show", "my-city.toml", "--format", "json", *typed))}
    assert [rows["world.city.residents"][key] for key in ("value", "source", "swept")] == [420_000, "assumption", None]
    assert [rows["world.city.n_districts"][key] for key in ("value", "source", "swept")] == [12, "yearbook 2024", [10.0, 14.0]]
    assert [rows["world.purchasers.integrity"][key] for key in ("source", "swept")] == ["audit 2023", None]
    assert "whole city: VERIFIED" in rows["world.city.share_elderly"]["source"]


def test_check_says_what_is_the_authors_own_and_what_is_uncertain_over_what() -> None:
    said("scenario", "new", "my-city")
    typed = ("--set", "world.city.n_districts=12", "--set", "world.city.residents={value = 420_000, swept = [400_000, 440_000]}")
    lines = said("scenario", "check", "my-city.toml", *typed).splitlines()
    assert lines[1] == "it began as suzhou-high-tech; values of its own: 2"
    assert "  world.city.residents = 420,000  [400,000 – 440,000]  assumption" in lines
    assert "  world.city.n_districts = 12  [fixed]  assumption" in lines
    assert any(line.startswith('"7 townships and streets: MEMORY') and line.endswith("nothing of 12") for line in lines)
    assert "  world.city.residents = 420,000  [400,000 – 440,000]" in lines
    assert "  world.citizens.awareness = 0.35  [0.15 – 0.6]" in lines
    assert "  mechanisms.open_tender.price_weight = 0.3  [0.2 – 0.33]" in lines
    assert not any(line.startswith("  world.city.n_districts = 12  [6") for line in lines)
    assert "固定" in said("scenario", "check", "my-city.toml", *typed, "--language", "zh")
    rows = {row["path"]: row for row in json.loads(said("scenario", "check", "my-city.toml", *typed, "--json"))}
    assert (rows["world.city.n_districts"]["swept"], rows["world.city.n_districts"]["altered"]) == (None, True)
    outside = runner.invoke(app, ["scenario", "check", "my-city.toml", "--set", "world.city.n_districts.swept=[10, 14]"])
    assert outside.exit_code == 2
    assert "world.city.n_districts = 7 is impossible: it must be in its own range, 10 to 14" in outside.stderr


def test_check_lists_all_that_is_wrong() -> None:
    Path("bad.toml").write_text('months = 0\ntittle = "x"\n[world.city]\nn_citizens = 3\n')
    result = runner.invoke(app, ["scenario", "check", "bad.toml"])
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("gpssim: ") for line in lines)


def test_check_asks_the_mechanisms_of_every_policy() -> None:
    Path("bad.toml").write_text(
        '[policy]\nshares = [{ mechanism = "open_tendr" }]\n'
        '[[policies]]\nname = "b"\nshares = [{ mechanism = "open_tender" }]\n'
        'settings = [{ mechanism = "open_tender", name = "price_wight", value = 0.3 }]\n'
    )
    result = runner.invoke(app, ["scenario", "check", "bad.toml"])
    assert result.exit_code == 2
    assert "did you mean 'open_tender'" in result.stderr


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("scenario", "show", "suzhou"), "did you mean 'suzhou-high-tech'"),
        (("scenario", "show", "nowhere.toml"), "neither a preset nor a file"),
        (("scenario", "show", "textbook", "--language", "fr"), "unknown language 'fr'"),
        (("scenario", "show", "textbook", "--format", "tabel"), "did you mean 'table'"),
        (("scenario", "show", "textbook", "--set", "world.city.n_citizen=3"), "did you mean 'n_citizens'"),
        (("scenario", "show", "textbook", "--set", "world.city.n_citizens=3"), "from 50 to 5,000,000"),
        (("scenario", "show", "textbook", "--set", "world.city.n_citizens=many"), "'many' is impossible"),
        (("scenario", "show", "textbook", "--set", "integrity"), "it must be PATH=VALUE"),
        (("scenario", "check", "nowhere.toml"), "neither a preset nor a file"),
        (("scenario", "new", "mine", "--like", "textbok"), "did you mean 'textbook'"),
    ],
)
def test_what_is_wrong_is_one_line(words: tuple[str, ...], hint: str) -> None:
    assert hint in refused(*words)
    assert list(Path().iterdir()) == []


def test_broken_toml_is_one_line_with_its_place() -> None:
    Path("broken.toml").write_text("months = \n")
    assert "line 1" in refused("scenario", "show", "broken.toml")


def test_an_unknown_option_or_command_is_refused_with_exit_code_2() -> None:
    assert runner.invoke(app, ["scenario", "show", "textbook", "--colour"]).exit_code == 2
    assert runner.invoke(app, ["scenarios"]).exit_code == 2
    assert runner.invoke(app, ["scenario", "show"]).exit_code == 2


def test_mechanisms_are_listed_with_their_parameters() -> None:
    text = said("mechanisms")
    assert all(name in text for name in ("open_tender", "directed_commission", "venture_philanthropy", "price_weight"))
    assert "公开招标" in said("mechanisms", "--language", "zh")
    rows = {row["name"]: row for row in json.loads(said("mechanisms", "--json"))}
    assert rows["open_tender"]["label_zh"] == "公开招标"
    assert all(p["unit"] and p["domain"] and p["meaning"] for row in rows.values() for p in row["parameters"])


def test_the_version_is_printed() -> None:
    from gpssim import __version__

    assert said("--version").strip() == __version__


def test_the_baseline_is_told_series_by_series() -> None:
    sizes = ("--months", "120", "--replications", "2", "--citizens", "100", "--workers", "1")
    text = said("scenario", "baseline", "textbook", *sizes)
    assert "Coverage" in text
    rows = {row["series"]: row for row in json.loads(said("scenario", "baseline", "textbook", *sizes, "--json", "--out", "here"))}
    assert rows["n_organizations"]["level"] == 8.0
    assert rows["n_organizations"]["slope"] == pytest.approx(0.0, abs=1e-9)
    assert Path("here/baseline_years.csv").exists()


def test_a_baseline_too_short_to_drift_is_refused() -> None:
    assert "--months" in refused("scenario", "baseline", "textbook", "--months", "60")
    assert "--replications" in refused("scenario", "baseline", "textbook", "--replications", "1")
