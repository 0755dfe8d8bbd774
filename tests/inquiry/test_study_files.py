"""Study files: read, refused in a line, written and read back, continued, extended, tried again."""

from __future__ import annotations

import json
import tomllib
from itertools import count
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it has no types of its own
import pandas as pd
import pytest
from typer.testing import CliRunner

import gpssim
from gpssim.cli import app
from gpssim.cli.study.check import lines_of
from gpssim.errors import GpssimError, StudyError
from gpssim.inquiry import StudyFile, load_study, study_file_of, write_study
from gpssim.inquiry.conducting import begun, conducted, extended, larger, resumed, retried
from gpssim.inquiry.schema import study_schema
from gpssim.inquiry.sizing import check_number, size_of
from gpssim.inquiry.study_file import flat
from gpssim.inquiry.template import begun as template
from gpssim.plugins import SHELVES
from gpssim.scenario import load_scenario, replace
from gpssim.scenario.files import write_scenario
from gpssim.studies import RunOutcome, Study, Task, run_one
from gpssim.studies.run import failure
from gpssim.studies.tasks import Job

runner = CliRunner()
SMALL = """
question = "Does watching matter?"
scenario = "textbook"
policies = ["open_tender", "directed_commission"]
replications = 2
months = 3
warm_up = 1
seed = 5

[set]
world.city.n_citizens = 100

[run]
workers = 1
"""
DESIGN = """
[design]
kind = "sobol_sequence"
n = 4

[[vary]]
path = "levers.monitoring"
low = 0.2
high = 0.8
"""


def written(folder: Path, text: str = SMALL) -> Path:
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", ["", *sorted(SHELVES["design"].shipped)])
def test_a_file_that_is_begun_is_valid_for_reader_and_editor(kind: str, tmp_path: Path) -> None:
    if kind == "listed":
        (tmp_path / "points.csv").write_text("levers.monitoring\n0.3\n", encoding="utf-8")
    text = template("mine", "suzhou-high-tech", kind).replace('file = ""', 'file = "points.csv"')
    file = written(tmp_path, text)
    study = load_study(file).study()
    assert [policy.name for policy in study.checked] == ["open_tender", "directed_commission", "status_quo"]
    assert bool(study.n_worlds) == bool(kind)
    jsonschema.validate(tomllib.loads(text), study_schema())


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    cases: list[dict[str, object]] = [
        {"polices": []},
        {"seed": -1},
        {"design": {"kind": "factorial", "levls": 3}},
        {"run": {"workers": 0}},
    ]
    for wrong in cases:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, study_schema())


def test_a_file_says_the_study_that_python_says(tmp_path: Path) -> None:
    study = load_study(written(tmp_path, SMALL + DESIGN)).study()
    same = Study(
        replace(load_scenario("textbook"), {"world.city.n_citizens": 100}), ["open_tender", "directed_commission"], 2, 3, 1, 5,
        design="sobol_sequence:n=4", uncertain=[{"path": "levers.monitoring", "low": 0.2, "high": 0.8}],
    )  # fmt: skip
    assert study.description == same.description
    assert [point["policy.levers.monitoring"] for point in study.drawing.points] == [
        point["policy.levers.monitoring"] for point in same.drawing.points
    ]


def test_a_study_of_python_is_written_and_read_back(tmp_path: Path) -> None:
    own = gpssim.Policy.of("open_tender", "cheap", {"price_weight": 0.9}, {"monitoring": 0.1})
    study = Study(
        "textbook",
        ["open_tender:price_weight=0.2", own],
        4,
        6,
        2,
        9,
        worlds=3,
        uncertain=[{"path": "levers.monitoring", "low": 0.2, "high": 0.8}],
    )
    file = study_file_of(study, "textbook", "which?")
    back = load_study(write_study(file, tmp_path / "a.toml"))
    assert back == file
    assert back.study().description == study.description


