"""Every format says the same: the same numbers with the same signs, the same texts, the same flags, and whole labels."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from r_sessions import not_printed, printed
from synthetic import synthetic_results

from gpssim.exports import sheets
from gpssim.exports.formats import format_of, stata
from gpssim.exports.sheets import Export, Sheet, sheets_of
from gpssim.exports.variables import Variable, column
from gpssim.records import Results

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,31}")
RESERVED = re.compile(r"_all|_b|byte|_coef|_cons|double|float|if|in|int|long|_n|_N|_pi|_pred|_rc|_skip|str\d+|strL|using|with")
"""Names that Stata keeps for itself."""
needs_excel = pytest.mark.skipif(find_spec("openpyxl") is None, reason="the extra xlsx is not installed")


@lru_cache
def made_up() -> Results:
    return synthetic_results(("open_tender", "directed_commission"), replications=2, months=12)


@lru_cache
def exported() -> Export:
    return sheets_of(made_up(), ("projects", "purchasers"), ("group",), "en")


@lru_cache
def in_chinese() -> Export:
    """The same with Chinese labels; no number is computed again."""
    frames = {sheet.name: sheet.frame for sheet in exported().sheets}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sheets, "compare", lambda _, by="": frames[f"comparison_by_{by}" if by else "comparison"])
        patched.setattr(sheets, "outcomes", lambda _: frames["outcomes"])
        patched.setattr(sheets, "arms", lambda _: frames["arms"])
        return sheets_of(made_up(), ("projects", "purchasers"), ("group",), "zh")


@lru_cache
def odd() -> Export:
    """A table of what is hard to write."""
    frame = pd.DataFrame(
        {
            "number": [1.0, np.inf, -np.inf, np.nan, 1e308, -2.5],
            "single": np.array([0.5, np.inf, 3e38, 0, 0, -1], dtype="float32"),
            "text": ["=1+1", "", None, "x" * 3000, "价" * 900, "y"],
            "flag": [True, False] * 3,
            "key": np.arange(6, dtype="uint64") + np.uint64(2**63),
            "whole": np.arange(6, dtype="int64") * 2**40,
        }
    )
    variables = tuple(Variable(name, "a long label " * 7, "yuan per person") for name in frame)
    return Export((Sheet("odd", "title " * 30, frame, variables),), {"seed": "1"}, exported().headings)


def read(format_name: str, export: Export, folder: Path) -> dict[str, pd.DataFrame]:
    """The tables as pandas reads them back."""
    files = format_of(format_name).write(export, folder)
    if format_name == "xlsx":
        return pd.read_excel(files[0], sheet_name=None, dtype={"project": str, "key": str})
    reader = {"csv": pd.read_csv, "dta": pd.read_stata, "parquet": pd.read_parquet}[format_name]
    return {file.stem: reader(file) for file in files}


@pytest.mark.parametrize("format_name", ["csv", "dta", "parquet", pytest.param("xlsx", marks=needs_excel)])
def test_every_format_holds_the_same_numbers_texts_and_flags(format_name: str, tmp_path: Path) -> None:
    found = read(format_name, exported(), tmp_path)
    digits = 1e-15 if format_name == "xlsx" else 0.0  # its writer keeps 16 digits
    for sheet in exported().sheets:
        assert list(found[sheet.name]) == list(sheet.frame), sheet.name
        for name in sheet.frame:
            ours, theirs = sheet.frame[name], found[sheet.name][name]
            if ours.dtype.kind in "iufb" and ours.dtype != "uint64":
                np.testing.assert_allclose(
                    theirs.to_numpy(float), ours.to_numpy(float), rtol=digits, atol=0, err_msg=f"{sheet.name} {name}"
                )
            else:
                assert texts(theirs) == texts(ours), (sheet.name, name)


def texts(column: pd.Series) -> list[str]:
    """Texts as they are; what is missing is an empty one."""
    return column.astype(object).where(column.notna(), "").astype(str).tolist()


def test_differences_are_the_policy_compared_less_the_baseline(tmp_path: Path) -> None:
    for table in (read(name, exported(), tmp_path)["comparison"] for name in ("csv", "dta", "parquet")):
        assert len(table)
        np.testing.assert_allclose(table["difference"], table["mean_b"] - table["mean_a"], rtol=1e-9, atol=1e-9)


def test_stata_has_nothing_that_it_would_refuse(tmp_path: Path) -> None:
    for export in (exported(), in_chinese(), odd()):
        for file in stata.write(export, tmp_path):
            assert file.read_bytes()[:80].startswith(b"<stata_dta><header><release>118</release>")
            with pd.read_stata(file, iterator=True) as reader:
                labels, names = reader.variable_labels(), list(reader.read())
                assert reader.value_labels() == {}
                assert len(reader.data_label) <= 80
            assert [name for name in names if not NAME.fullmatch(name) or RESERVED.fullmatch(name)] == []
            assert all(0 < len(label) <= 80 for label in labels.values())


def test_files_for_stata_are_of_the_day_of_the_study(tmp_path: Path) -> None:
    files = format_of("dta").write(replace(odd(), source={"written": "2020-02-29T23:59:00+00:00"}), tmp_path)
    with pd.read_stata(tmp_path / "odd.dta", iterator=True) as reader:
        reader.read()
        assert reader.time_stamp == "29 Feb 2020 23:59"
    assert all(b"29 Feb 2020 23:59" in file.read_bytes()[:2000] for file in files)


def test_a_long_label_keeps_its_unit_and_stands_whole_in_the_list(tmp_path: Path) -> None:
    format_of("dta").write(exported(), tmp_path)
    with pd.read_stata(tmp_path / "outcomes.dta", iterator=True) as reader:
        label = reader.variable_labels()["cost_per_quality_unit"]
    assert label == "Public cost per quality-adjusted place-… (yuan per quality-adjusted place-month)"
    listed = pd.read_stata(tmp_path / "variables.dta").set_index(["table", "variable"])
    assert listed.loc[("outcomes", "cost_per_quality_unit"), "label"] == "Public cost per quality-adjusted place-month"
    assert listed.loc[("outcomes", "cost_per_quality_unit"), "unit"] == "yuan per quality-adjusted place-month"
    assert len(listed) == len(exported().labels)


def test_chinese_labels_are_chinese_in_stata(tmp_path: Path) -> None:
    format_of("dta").write(in_chinese(), tmp_path)
    with pd.read_stata(tmp_path / "outcomes.dta", iterator=True) as reader:
        assert reader.variable_labels()["coverage"] == "覆盖率（比例）"
        assert reader.data_label == "各次运行与各时期的指标值"
    assert list(pd.read_stata(tmp_path / "variables.dta")) == ["table", "variable", "label", "unit"]


def test_numbers_that_stata_cannot_hold_are_missing_and_long_texts_are_whole(tmp_path: Path) -> None:
    format_of("dta").write(odd(), tmp_path)
    found, frame = pd.read_stata(tmp_path / "odd.dta"), odd().sheets[0].frame
    assert found["number"].dropna().tolist() == [1.0, -2.5]
    assert found["single"].isna().tolist() == [False, True, False, False, False, False]
    assert found["flag"].tolist() == [1, 0] * 3
    assert texts(found["text"]) == texts(frame["text"])
    assert found["key"].tolist() == frame["key"].astype(str).tolist()
    assert found["whole"].tolist() == frame["whole"].tolist()


@needs_excel
def test_what_is_missing_in_excel_is_an_empty_cell_and_lengths_are_numbers(tmp_path: Path) -> None:
    import openpyxl

    (file,) = format_of("xlsx").write(odd(), tmp_path)
    book = openpyxl.load_workbook(file)
    assert [book["odd"][place].data_type for place in ("A5", "C3", "C4")] == ["n", "n", "n"]  # what openpyxl says of an empty cell
    assert [book["odd"][place].value for place in ("A5", "C3", "C4", "A7", "D2")] == [None, None, None, -2.5, True]
    assert book["odd"]["E2"].value == str(2**63)
    assert [book["README"][place].value for place in ("A2", "C2", "A3", "C3")] == ["odd", 6, "seed", None]


def test_a_column_named_like_an_outcome_is_what_its_table_holds() -> None:
    assert column("bridge_share", "en", "outcomes").told == "Places under extensions (share)"
    assert column("bridge_share", "en").told == "value in extensions of expired contracts (share)"
    (arms,) = (sheet for sheet in exported().sheets if sheet.name == "arms")
    assert {v.name: v.label for v in arms.variables}["bridge_share"] == "value in extensions of expired contracts (share)"


def test_base_r_reads_numbers_flags_and_keys_of_csv(tmp_path: Path) -> None:
    frame = exported().sheets[0].frame
    format_of("csv").write(exported(), tmp_path)
    text = printed(
        'comparison <- read.csv("comparison.csv"); class(comparison$primary); sum(comparison$primary); comparison$difference\n'
        'read.csv("projects.csv", colClasses = c(project = "character"))$project',
        tmp_path,
    )
    assert '"character"' not in text
    assert '"logical"' in text
    assert not_printed([frame["primary"].sum(), *frame["difference"].dropna()], text) == []
    keys = exported().sheets[-2].frame["project"]
    assert [key for key in keys.astype(str) if f'"{key}"' not in text] == []


def test_haven_reads_labels_and_numbers_of_stata_files(tmp_path: Path) -> None:
    for export, label in ((exported(), "Coverage (share)"), (in_chinese(), "覆盖率（比例）")):
        format_of("dta").write(export, tmp_path)
        text = printed('d <- haven::read_dta("outcomes.dta"); attr(d$coverage, "label"); attr(d, "label"); d$coverage', tmp_path)
        outcomes = next(sheet for sheet in export.sheets if sheet.name == "outcomes")
        assert f'"{label}"' in text
        assert f'"{outcomes.title}"' in text
        assert not_printed(outcomes.frame["coverage"], text) == []
