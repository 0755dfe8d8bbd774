"""What a reader of the guides meets: columns stand apart, nothing is cut, what is rough or undecided is called so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.cells import cell_len

from gpssim.analysis import comparison_table
from gpssim.analysis.comparison import Comparison
from gpssim.analysis.latex.decomposition import decomposition_table, doubts
from gpssim.audit.equivalence import Margin, judged
from gpssim.cli import decompose, run
from gpssim.cli.arms import lines_of_arms
from gpssim.cli.audit import _print as printed_check
from gpssim.cli.figures import figures as drawn_again
from gpssim.cli.mechanisms import _print_all
from gpssim.cli.outcomes import COLUMNS, WIDTHS, headings_of, padded
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.texts.latex import Column, Row, Table, written
from gpssim.texts.splits import part_name, split_name
from gpssim.texts.terms import TERMS
from gpssim.texts.text import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_a_comparison_stand_apart_above_their_columns(language: Language) -> None:
    headings = headings_of(COLUMNS, language)
    line = padded(20, "", headings, *WIDTHS[language])
    ends = [20 + sum(WIDTHS[language][: k + 1]) for k in range(len(headings))]
    found = [cell_len(line[: line.index(heading) + len(heading)]) for heading in headings]
    assert found == ends  # flush right with the numbers below
    assert all(f" {heading}" in line for heading in headings)


def test_cells_never_touch() -> None:
    assert padded(6, "a", ["123456", "−0.00840", "7"], 6, 8, 3) == "a      123456 −0.00840  7"


def test_a_share_of_an_arm_is_written_as_the_language_writes_it() -> None:
    row = {"closure": "appropriation", "period": "all", "policy": "open_tender", "other": "", "flagged": False}
    row |= {"own_share": 0.98, "failure_rate": np.nan, "inherited_share": 0.2, "kept_share": 0.0, "bridge_share": 0.0}
    frame = pd.DataFrame([{**row, "retenders": 1.0, "after_failure": ""}])
    assert any(" 98 %         –      20 %" in str(line) for line in lines_of_arms(frame, "en"))
    assert any(" 98%         –       20%" in str(line) for line in lines_of_arms(frame, "zh"))


def _decomposition(low: float, n: int) -> pd.DataFrame:
    same: dict[str, Any] = {
        "policy": "open_tender",
        "closure": "appropriation",
        "outcome": "coverage",
        "outcome_label": "Coverage",
    }
    same |= {"outcome_label_zh": "覆盖率", "unit": "share", "n": n, "n_left_out": 0, "high": 0.3}
    share = 1.0 if low > 0 else np.nan
    rows = [(name, 0.2, low, share) for name in ("delay", "loss")]
    frame = pd.DataFrame(rows, columns=["row", "mean", "low", "share"]).assign(**same)
    return frame.assign(label=frame["row"], label_zh="拖延")


@pytest.mark.parametrize(
    ("low", "n", "said"),
    [
        (0.1, 4, []),
        (0.1, 3, ["So few replications give rough intervals."]),
        (-0.1, 4, ["No shares where the interval of the loss in all holds zero."]),
    ],
)
def test_a_decomposition_says_why_not_to_believe_it_on_paper_and_screen(
    low: float, n: int, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    frame = _decomposition(low, n)
    assert doubts(frame, "en") == said
    decompose._print(frame, "en")
    on_screen, on_paper = capsys.readouterr().out, decomposition_table(frame)
    for sentence in ("So few replications", "No shares where"):
        assert (sentence in on_screen) == (sentence in on_paper) == any(one.startswith(sentence) for one in said)


def test_a_long_variant_is_not_cut(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    row = {"label": "Public cost per quality-adjusted place-month", "label_zh": "某", "unit": "share", "primary": True, "mean": 1.0}
    run._print(pd.DataFrame([row]), "open_tender:price_weight=0.3,monitoring=0.9,retenders=2", "means", "en")
    told = capsys.readouterr().out
    assert "…" not in told
    assert all(part in told for part in ("open_tender:price_weight=0.3,", "monitoring=0.9,", "retenders=2"))


def _finding(sizes: tuple[float, float]) -> object:
    """Two replications of a share whose differences are these."""
    return judged([("coverage", "open_tender", np.array([0.5, 0.5]), 0.5 + np.array(sizes))], {"coverage": Margin(0.05)})


def test_an_audit_shows_no_interval_beyond_what_a_difference_can_be() -> None:
    finding = _finding((-0.4, 0.2))
    row = finding.details[0]  # type: ignore[attr-defined]  # of a finding
    assert (row["low"], row["high"], row["verdict"]) == (-1.0, 1.0, "undecided")
    assert "−0.1 in [−1.0, 1.0], margin 0.0500" in finding.said("en")  # type: ignore[attr-defined]  # of a finding


@pytest.mark.parametrize(("sizes", "told"), [((-0.4, 0.2), "undecided"), ((0.01, 0.01), "")])
def test_a_check_that_passed_beyond_its_tolerance_is_called_undecided(
    sizes: tuple[float, float], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    class Units:
        name, label, label_zh, changed, changed_zh, must_stay, must_stay_zh = ("survey_units", *["words"] * 6)

    printed_check(Units(), _finding(sizes), "en")  # type: ignore[arg-type]  # what is printed of both is all they have
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("    largest:")
    assert ("undecided" in last) == bool(told)


def test_a_table_says_what_it_needs_in_its_language() -> None:
    table = Table("某", "tab:x", (Column("某", 1.0), Column("数")), (Row(("某", "1")),), (), "zh")
    assert written(table).startswith("% 需要 \\usepackage{booktabs,array}")


def test_the_weight_of_reputation_is_found_by_that_word(capsys: pytest.CaptureFixture[str]) -> None:
    for language, word in (("en", "reputation"), ("zh", "信誉")):
        _print_all({"open_tender": OpenTender}, language)  # type: ignore[arg-type]  # two languages
        lines = [line for line in capsys.readouterr().out.splitlines() if word in line]
        assert any(line.strip().startswith("halo = 0.04") for line in lines)


def _split() -> Comparison:
    """Two policies against one in two groups, made up."""
    row = {"outcome": "coverage", "label": "Coverage", "label_zh": "覆盖率", "unit": "share", "primary": True, "family": "service"}
    row |= {"period": "later", "closure": "appropriation", "policy_a": "open_tender", "n_pairs": 4, "direction": 1}
    row |= dict.fromkeys(("variance_reduction", "relative", "p_holm", "same_sign_share"), np.nan) | dict.fromkeys(
        ("n_worlds", "n_worlds_others"), 0
    )
    row |= {"mean_a": 0.5, "mean_b": 0.4, "difference": -0.1, "low": -0.14, "high": -0.06}
    both = ("lottery", "citizen_voucher")
    return Comparison([{**row, "group": group, "policy_b": policy} for group in ("ordinary", "elderly") for policy in both])


def test_a_table_of_several_policies_names_each_group_before_its_rows() -> None:
    lines = comparison_table(_split()).splitlines()
    heads = [k for k, line in enumerate(lines) if "Coverage, " in line]
    assert ["other residents" in lines[heads[0]], "elderly" in lines[heads[1]]] == [True, True]
    assert [line.split(" &")[0] for line in lines[heads[0] + 1 : heads[1] - 1]] == [
        *(r"\quad open tender", r"\quad lottery", r"\quad citizens' voucher")
    ]
    assert any(
        line == r"\caption{Policies compared with open tender, by group of citizens: later period, equal appropriation}"
        for line in lines
    )


def test_a_prompt_and_a_notebook_show_every_group_with_the_numbers_of_the_terminal() -> None:
    for shown in (_split().readable(), _split().readable("zh")):
        assert shown.shape == (2, 3)
        assert set(shown.iloc[:, 1]) == {"−0.100 [−0.140, −0.060]"}
    assert "Coverage, elderly (share)" in repr(_split())
    assert "Coverage, elderly (share)" in _split()._repr_html_()


def test_a_district_has_the_word_of_the_glossary() -> None:
    word = next(term.chinese for term in TERMS if term.english == "district")
    assert (split_name("district", "zh"), part_name("district", 3, "zh")) == (word, f"{word}3")


def test_figures_that_were_asked_for_are_drawn_again_with_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("exclusion_cascade", "who_wins", "of_my_own"):
        (tmp_path / f"{name}.png").touch()
    drawn: list[tuple[str, ...]] = []
    monkeypatch.setattr("gpssim.records.load_results", lambda _: None)
    monkeypatch.setattr("gpssim.figures.draw_all", lambda _results, _folder, _language, names: drawn.append(tuple(names)))
    drawn_again(tmp_path, "zh", tmp_path)
    drawn_again(tmp_path, "zh", tmp_path, ["who_wins"])
    assert drawn == [(), ("exclusion_cascade",), ("who_wins",)]