def test_tables_and_dotted_paths_are_one_thing() -> None:
    stated = {"world": {"city": {"n_districts": {"value": 3, "source": "map"}}}}
    assert flat(stated) == {"world.city.n_districts": {"value": 3, "source": "map"}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("scenario = 'suzhou-high-tek'", "did you mean 'suzhou-high-tech'"),
        ("replications = 0", "replications = 0 is impossible"),
        ("replications = 'many'", "replications = 'many' is impossible"),
        ("polices = ['a']", "unknown key 'polices'; did you mean 'policies'"),
        ("policies = ['open_tendr']", "did you mean 'open_tender'"),
        ("closures = ['x']", "unknown closure 'x'"),
        ("keep = 'some'", "keep = 'some' is impossible"),
        ("[design]\nkind = 'sobel'", "unknown design 'sobel'"),
        ("[design]\nkind = 'factorial'\nlevles = 3", "did you mean 'levels'"),
        ("[design]\nkind = 'factorial'\nluck = 'mine'", "design.luck = 'mine' is impossible"),
        ("[[vary]]\npath = 'levers.monitoring'", "need a design"),
        ("uncertain = ['wrld']\n[design]\nkind = 'factorial'", "did you mean 'world'"),
        ("[[outcomes]]\noutcome = 'covrage'", "did you mean 'coverage'"),
        ("[[outcomes]]\noutcome = 'coverage'\nperiod = 'latr'", "did you mean 'later'"),
        ("[run]\nworkers = 0", "run.workers = 0 is impossible"),
        ("[set]\nworld.city.n_citizens = -3", "world.city.n_citizens = -3 is impossible"),
        (
            "[[policies]]\nname = 'a'\nlevers = { monitorin = 0.5 }",
            "unknown key 'policies.a.levers.monitorin'; did you mean 'monitoring'",
        ),
        ("[auto]\ncap = 300", "replications = 20 is impossible"),
        ("seed = 2026-01-01", "is a date"),
        ("seed = ", "is not TOML"),
    ],
)
def test_what_is_wrong_is_one_line_with_exit_code_2(text: str, words: str, tmp_path: Path) -> None:
    refused = runner.invoke(app, ["study", "run", str(written(tmp_path, text)), "--out", str(tmp_path / "out")])
    assert refused.exit_code == 2
    assert words in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_study_is_checked_run_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = written(tmp_path, SMALL + DESIGN + "\n[outputs]\nfigures = false\n")
    told = runner.invoke(app, ["study", "check", str(file)])
    assert told.exit_code == 0, told.output
    assert "question: Does watching matter?" in told.stdout
    assert "runs: 12 (groups that share a world and its luck: 6)" in told.stdout
    assert "from 3 timed runs" in told.stdout
    data = json.loads(runner.invoke(app, ["study", "check", str(file), "--no-time", "--json"]).stdout)
    assert (data["runs"], data["groups"], data["points"]) == (12, 6, 4)
    made = runner.invoke(app, ["study", "run", str(file), "--out", "out"])
    assert made.exit_code == 0, made.output
    assert "Does watching matter?" in made.stdout
    results = gpssim.load_results("out")
    assert results.n_worlds == 4
    assert len(results.runs) == 12
    again = runner.invoke(app, ["study", "analyze", "out"])
    assert again.exit_code == 0, again.output
    assert again.stdout == made.stdout
    assert load_study("out").study().description == load_study(file).study().description


def test_time_and_bytes_of_a_study_come_near_what_it_takes(tmp_path: Path) -> None:
    file = load_study(written(tmp_path, SMALL.replace("replications = 2", "replications = 6")))
    size = size_of(file.study())
    conducted(file, tmp_path / "out", progress=False)
    there = sum(path.stat().st_size for path in (tmp_path / "out").glob("*/*.parquet"))
    assert (size.runs, size.groups, size.timed) == (12, 6, 3)
    assert 0.4 < size.bytes / there < 2.5
    assert size.seconds > 0.0


def test_what_is_paid_once_is_no_part_of_the_time_of_a_study(tmp_path: Path) -> None:
    """The clock ticks a second at each look, and half of that between the looks was paid once."""
    file = load_study(written(tmp_path, SMALL.replace("replications = 2", "replications = 6")))
    paid = iter([0.0, 40.0, 40.5, 40.5])
    half = size_of(file.study(), count().__next__, lambda: next(paid))
    whole = size_of(file.study(), count().__next__, lambda: 0.0)
    assert half.once == 40.5
    assert half.seconds == pytest.approx(0.5 * whole.seconds)
    told = list(lines_of(file, file.study(), half, "en"))
    assert "paid once on this machine, just now: 40 seconds (compiling, equilibria)" in told
    assert "政策：公开招标、定向委托" in list(lines_of(file, file.study(), None, "zh"))


