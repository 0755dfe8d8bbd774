"""``gpssim compare``, ``run`` and ``figures``: results, tables, refusals before anything runs, interruptions that lose nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from gpssim.analysis import compare, indicators
from gpssim.cli import app
from gpssim.model import PublicServiceMarket
from gpssim.records import load_results
from gpssim.studies import executing, session

runner = CliRunner()
POLICIES = ("--policy", "open_tender", "--policy", "directed_commission")
SMALL = ("--months", "6", "--warm-up", "1", "--citizens", "60", "--replications", "2", "--workers", "1", "--no-figures")


def compared(out: Path, *more: str) -> Any:
    """The smallest comparison."""
    return runner.invoke(app, ["compare", "textbook", *POLICIES, *SMALL, "--out", str(out), *more])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("studies") / "one"
    result = compared(out)
    assert result.exit_code == 0, result.output
    return out


def test_a_comparison_leaves_results_and_tables(study: Path) -> None:
    results = load_results(study)
    assert results.policies == ("open_tender", "directed_commission")
    assert set(results.runs["status"]) == {"SUCCEEDED"}
    frame = pd.read_csv(study / "compare.csv")
    assert set(frame["outcome"]) == set(indicators())
    assert r"\toprule" in (study / "compare.tex").read_text(encoding="utf-8")


def test_the_table_is_printed_by_family_and_fits_eighty_columns(study: Path) -> None:
    said = compared(study).stdout.splitlines()
    assert said[0] == "what each arm bought with, all months, equal appropriation"
    assert said[1].split() == ["own", "failed", "inherited", "bridges"]
    assert said[2].split()[0] == "open_tender"
    assert all(len(line) <= 80 for line in said[: said.index("")])
    lines = said[said.index("") + 1 :]
    assert lines[0].startswith("transition period, equal appropriation")
    assert lines[1].split() == ["mean", "difference", "95", "%", "interval", "pairs", "var.", "red."]
    assert "Service" in lines
    beside = [line for line in lines if line.startswith("   directed_commission ")]  # the name stands beside its numbers, not above
    assert len(beside) == sum(i.primary for i in indicators().values())
    assert max(len(line) for line in lines if not line.startswith(" ") or line.startswith("   ")) <= 80
    assert any("(0–1)" in line for line in lines)
    assert not any("(0-1)" in line for line in lines)


def test_sampled_worlds_say_what_their_arms_bought_with(tmp_path: Path) -> None:
    out = ("--worlds", "2", "--out", str(tmp_path / "worlds"))
    result = runner.invoke(app, ["compare", "suzhou-high-tech", *POLICIES, *SMALL, *out])
    assert "compare.csv, compare.tex, arms.csv, arms_by_world.csv, worlds.csv, plausible.csv are in" in result.stderr
    said = result.stdout.splitlines()
    assert "the status quo of the sampled worlds is not judged: the warm-up is shorter than 36 months; all count" in said
    first = said.index("the same in the 2 sampled worlds that count, medians, equal appropriation")
    assert said[first + 1].split() == ["own", "failed", "flagged", "in"]
    assert [line.split()[0] for line in said[first + 2 : first + 4]] == ["open_tender", "directed_commission"]
    frame = pd.read_csv(tmp_path / "worlds" / "arms_by_world.csv")
    assert set(frame["world"]) == {1, 2}
    assert not (tmp_path / "worlds" / "arms.csv").read_text().count("world")
    drawn = pd.read_csv(tmp_path / "worlds" / "worlds.csv")
    assert list(drawn["world"]) == [1, 2]
    assert {"mechanisms.open_tender.price_weight", "policy.levers.monitoring", "world.purchasers.integrity"} <= set(drawn.columns)
    assert set(pd.read_csv(tmp_path / "worlds" / "plausible.csv")["world"]) == {0, 1, 2}


def test_what_is_uncertain_can_be_chosen(tmp_path: Path) -> None:
    out = ("--worlds", "1", "--uncertain", "levers, mechanisms", "--out", str(tmp_path / "worlds"))
    result = runner.invoke(app, ["compare", "suzhou-high-tech", *POLICIES, *SMALL, *out])
    assert result.exit_code == 0, result.output
    drawn = pd.read_csv(tmp_path / "worlds" / "worlds.csv")
    assert {name.partition(".")[0] for name in drawn.columns} == {"world", "policy", "mechanisms"}
    assert [name for name in drawn.columns if name.startswith("world.")] == []


def test_without_sampled_worlds_nothing_is_said_of_them(study: Path) -> None:
    assert not (study / "arms_by_world.csv").exists()
    assert "arms_by_world.csv" not in compared(study).stderr


def test_the_outcomes_that_are_printed_can_be_chosen(study: Path) -> None:
    lines = compared(study, "--outcome", "unaware_share", "--by", "group").stdout.splitlines()
    assert " Unaware of the service (share)" in lines
    assert "Unaware of the service (share)" in lines
    assert not any("Coverage" in line for line in lines)
    wrong = compared(study, "--outcome", "covrage")
    assert (wrong.exit_code, "did you mean 'coverage'" in wrong.stderr) == (2, True)


def test_everything_and_chinese_are_a_word_away(study: Path) -> None:
    lines = compared(study, "--all", "--language", "zh").stdout.splitlines()
    assert "服务" in lines
    assert sum(line.startswith("   定向委托") for line in lines) >= len(indicators())


def test_json_is_the_whole_comparison_and_nothing_else(study: Path) -> None:
    result = compared(study, "--json")
    rows = json.loads(result.stdout)
    assert {row["outcome"] for row in rows} == set(indicators())
    assert {"difference", "low", "high", "n_pairs", "variance_reduction", "same_sign_share"} <= set(rows[0])


def test_the_same_command_again_runs_nothing(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "execute", lambda _, groups, *__: iter(()) if not groups else pytest.fail("a run was repeated"))
    before = contents(study)
    assert compared(study).exit_code == 0
    assert contents(study) == before


def test_a_folder_with_another_study_is_left_alone(study: Path) -> None:
    before = contents(study)
    result = compared(study, "--seed", "2")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "holds another study: seed is 1 there and 2 here" in result.stderr
    assert contents(study) == before


def test_run_keeps_everything_of_one_policy(tmp_path: Path) -> None:
    words = ["run", "textbook", "--policy", "open_tender", *SMALL[:6], "--out", str(tmp_path / "one")]
    result = runner.invoke(app, words)
    assert result.exit_code == 0, result.output
    assert "open_tender" in result.stdout
    assert len(load_results(tmp_path / "one").table("bids"))
    rows = {row["outcome"]: row for row in json.loads(runner.invoke(app, [*words, "--json"]).stdout)}
    assert set(rows) == set(indicators())
    assert 0.0 <= rows["coverage"]["mean"] <= 1.0


def test_figures_are_drawn_again_from_the_folder(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gpssim.figures

    drawn: list[tuple[Any, ...]] = []
    monkeypatch.setattr(gpssim.figures, "draw_all", lambda *arguments: drawn.append(arguments))
    asked = ["figures", str(study), "--language", "zh", "--out", str(tmp_path / "f"), "--figure", "exclusion_cascade"]
    assert runner.invoke(app, asked).exit_code == 0
    assert drawn[0][3:] == (["exclusion_cascade"],)
    drawn[0] = drawn[0][:3]
    assert compared(study, "--figures").exit_code == 0
    assert [(results.policies, folder, language) for results, folder, language in drawn] == [
        (("open_tender", "directed_commission"), tmp_path / "f", "zh"),
        (("open_tender", "directed_commission"), study / "figures", "en"),
    ]


REFUSED = {
    "scenario": (["compare", "textbok", *POLICIES], "did you mean 'textbook'"),
    "mechanism": (["compare", "textbook", "-p", "open_tender", "-p", "directed_comission"], "did you mean 'directed_commission'"),
    "policy": (["compare", "suzhou-high-tech", "-p", "status_quo", "-p", "tender-led"], "did you mean 'tender_led'"),
    "one policy": (["compare", "textbook", "-p", "open_tender"], "--policy is needed twice or more"),
    "a policy twice": (["compare", "textbook", "-p", "open_tender", "-p", "open_tender"], "'open_tender' is there twice"),
    "no replications": (["compare", "textbook", *POLICIES, "--replications", "0"], "replications = 0 is impossible"),
    "no months": (["compare", "textbook", *POLICIES, "--months", "0"], "months = 0 is impossible"),
    "too many months": (["compare", "textbook", *POLICIES, "--months", "5000"], "a whole number from 1 to 1200"),
    "negative warm-up": (["compare", "textbook", *POLICIES, "--warm-up", "-1"], "warm_up = -1 is impossible"),
    "few citizens": (["compare", "textbook", *POLICIES, "--citizens", "7"], "world.city.n_citizens = 7 is impossible"),
    "negative seed": (["compare", "textbook", *POLICIES, "--seed", "-1"], "seed = -1 is impossible"),
    "no workers": (["compare", "textbook", *POLICIES, "--workers", "0"], "workers = 0 is impossible"),
    "negative worlds": (["compare", "textbook", *POLICIES, "--worlds", "-1"], "worlds = -1 is impossible"),
    "nothing to vary": (["compare", "textbook", *POLICIES, "--worlds", "2"], "tests no ranges"),
    "uncertain": (["compare", "textbook", *POLICIES, "--uncertain", "worlds"], "did you mean 'world'"),
    "closure": (["compare", "textbook", *POLICIES, "--closure", "volumes"], "did you mean 'volume'"),
    "language": (["compare", "textbook", *POLICIES, "--language", "de"], "unknown language 'de'"),
    "keep": (["compare", "textbook", *POLICIES, "--keep", "some"], "--keep = 'some' is impossible"),
    "key": (["compare", "textbook", *POLICIES, "--set", "world.purchaser.integrity=1"], "did you mean 'purchasers'"),
    "value": (["compare", "textbook", *POLICIES, "--set", "world.purchasers.integrity=-1"], "integrity = -1 is impossible"),
    "no districts": (["compare", "textbook", *POLICIES, "--set", "world.organizations.reach_districts=0"], "reach_districts = 0"),
    "run": (["run", "textbook", "-p", "lotery"], "unknown policy or mechanism 'lotery'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_impossible_wishes_are_one_line_and_nothing_is_written(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words, hint = REFUSED[case]
    result = runner.invoke(app, words)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert hint in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_results_never_go_where_something_else_is(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me")
    (tmp_path / "file").write_text("keep me")
    for place in ("mine", "file"):
        result = compared(tmp_path / place)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.output
    assert set(contents(tmp_path).values()) == {b"keep me"}


def test_a_folder_without_a_study_cannot_be_drawn(tmp_path: Path) -> None:
    result = runner.invoke(app, ["figures", str(tmp_path)])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def interrupted_after(n: int) -> Callable[..., Any]:
    """``run_group`` that meets Ctrl-C after n groups."""
    real, calls = executing.run_group, []

    def run_group(*arguments: Any) -> Any:
        calls.append(arguments)
        if len(calls) > n:
            raise KeyboardInterrupt
        return real(*arguments)

    return run_group


def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(executing, "run_group", interrupted_after(1))
        result = compared(tmp_path / "two")
    assert (result.exit_code, result.stdout) == (130, "")
    assert "1 of 2 replications are in" in result.stderr
    assert "type the same command again to continue" in result.stderr
    assert "Traceback" not in result.output
    assert compared(tmp_path / "two").exit_code == 0
    assert load_results(tmp_path / "two").digest == load_results(study).digest


def test_a_failed_run_is_said_and_the_rest_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = PublicServiceMarket.run

    def run(model: Any) -> Any:
        if model.replication == 1:
            raise RuntimeError("planted")
        return real(model)

    monkeypatch.setattr(PublicServiceMarket, "run", run)
    result = compared(tmp_path / "three")
    assert result.exit_code == 0, result.output
    assert "2 of 4 runs failed" in result.stderr
    assert "planted" in result.stderr


def test_when_nothing_succeeds_there_is_nothing_to_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_: Any) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(PublicServiceMarket, "run", run)
    result = compared(tmp_path / "four")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no run succeeded" in result.stderr


CITY = ("--months", "14", "--warm-up", "2", "--citizens", "60", "--replications", "2", "--workers", "1", "--no-figures")


def test_the_status_quo_is_an_arm_and_rules_for_failed_calls_stand_side_by_side(tmp_path: Path) -> None:
    out = tmp_path / "city"
    asked = ["compare", "suzhou-high-tech", *POLICIES, *CITY, "--after-failure", "directed_commission,none", "--out", str(out)]
    result = runner.invoke(app, asked)
    assert result.exit_code == 0, result.output
    frame = pd.read_csv(out / "compare.csv")
    assert set(frame["after_failure"]) == {"directed_commission", "none"}
    assert set(frame["policy_b"]) == {"directed_commission", "status_quo"}
    for rule in ("directed_commission", "none"):
        alone = pd.read_csv(out / f"failed_{rule}" / "compare.csv")
        both = frame[frame["after_failure"] == rule].drop(columns="after_failure").reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, both, check_dtype=False)
        assert set(pd.read_csv(out / f"failed_{rule}" / "arms.csv")["after_failure"]) == {rule}
    said = result.stdout.splitlines()
    assert "in every arm, nobody takes over where calls have failed (re-tenders first: 1)" in said
    start = said.index("  1: directed commission takes over where calls have failed")
    assert said[start + 1 : start + 3] == ["  2: nobody takes over where calls have failed", said[start + 2]]
    assert all(len(line) <= 80 for line in said[start:] if line.startswith("    "))


def test_own_purchases_are_compared_apart(tmp_path: Path) -> None:
    out = tmp_path / "own"
    asked = ["compare", "suzhou-high-tech", *POLICIES, *CITY, "--no-placebo", "--own-purchases", "--out", str(out)]
    result = runner.invoke(app, asked)
    assert result.exit_code == 0, result.output
    assert load_results(out).policies == ("open_tender", "directed_commission")
    own = pd.read_csv(out / "compare_own.csv")
    assert set(own["under"]) == {"own purchases"}
    assert "coverage" not in set(own["outcome"])
    assert "a selection, no effect of a policy" in result.stdout
    assert "coverage" in set(pd.read_csv(out / "compare.csv")["outcome"])


def test_a_rule_for_failed_calls_is_checked_before_anything_runs(tmp_path: Path) -> None:
    for names, line in (
        ("none,none", "each name stands once"),
        ("open_tendr", "name in policy.levers.after_failure: 'open_tendr'"),
    ):
        result = compared(tmp_path / "no", "--after-failure", names)
        assert result.exit_code != 0
        assert line in result.output
    assert not (tmp_path / "no").exists()


def test_splits_are_written_printed_and_part_of_the_json(study: Path) -> None:
    told = compared(study, "--by", "group", "--by", "kind")
    assert told.exit_code == 0, told.output
    assert "by group of citizens" in told.stdout
    results = load_results(study)
    for by in ("group", "kind"):
        written = pd.read_csv(study / f"compare_by_{by}.csv")
        assert written["difference"].tolist() == pytest.approx(compare(results, by=by)["difference"].tolist(), nan_ok=True)
        assert r"\toprule" in (study / f"compare_by_{by}.tex").read_text(encoding="utf-8")
    rows = json.loads(compared(study, "--by", "group", "--json").stdout)
    assert {row.get("group") for row in rows} >= {None, "ordinary"}


def test_an_impossible_split_is_refused_before_anything_runs(tmp_path: Path) -> None:
    refused = compared(tmp_path / "none", "--by", "gruop")
    assert (refused.exit_code, refused.stderr.strip()) == (2, "gpssim: unknown split 'gruop'; did you mean 'group'?")
    assert not (tmp_path / "none").exists()
