"""What is printed is English where it is English: one of a thing is singular, a range has a dash, a citation has a year."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from rich.cells import cell_len

import gpssim
from gpssim.cli.outcomes import COLUMNS, WIDTHS, headings_of, lines_of_empty, lines_of_units, padded
from gpssim.cli.split import lines_of_split
from gpssim.exports.citing import bibtex, citation
from gpssim.texts.text import LANGUAGES, Text, said, singular
from gpssim.texts.units import unit

ROOT = Path(__file__).parents[2]
PLURAL = re.compile(r"(?<![\w.,])1 (?:\w+ )?(?:replications|worlds|runs|offers|months)\b")


def test_one_replication_is_singular_wherever_a_text_is_said() -> None:
    texts = {"n": Text("Means over {n} paired replications.", "{n} 次配对重复。")}
    assert said(texts, "n", "en", n=1) == "Means over 1 paired replication."
    assert said(texts, "n", "en", n=21) == "Means over 21 paired replications."
    assert singular("in the 1 sampled worlds that count") == "in the 1 sampled world that counts"
    study = gpssim.Study("suzhou-high-tech", ["open_tender"], replications=1, worlds=1)
    assert "1 replication and 1 sampled world, 2 runs" in repr(study)
    assert PLURAL.search(repr(study)) is None
    assert PLURAL.search(study._repr_html_()) is None


def test_no_two_cells_run_together() -> None:
    assert padded(6, "现状", ["95% 置信区间", "配对数"], 12, 6) == "现状   95% 置信区间 配对数"
    assert padded(6, "open tender", ["−0.00039"], 4) == "open tender\n       −0.00039"
    for language in LANGUAGES:
        cells = headings_of(COLUMNS, language)
        heads = padded(15, "", cells, *WIDTHS[language])
        assert heads.split("  ")[0] == ""
        assert all(f" {cell}" in heads for cell in cells)
        assert cell_len(heads) == 15 + sum(WIDTHS[language]), "each stands over its column"


def test_a_range_has_a_dash() -> None:
    assert unit("0-1", "en") == unit("0-1", "zh") == "0–1"


def test_a_citation_has_the_year_of_its_release() -> None:
    released = citation()["date-released"]
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", str(released))
    assert f"  year = {{{str(released)[:4]}}}," in bibtex()


def test_few_survey_units_are_said_and_enough_are_not() -> None:
    few, enough = (SimpleNamespace(world=lambda n=n: {"city": {"residents": 800_000, "n_citizens": n}}) for n in (500, 10_000))
    assert [str(line)[:47] for line in lines_of_units(few, "en")] == ["A survey unit stands for 1,600 residents: so fe"]  # type: ignore[arg-type]  # a world is all that is read
    assert list(lines_of_units(enough, "en")) == []  # type: ignore[arg-type]  # a world is all that is read


def _row(outcome: str, primary: bool, n: int, **more: object) -> dict[str, object]:
    value = 0.1 if n else np.nan
    policies = {"policy_a": "open_tender", "policy_b": "citizen_voucher", "closure": "appropriation", "period": "later"}
    numbers = dict.fromkeys(("mean_a", "mean_b", "difference", "low", "high"), value)
    labels = {"label": outcome.title(), "label_zh": "某", "unit": "share", "direction": 1}
    return {"outcome": outcome, "primary": primary, "n_pairs": n, **policies, **numbers, **labels, **more}


def test_an_outcome_without_a_value_is_named() -> None:
    frame = pd.DataFrame([_row("coverage_gap_vulnerable", True, 0), _row("coverage", True, 4)])
    off = pd.DataFrame({"outcome": []})
    told = [str(line) for line in lines_of_empty(frame, off, "en")]
    assert told == ["– Coverage gap of vulnerable groups: no value in any replication, so nothing to compare"]


@pytest.mark.parametrize(
    ("everything", "shown"), [(False, ["Coverage (share)"]), (True, ["Coverage (share)", "Unaware_Share (share)"])]
)
def test_a_split_shows_all_where_asked_and_calls_policies_as_they_were_typed(everything: bool, shown: list[str]) -> None:
    rows = [_row("coverage", True, 4, group="elderly"), _row("unaware_share", False, 4, group="elderly")]
    told = [str(line) for line in lines_of_split(pd.DataFrame(rows), "group", "en", everything)]
    assert "differences from open_tender" in told[0]
    assert "  citizen_voucher" in told
    assert [line for line in told if line.endswith("(share)")] == shown
