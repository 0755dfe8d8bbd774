"""What other people's tools read back: the same numbers, with the labels and units that the declarations give them."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
from synthetic import synthetic_results
from typer.testing import CliRunner

import gpssim
from gpssim.analysis import indicator, indicators
from gpssim.cli import app
from gpssim.errors import GpssimError
from gpssim.exports.citing import bibtex, citation
from gpssim.exports.formats import base
from gpssim.exports.sheets import Export, outcomes, sheets_of
from gpssim.exports.variables import Variable, column
from gpssim.exports.words import VARIABLES
from gpssim.records import TABLES, Results

ROOT = Path(__file__).resolve().parents[2]


@lru_cache
def made_up() -> Results:
    return synthetic_results(("open_tender", "directed_commission"), replications=2, months=12)


@lru_cache
def exported() -> Export:
    return sheets_of(made_up(), ("projects", "ledger"), ("group",), "en")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Results:
    """Results whose sheets are made once: what a format does to them is asked here."""
    monkeypatch.setattr("gpssim.exports.sheets_of", lambda *_: exported())
    return made_up()


def test_a_row_a_run_and_period_holds_what_values_says() -> None:
    frame = outcomes(made_up())
    assert len(frame) == 4 * 2  # runs, periods (all, transition)
    own = frame[frame["period"] == "all"].set_index(["policy", "replication"])["coverage"]
    said = gpssim.values(made_up(), "coverage").set_index(["policy", "replication"])["value"]
    assert own.to_dict() == said.to_dict()
    assert set(indicators()) <= set(frame)


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("coverage", "en", Variable("coverage", "Coverage", "share")),
        ("coverage", "zh", Variable("coverage", "覆盖率", "比例")),
        ("capability", "en", Variable("capability", "Capability", "latent")),
        ("group", "en", Variable("group", "group of citizens")),
    ],
)
def test_a_variable_is_what_its_declaration_says(name: str, language: str, told: Variable) -> None:
    assert column(name, language) == told


def test_every_column_of_every_table_has_a_label() -> None:
    for sheet in exported().sheets:
        assert [v.name for v in sheet.variables] == list(sheet.frame)
        assert all(v.label for v in sheet.variables), sheet.name
    for name, declared in TABLES.items():
        assert all(column(c.name, "en", name).label == c.meaning for c in declared.columns)


def test_no_label_is_left_over() -> None:
    columns = {v.name for sheet in exported().sheets if sheet.name not in TABLES for v in sheet.variables}
    assert set(VARIABLES) <= columns


def test_stata_has_labels_units_and_the_numbers(small: Results, tmp_path: Path) -> None:
    gpssim.export(small, tmp_path, "dta", tables=["projects"], by=["group"])
    with pd.read_stata(tmp_path / "outcomes.dta", iterator=True) as reader:
        labels, frame = reader.variable_labels(), reader.read()
        assert reader.data_label == "outcomes of every run and period"
    assert labels["coverage"] == "Coverage (share)"
    assert labels["capability"] == f"{indicator('capability').label} (latent)"
    assert frame["coverage"].tolist() == outcomes(small)["coverage"].tolist()
    assert pd.read_stata(tmp_path / "projects.dta")["project"].iloc[0] == str(small.table("projects")["project"].iloc[0])
    assert set(pd.read_stata(tmp_path / "comparison_by_group.dta")["group"]) >= {"elderly"}


def test_parquet_has_labels_and_units_at_its_fields(small: Results, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    gpssim.export(small, tmp_path, "parquet", tables=["projects"])
    table = pq.read_table(tmp_path / "projects.parquet")
    assert table.schema.field("n_valid_bids").metadata == {b"label": b"valid offers", b"unit": b"bids"}
    assert table.schema.field("period").metadata[b"label"] == b"period, counted from the switch of policy"
    assert b"a row is one purchase" in table.schema.metadata[b"title"]
    assert table["n_valid_bids"].to_pylist() == small.table("projects")["n_valid_bids"].tolist()


def test_csv_has_a_list_of_variables(small: Results, tmp_path: Path) -> None:
    files = gpssim.export(small, tmp_path, "csv")
    variables = pd.read_csv(tmp_path / "variables.csv").set_index(["table", "variable"])
    assert variables.loc[("outcomes", "satisfaction"), "unit"] == indicator("satisfaction").unit
    assert {f.name for f in files} == {f"{s.name}.csv" for s in exported().sheets} | {"variables.csv"}
    read = pd.read_csv(tmp_path / "comparison.csv")["difference"]
    assert read.tolist() == pytest.approx(exported().sheets[0].frame["difference"].tolist(), nan_ok=True, rel=1e-15)


@pytest.mark.skipif(find_spec("openpyxl") is None, reason="the extra xlsx is not installed")
def test_excel_has_a_first_sheet_that_explains_and_a_last_that_labels(small: Results, tmp_path: Path) -> None:
    (book,) = gpssim.export(small, tmp_path, "xlsx")
    sheets = pd.read_excel(book, sheet_name=None, dtype={"project": str})
    assert list(sheets) == ["README", *(s.name for s in exported().sheets), "labels"]
    labels = sheets["labels"].set_index(["table", "variable"])
    assert labels.loc[("outcomes", "coverage"), "label"] == "Coverage"
    assert sheets["README"]["table"].tolist()[:2] == ["comparison", "comparison_by_group"]
    assert sheets["projects"]["project"].iloc[0] == str(small.table("projects")["project"].iloc[0])


def test_what_is_not_there_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(GpssimError, match=r"unknown export format 'xls'; did you mean 'xlsx'"):
        gpssim.export(made_up(), tmp_path / "none", "xls")
    with pytest.raises(GpssimError, match=r"unknown table 'project'; did you mean 'projects'"):
        gpssim.export(made_up(), tmp_path / "none", "csv", tables=["project"])
    monkeypatch.setattr(base, "find_spec", lambda _: None)
    with pytest.raises(GpssimError, match=r"export as xlsx needs openpyxl, which is not installed: pip install openpyxl"):
        gpssim.export(made_up(), tmp_path / "none", "xlsx")
    assert not (tmp_path / "none").exists()


def test_the_option_is_refused_before_anything_runs(tmp_path: Path) -> None:
    typed = ["compare", "textbook", "-p", "open_tender", "-p", "lottery", "--out", str(tmp_path / "none"), "--export", "dat"]
    refused = CliRunner().invoke(app, typed)
    assert (refused.exit_code, refused.stderr.strip()) == (2, "gpssim: unknown export format 'dat'; did you mean 'dta'?")
    assert not (tmp_path / "none").exists()


def test_the_entry_for_a_bibliography_says_what_the_file_says() -> None:
    told = citation()
    assert told["version"] == gpssim.__version__
    entry = CliRunner().invoke(app, ["cite"]).stdout
    assert entry.startswith("@software{gpssim-")
    assert "author = {{gpssim contributors}}" in entry
    assert f"title = {{{{{told['title']}}}}}" in entry
    assert r"digest of results 12\_3" in bibtex({"digest": "12_3"})


def test_the_file_that_is_cited_ships_in_the_wheel() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"CITATION.cff": "gpssim/CITATION.cff"}
    assert (ROOT / "CITATION.cff").is_file()