def test_more_runs_than_by_accident_need_a_yes() -> None:
    check_number(20_000, yes=False)
    check_number(30_000, yes=True)
    with pytest.raises(GpssimError, match="30,000 runs, more than 20,000: say --yes"):
        check_number(30_000, yes=False)


def test_a_folder_goes_on_by_itself_and_grows(tmp_path: Path) -> None:
    file = load_study(written(tmp_path, SMALL + DESIGN))
    first = conducted(file, tmp_path / "out", progress=False)
    assert resumed(tmp_path / "out", progress=False).digest == first.digest
    more = extended(tmp_path / "out", replications=3, points=8, progress=False)
    assert more.n_worlds == 8
    whole = conducted(larger(file, 3, 8), tmp_path / "whole", progress=False)
    assert more.digest == whole.digest
    assert load_study(tmp_path / "out").replications == 3
    for asked, words in (((2, None), "at least 3"), ((None, 4), "at least 8"), ((None, None), "replications, points")):
        with pytest.raises(GpssimError, match=words):
            extended(tmp_path / "out", *asked)
    with pytest.raises(GpssimError, match="a power of 2"):
        extended(tmp_path / "out", points=9)


def test_a_scenario_and_points_of_ones_own_lie_beside_the_results(tmp_path: Path) -> None:
    write_scenario(replace(load_scenario("textbook"), {"name": "mine", "world.city.n_citizens": 100}), tmp_path / "city.toml")
    (tmp_path / "where.csv").write_text("levers.monitoring\n0.3\n0.6\n", encoding="utf-8")
    text = SMALL.replace('"textbook"', '"city.toml"') + '[design]\nkind = "listed"\nfile = "where.csv"\n'
    done = conducted(load_study(written(tmp_path, text)), tmp_path / "out", progress=False)
    (tmp_path / "out").rename(tmp_path / "elsewhere")
    (tmp_path / "city.toml").unlink()
    (tmp_path / "where.csv").unlink()
    assert resumed(tmp_path / "elsewhere", progress=False).digest == done.digest
    assert done.n_worlds == 2


def test_files_of_somebody_are_left_alone(tmp_path: Path) -> None:
    file = load_study(written(tmp_path))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "study.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyError, match="is there already and belongs to no results"):
        begun(file, tmp_path / "out")
    assert (tmp_path / "out" / "study.toml").read_text(encoding="utf-8") == "mine"


def test_another_study_is_refused_before_its_file_is_written(tmp_path: Path) -> None:
    conducted(load_study(written(tmp_path)), tmp_path / "out", progress=False)
    before = (tmp_path / "out" / "study.toml").read_text(encoding="utf-8")
    other = load_study(written(tmp_path, SMALL.replace("seed = 5", "seed = 6")))
    with pytest.raises(StudyError, match="seed is 5 there and 6 here"):
        conducted(other, tmp_path / "out")
    assert (tmp_path / "out" / "study.toml").read_text(encoding="utf-8") == before


