"""``gpssim verify``: every value is printed, exit code 1 where one does not agree, 2 where nothing can be run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from gpssim.cli import app

runner = CliRunner()
CURVE = {
    "id": "mine",
    "kind": "learning_curve",
    "inputs": {"c1": 100.0, "PR": 0.8, "ns": [1, 2, 4], "dep": 0.9, "qflow": 2.0},
    "values": [
        {"quantity": "unit_cost", "inputs": {"n": n}, "value": v, "kind": "function", "atol": 1e-8}
        for n, v in ((1, 100.0), (2, 80.0), (4, 64.0))
    ],
}


def file_of(tmp_path: Path, *cases: dict[str, Any]) -> str:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"cases": cases}), encoding="utf-8")
    return str(file)


def verified(*words: str, out: Path) -> Any:
    return runner.invoke(app, ["verify", "--workers", "1", "--out", str(out), *words])


def test_what_agrees_is_printed_and_leaves_with_0(tmp_path: Path) -> None:
    told = tmp_path / "told" / "values.json"
    result = verified("--cases", file_of(tmp_path, CURVE), "--json", str(told), out=tmp_path / "page")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("ok  ") == 3
    assert "3 of 3 values of 1 cases agree" in result.stdout
    rows = json.loads(told.read_text(encoding="utf-8"))["results"]
    assert [(row["expected"], row["pass"], row["via"]) for row in rows] == [
        (100.0, True, "solved"),
        (80.0, True, "solved"),
        (64.0, True, "solved"),
    ]
    points = pd.read_csv(tmp_path / "page" / "theory.csv")
    assert points["gpssim"].tolist() == pytest.approx([100.0, 80.0, 64.0])
    assert (tmp_path / "page" / "theory.pdf").read_bytes().startswith(b"%PDF")


def test_what_does_not_agree_leaves_with_1(tmp_path: Path) -> None:
    wrong = {**CURVE, "values": [{**CURVE["values"][0], "value": 100.001}, CURVE["values"][1]]}
    result = verified("--cases", file_of(tmp_path, wrong), "--no-figures", out=tmp_path)
    assert result.exit_code == 1
    assert "FAIL" in result.stdout
    assert "does not agree: mine unit_cost(n=1): expected 100.001, got 100" in result.stdout


def test_an_unknown_kind_is_one_line_and_the_rest_runs(tmp_path: Path) -> None:
    result = verified("--cases", file_of(tmp_path, {**CURVE, "kind": "learning_curv"}, CURVE), "--no-figures", out=tmp_path)
    assert result.exit_code == 1
    assert "kind not in this product: learning_curv; did you mean 'learning_curve'" in result.stdout
    assert "kind not in this product: learning_curv (case mine, 3 values, none run)" in result.stdout
    assert result.stdout.count("ok  ") == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "learning_curv"), "did you mean 'learning_curve'"),
        (("--seed", "-1"), "--seed"),
        (("--workers", "0"), "--workers"),
        (("--language", "fr"), "language"),
        (("--cases", "nowhere.json"), "cannot be read"),
    ],
)
def test_what_cannot_be_run_is_one_line_and_2(words: tuple[str, str], said: str, tmp_path: Path) -> None:
    result = runner.invoke(app, ["verify", "--out", str(tmp_path / "page"), *words])
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "page").exists()


def test_json_goes_to_stdout_alone(tmp_path: Path) -> None:
    result = verified("--cases", file_of(tmp_path, CURVE), "--json", "-", "--no-figures", out=tmp_path)
    assert json.loads(result.stdout)["summary"]["pass"] is True


def test_the_market_lane_runs_one_case_and_writes_it(tmp_path: Path) -> None:
    told = tmp_path / "market.json"
    result = runner.invoke(app, ["verify", "--market", "--kind", "quitting", "--json", str(told)])
    assert result.exit_code == 0, result.output
    assert "1 of 1 numbers agree; 1 of 1 cases" in result.stdout
    assert json.loads(told.read_text(encoding="utf-8"))["summary"]["pass"] is True


def test_the_market_lane_speaks_chinese() -> None:
    result = runner.invoke(app, ["verify", "--market", "--kind", "quitting", "--language", "zh"])
    assert result.exit_code == 0, result.output
    first, second, third, *_, last = result.stdout.splitlines()
    assert first == "quitting：员工按规定的风险离职，此外无人离职或受聘"
    assert second.startswith("  步骤：")
    assert third.startswith("  通过    一年后留任的员工比例 ")
    assert last == "整个市场：1 个数值中 1 个吻合；1 个算例中 1 个吻合"
    assert not any(word in result.stdout for word in ("expected", "verbs", "allowed", "ok "))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "quiting"), "quitting"),
        (("--cases", "mine.json"), "--cases"),
        (("--out", "page"), "--out = 'page' is impossible: it must be left out with --market"),
        (("--figures",), "--figures = True is impossible"),
    ],
)
def test_what_the_market_lane_cannot_run_is_one_line_and_2(words: tuple[str, ...], said: str) -> None:
    result = runner.invoke(app, ["verify", "--market", *words])
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
