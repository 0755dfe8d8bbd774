"""An arm that is not what its name says is named under every figure that compares it."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure
from synthetic import synthetic_results

import gpssim
from gpssim.figures import figures
from gpssim.figures.flags import flagged_arms, note_flags, with_flags
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import STOPS, note, note_below
from gpssim.records.results import Results


def compared(*flagged: str) -> Results:
    results = synthetic_results(replications=2)
    results.cache["flagged arms"] = frozenset(flagged)
    return results


def named_below(figure: Figure) -> bool:
    return "Flagged:" in figure.get_supxlabel()


def test_arms_are_flagged_by_what_they_bought_with() -> None:
    results = synthetic_results(replications=2)
    found = gpssim.arms(results)
    assert flagged_arms(results) == set(found.loc[found["flagged"] & (found["period"] == "all"), "policy"])


SAY_IT_THEMSELVES = {"bought_with"}
"""Figures whose tables say by themselves which arms are flagged, period by period."""
KINDS = [k for k in figures().values() if k.needs == "policies" and k.only is None and k.name not in SAY_IT_THEMSELVES]


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_every_figure_of_policies_names_the_flagged_ones(kind: FigureKind) -> None:
    arm = compared().policies[-1]
    figure, table = kind.draw(compared(arm))
    assert named_below(figure) == any(table[c].eq(arm).any() for c in ("policy", "policy_a", "policy_b") if c in table)
    if named_below(figure):
        said = figure.get_supxlabel().replace("\n", " ")
        assert f"Flagged: {arm.replace('_', ' ')}. Own mechanisms award less than 90" in said
    assert not named_below(kind.draw(compared())[0])


def test_what_an_arm_bought_with_names_it_by_its_own_table() -> None:
    table = figures()["bought_with"].table(compared())
    figure = figures()["bought_with"].drawn(table.assign(flagged=[True, *[False] * (len(table) - 1)]), "en")
    assert f"Flagged: {table['policy'].iloc[0].replace('_', ' ')}." in figure.get_supxlabel()
    assert not named_below(figures()["bought_with"].drawn(table.assign(flagged=False), "en"))


def test_tables_say_who_is_flagged_and_keep_what_they_know() -> None:
    table = pd.DataFrame({"policy_a": ["x", "x"], "policy_b": ["y", "z"]})
    told = with_flags(table, compared("z"))
    assert told["flagged_a"].tolist() == [False, False]
    assert told["flagged_b"].tolist() == [False, True]
    own = pd.DataFrame({"policy": ["z"], "flagged": [False]})
    assert with_flags(own, compared("z")) is own


def test_a_note_grows_by_a_line_and_no_chinese_line_begins_with_a_stop() -> None:
    figure = Figure(figsize=(2.0, 1.0))
    note(figure, ["One.", "Two."], "en")
    note_below(figure, "Three.", "en")
    assert figure.get_supxlabel() == "One. Two.\nThree."
    for length in range(15, 30):
        other = Figure(figsize=(2.0, 1.0))
        note_below(other, "字" * length + "。" + "字" * length + "，", "zh")
        lines = other.get_supxlabel().split("\n")
        assert "".join(lines) == "字" * length + "。" + "字" * length + "，"
        assert not any(line.startswith(STOPS) for line in lines)


def test_nothing_is_said_where_nothing_is_flagged() -> None:
    figure = Figure()
    note_flags(figure, pd.DataFrame({"policy": ["a"], "flagged": [False]}), "en")
    assert figure.get_supxlabel() == ""
