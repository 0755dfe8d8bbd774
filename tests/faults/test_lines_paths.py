"""Where a path starts from: ``~``, the file that names it, standard input, pipes."""

from __future__ import annotations

import io
import json
import os
import shutil
import threading
from importlib import resources
from pathlib import Path

import pytest
from streams_of_all_kinds import compared, left

import gpssim
from gpssim import analysis
from gpssim.analysis import comparison_table
from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.exports.sheets import Export
from gpssim.files.places import place_of
from gpssim.scenario import write_scenario
from gpssim.scenario.rule_files import rules_of
from gpssim.studies.identity import identity_of

SCENARIO = 'name = "city"\nmonths = 4\nwarm_up = 2\n[world.city]\nn_citizens = 100\n'
LAW = SCENARIO + '[world.law]\nrule_set = "my_rules.toml"\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder; the working folder is another one."""
    for name in ("home", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "home"


def test_the_sign_of_home_is_the_home_folder_everywhere(home: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A manifest was written into a folder named ``~``, and tables were sought in the real home."""
    kept.rename(home / "study")
    assert left(monkeypatch, compared(Path("~/study")), io.StringIO()) == 0
    assert (home / "study" / "compare.csv").is_file()
    results = gpssim.load_results("~/study")
    headings = dict.fromkeys(("sheet", "variable", "label", "unit"), "x")
    monkeypatch.setattr("gpssim.exports.sheets_of", lambda *_: Export((), {}, headings))
    assert left(monkeypatch, ("export", "~/study", "--out", "~/export"), io.StringIO()) == 0
    assert left(monkeypatch, ("cite", "~/study"), io.StringIO()) == 0
    comparison_table(analysis.compare(results), "~/t.tex")
    gpssim.draw_figures(results, "~/figures", names=["outcomes_over_time"])
    write_scenario(gpssim.load_scenario("textbook"), "~/s.toml")
    assert gpssim.load_scenario("~/s.toml") == gpssim.load_scenario("textbook")
    assert left(monkeypatch, ("scenario", "new", "~/own"), io.StringIO()) == 0
    assert left(monkeypatch, ("scenario", "check", "~/own.toml"), io.StringIO()) == 0
    assert {"study", "export", "t.tex", "figures", "s.toml", "own.toml"} <= set(os.listdir(home))
    assert os.listdir() == []


def test_results_go_on_in_the_home_folder(home: Path, finished_study: Path) -> None:
    shutil.copytree(finished_study, home / "study")
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 3, "months": 12})
    study = gpssim.Study(scenario, ["open_tender", "directed_commission"], replications=2, workers=1, out="~/study")
    assert study.run(progress=False).digest == gpssim.load_results(finished_study).digest


def test_a_home_that_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    with pytest.raises(ScenarioError, match="the home folder is unknown"):
        place_of("~/results")
    assert place_of("~nobody-of-this-name/x") == Path("~nobody-of-this-name/x")


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scenario and a rule set beside it, seen from the folder above."""
    folder = tmp_path / "law"
    folder.mkdir()
    shipped = resources.files("gpssim.scenario") / "rule_sets" / "textbook.toml"
    (folder / "my_rules.toml").write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "city.toml").write_text(LAW)
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_rule_set_is_sought_beside_the_scenario_that_names_it(law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = gpssim.load_scenario("law/city.toml")
    assert rules_of(scenario.world) is not None
    assert left(monkeypatch, ("scenario", "check", "law/city.toml"), io.StringIO()) == 0
    monkeypatch.chdir("/")
    assert rules_of(scenario.world) is not None  # wherever the process goes, and in its workers
    (law.parent / "my_rules.toml").write_text("wrong")
    monkeypatch.chdir(law.parent)
    assert gpssim.load_scenario(law / "city.toml") == scenario  # not the one of the working folder


def test_a_folder_that_is_moved_with_its_rule_set_is_the_same_study(law: Path) -> None:
    def identity(folder: Path) -> str:
        study = gpssim.Study(gpssim.load_scenario(folder / "city.toml"), ["open_tender"], replications=1)
        assert str(folder) not in json.dumps(study.description)
        return identity_of(study.description)

    before = identity(law)
    moved = law.rename(law.parent / "moved")
    assert identity(moved) == before
    with (moved / "my_rules.toml").open("a") as file:
        file.write("\n# another law\n")
    assert identity(moved) != before


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('rule_set = "china"', True),
        ('rule_set = "../law/my_rules.toml"', True),
        ('rule_set = {value = "my_rules.toml", source = "city gazette"}', True),
        ('rule_set = "no_rules.toml"', False),
        ('rule_set = "~/my_rules.toml"', False),
    ],
)
def test_names_of_shipped_sets_and_paths_are_told_apart(written: str, found: bool, law: Path) -> None:
    (law / "other.toml").write_text(LAW.replace('rule_set = "my_rules.toml"', written))
    scenario = gpssim.load_scenario("law/other.toml")
    if found:
        assert rules_of(scenario.world) is not None
    else:
        with pytest.raises(UnknownNameError, match="unknown rule set"):
            rules_of(scenario.world)


def test_a_scenario_that_is_written_names_the_rule_set_beside_it(law: Path) -> None:
    scenario = gpssim.load_scenario(law / "city.toml")
    assert 'rule_set = "my_rules.toml"' in write_scenario(scenario, law / "copy.toml").read_text()
    assert gpssim.load_scenario(law / "copy.toml") == scenario
    elsewhere = write_scenario(scenario, law.parent / "elsewhere.toml")
    assert gpssim.load_scenario(elsewhere) == scenario


@pytest.mark.parametrize("text", [SCENARIO, f"\ufeff{SCENARIO}", SCENARIO.replace("\n", "\r\n")])
def test_standard_input_is_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (("scenario", "check", "-"), ("scenario", "show", "-", "--format", "json")):
        typed = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="ascii")
        assert left(monkeypatch, words, io.StringIO(), typed=typed) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ``<(...)`` is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(SCENARIO))
    writer.start()
    assert left(monkeypatch, ("scenario", "check", str(pipe)), io.StringIO()) == 0
    writer.join()


def test_standard_input_that_gives_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    for typed in (io.StringIO(""), closed):
        err = io.StringIO()
        assert left(monkeypatch, ("scenario", "check", "-"), io.StringIO(), err, typed) == 2
        assert err.getvalue().startswith("gpssim: - cannot be read: ")
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(ScenarioError, match="standard input is closed"):
        gpssim.load_scenario("-")
    typed = io.StringIO(SCENARIO)  # read twice: the second time there is nothing, and no default scenario either
    err = io.StringIO()
    assert left(monkeypatch, ("scenario", "show", "-", "--against", "-"), io.StringIO(), err, typed) == 2