def test_failed_runs_are_made_again_and_the_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that failed is a row with its traceback; made again when the reason is mended, it leaves what it would have left."""
    broken = {"on": True}

    def attempt(job: Job, task: Task) -> RunOutcome:
        try:
            if broken["on"] and task.replication == 1 and task.policy.name == "open_tender":
                raise ValueError("something is wrong with this one")
        except ValueError as error:
            return failure(error, "run")
        return run_one(task)

    monkeypatch.setattr("gpssim.studies.run._warmed_up", lambda job, task: None)
    monkeypatch.setattr("gpssim.studies.run._attempt", attempt)
    file = load_study(written(tmp_path, SMALL.replace("replications = 2", "replications = 4")))
    first = conducted(file, tmp_path / "out", progress=False)
    row = first.runs[first.runs["status"] == "FAILED"]
    assert row[["policy", "replication"]].to_numpy().tolist() == [["open_tender", 1]]
    assert "in attempt" in row["traceback"].iloc[0]
    assert row["traceback"].iloc[0].endswith("ValueError")
    assert first.runs.loc[first.runs["status"] == "SUCCEEDED", "traceback"].eq("").all()
    broken["on"] = False
    mended = retried(tmp_path / "out", progress=False)
    assert set(mended.runs["status"]) == {"SUCCEEDED"}
    assert mended.digest == conducted(file, tmp_path / "whole", progress=False).digest
    assert gpssim.load_results(tmp_path / "out").digest == mended.digest
    nothing = runner.invoke(app, ["study", "retry", str(tmp_path / "out")])
    assert "nothing to try again" in nothing.stdout


def test_designs_are_told_with_their_settings() -> None:
    told = runner.invoke(app, ["study", "designs"])
    assert "sobol_sequence: Sobol' sequence" in told.stdout
    assert "  levels = 3: " in told.stdout
    zh = runner.invoke(app, ["study", "designs", "--language", "zh"])
    assert "全因子" in zh.stdout


def test_what_goes_with_a_difference_is_a_table(tmp_path: Path) -> None:
    """Twelve points are enough for a rank correlation; the table says what of which parameter, over how many."""
    text = SMALL.replace("months = 3", "months = 24") + DESIGN.replace("sobol_sequence", "latin_hypercube").replace(
        "n = 4", "n = 12"
    )
    text += '\n[[outcomes]]\noutcome = "price_per_unit"\nperiod = "later"\n[outputs]\nfigures = false\n'
    told = runner.invoke(app, ["study", "run", str(written(tmp_path, text)), "--out", str(tmp_path / "out")])
    assert told.exit_code == 0, told.output
    frame = pd.read_csv(tmp_path / "out" / "drivers.csv")
    assert frame["parameter"].tolist() == ["policy.levers.monitoring"]
    assert (frame["outcome"].tolist(), frame["period"].tolist(), frame["n"].tolist()) == (["price_per_unit"], ["all"], [12])


def test_a_file_of_python_is_checked_as_one_of_toml() -> None:
    with pytest.raises(GpssimError, match="did you mean 'coverage'"):
        StudyFile(outcomes=({"outcome": "covrage"},))  # type: ignore[arg-type]  # a table, as pydantic takes it


COMPARED = (
    "compare",
    "textbook",
    "-p",
    "open_tender",
    "-p",
    "directed_commission:monitoring=0.9",
    "--no-figures",
    "--workers",
    "1",
)


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--set", "open_tender.price_weight=0.2"),
        (
            "--worlds",
            "2",
            "--uncertain",
            "world,levers",
            "--set",
            "world.city.n_districts.swept=[1, 3]",
            "--set",
            "world.city.n_districts=2",
        ),
        ("--after-failure", "directed_commission"),
    ],
)
def test_a_comparison_is_a_study_that_goes_on_by_its_file(more: tuple[str, ...], tmp_path: Path) -> None:
    sizes = ("--months", "3", "--warm-up", "1", "--citizens", "100", "--replications", "1", "--seed", "4")
    done = runner.invoke(app, [*COMPARED, *sizes, *more, "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    first = gpssim.load_results(tmp_path / "out")
    assert resumed(tmp_path / "out", progress=False).digest == first.digest
    assert extended(tmp_path / "out", replications=2, progress=False).runs["status"].eq("SUCCEEDED").all()


def test_an_experiment_writes_the_study_files_of_what_it_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Run again from its file, each study leaves the same bytes; one that no file can say is told of."""
    sizes = {"full": gpssim.Size(1, citizens=100, months=2, warm_up=1)}
    own = gpssim.Experiment("What?", "own", sizes, scenario="textbook", seed=3)
    trial = own.trial("--out", str(tmp_path), "--workers", "1", "--write-studies")
    made = trial.run(["open_tender"], {"policy.levers.monitoring": 0.7})
    trial.run(["open_tender"], points=[{"levers.monitoring": 0.7}])
    file = load_study(tmp_path / "studies" / "001")
    assert file.study().run(progress=False).digest == made.digest
    assert not (tmp_path / "studies" / "002").exists()
    assert "study 2: no study file can say this study" in capsys.readouterr().err
