"""Answers as they are printed: every column in words, intervals beside their numbers, whole paths, and how much is left out."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pandas as pd
import pytest

from gpssim.analysis.sensitivity.sample import SmallSample
from gpssim.cli.study._answers import KEYS, ROWS, columns_of, heading, print_answers
from gpssim.inquiry.answering import answered
from gpssim.inquiry.answers.base import answers
from gpssim.texts.answers import COLUMNS
from gpssim.texts.names import further_names
from tests.inquiry.test_answers_over_worlds import asked, studied

DESIGNS = (
    "sobol_sequence:n=32",
    "factorial:levels=3",
    "morris:trajectories=4",
    "sobol_indices:n=4, second=true",
    "one_at_a_time",
)
Found = dict[str, dict[str, pd.DataFrame]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Every table of every answer there is."""
    tables: Found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SmallSample)
        for design in DESIGNS:
            tables |= answered(studied(design), asked(), tmp_path_factory.mktemp("answers"))
    return tables


def test_every_column_of_every_answer_has_words(found: Found) -> None:
    assert found.keys() == answers().keys()
    nameless = {
        f"{table}: {name}"
        for answer, tables in found.items()
        for table, frame in tables.items()
        for name, _ in columns_of(frame.drop(columns=[key for key in KEYS if key in frame]))
        if name not in {**COLUMNS, **answers()[answer].columns}
    }
    assert nameless == set()


def test_all_of_it_is_printed_in_chinese_but_for_paths_and_files(found: Found, capsys: pytest.CaptureFixture[str]) -> None:
    print_answers(found, Path("there"), "zh")
    printed = capsys.readouterr().out
    plain = re.sub(r"[\w.]+\.\w+|there/\w+\.csv|Sobol|Holm|\bp\b", "", printed)
    assert re.findall(r"[A-Za-z]{2,}", plain) == []
    assert "拨款相等" in printed
    assert "there/sobol_pairs.csv" in printed


FRAME = pd.DataFrame(
    {
        "outcome": "coverage",
        "period": "later",
        "closure": "appropriation",
        "policy_a": ["open_tender"] * 7 + [""] * 2,
        "policy_b": "directed_commission",
        "parameter": [f"world.purchasers.number_{k}_of_a_name_that_is_longer_than_lines_are_wide" for k in range(9)],
        "first": [0.5, 0.25, *[0.125] * 7],
        "first_low": [0.4, 0.05, *[0.1] * 7],
        "first_high": [0.6, 0.45, *[0.2] * 7],
        "n": 64,
    }
)


def test_a_question_stands_above_its_first_rows(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_answers({"sobol": {"sobol_indices": FRAME}}, Path("there"), "en")
    title, asked_of, header, *rows, rest = capsys.readouterr().out.strip().splitlines()
    assert title.startswith("which parameters matter")
    assert asked_of == " Coverage (share): directed_commission − open_tender; later period; equal appropriation; n 64"
    assert header.split() == ["parameter", "alone"]
    assert [row.split() for row in rows[:2]] == [
        [FRAME["parameter"][0], "0.50", "[0.40,", "0.60]"],
        [FRAME["parameter"][1], "0.25", "[0.05,", "0.45]"],
    ]
    assert len(rows) == ROWS
    assert rest == "  … and 4 more in there/sobol_indices.csv"


def test_limits_behind_a_name_are_no_interval() -> None:
    limits = pd.DataFrame({"parameter": ["a.b"], "low": [0.1], "high": [0.2], "range_low": [0.0], "range_high": [1.0]})
    assert columns_of(limits) == [(name, ()) for name in limits]
    share = pd.DataFrame({"policy": ["x"], "share": [0.5], "low": [0.4], "high": [0.6]})
    assert columns_of(share) == [("policy", ()), ("share", ("low", "high"))]


def test_several_outcomes_that_are_judged_together_are_called_so() -> None:
    assert heading({"outcome": "all", "period": "later"}, "en") == "all outcomes together; later period"
    assert heading({"outcome": "all", "period": "later"}, "zh") == "全部指标合计；后期"


@pytest.mark.parametrize("frame", [pd.DataFrame(), FRAME.iloc[:0]], ids=["nothing", "no row"])
def test_an_answer_without_rows_names_its_file(frame: pd.DataFrame, capsys: pytest.CaptureFixture[str]) -> None:
    print_answers({"sobol": {"sobol_indices": frame}}, Path("there"), "en")
    assert capsys.readouterr().out.splitlines()[-1] == "  all of it: there/sobol_indices.csv"


def test_a_policy_may_be_called_anything(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["tender (mine) and 0.5", "wages (later)"]
    frame = pd.DataFrame({"outcome": "coverage", "period": "later", "policy": names, "mean": [0.25, 0.5]})
    print_answers({"robustness": {"regrets": frame}}, Path("there"), "en")
    printed = capsys.readouterr().out
    assert all(name in printed for name in names)


VARIANTS = {
    "open_tender:price_weight=0.1": "公开招标（价格权重 0.1）",
    "only:lottery:monitoring=0.9, publicity=0.5": "全部资金以随机分配购买（压力情形，监督力度 0.9，宣传强度 0.5）",
    "directed_commission": "定向委托",
    "mine 1.5": "我的组合",
}


@pytest.mark.parametrize("policy", VARIANTS)
@pytest.mark.parametrize("column", ["policy", "other", "dominated_by", "dominated_in_every_world_by"])
def test_policies_of_any_kind_are_named_in_chinese(policy: str, column: str, capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame(
        {"outcome": "coverage", "period": "later", "policy": ["lottery", "in_house"], column: policy}, index=[0, 1]
    )
    with further_names({"mine 1.5": ("mine", "我的组合")}):
        print_answers({"robustness": {"regrets": frame}}, Path("there"), "zh")
    printed = capsys.readouterr().out
    assert VARIANTS[policy] in printed
    assert policy not in printed
    print_answers({"robustness": {"regrets": frame}}, Path("there"), "en")
    assert policy in capsys.readouterr().out


def test_several_policies_in_a_cell_are_named_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    several = ", ".join(list(VARIANTS)[:3])
    frame = pd.DataFrame({"policy": ["in_house", "lottery"], "dominated_by": [several, ""], "n": 3})
    for language, names in (("zh", list(VARIANTS.values())), ("en", list(VARIANTS))):
        print_answers({"robustness": {"fronts": frame}}, Path("there"), language)
        lines = [
            line.removeprefix("  政府直接提供").removeprefix("  in_house").strip() for line in capsys.readouterr().out.splitlines()
        ]
        assert set(names[:3]) <= set(lines)


def test_another_parameter_stays_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame({"parameter": ["policy.levers.monitoring"], "other": ["open_tender.price_weight"], "n": 3})
    print_answers({"sobol": {"sobol_pairs": frame}}, Path("there"), "zh")
    assert "open_tender.price_weight" in capsys.readouterr().out
