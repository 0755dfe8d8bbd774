"""What users write stays what it is: data of a scenario, names, markup, mathematics, letters of fonts; the cases one by one."""

from __future__ import annotations

import datetime
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from typer.testing import CliRunner

from gpssim.cli import app
from gpssim.cli.console import plain_console
from gpssim.cli.folders import _readable, is_file_name
from gpssim.cli.overrides import parsed_overrides
from gpssim.errors import ScenarioError, UnknownNameError, shortened
from gpssim.exports.formats.excel import _written
from gpssim.figures import fonts
from gpssim.figures.fonts import FontWarning, chinese_font
from gpssim.figures.lettering import stand_ins
from gpssim.scenario import Policy, Scenario, load_scenario, replace, validated
from gpssim.scenario.parameters import parameters
from gpssim.scenario.tables import markdown
from tests.figures.corners import drawn
from tests.figures.measuring import faults

runner = CliRunner()


def kind(value: object) -> str:
    """What a case is called: some of them cannot be written down."""
    return value[-30:] if isinstance(value, str) else type(value).__name__


MARKUP, MONEY, CHINESE = "[red]tag[/nope]", "cost $5 to $6 & 50% {x}_y^2", "公开招标为主"
LONG = "a very long name of a policy, which somebody writes so that every table and legend of the paper explains itself at once"
CITY = 'name = "my-city"\nmonths = 6\nwarm_up = 6\n[world.city]\nn_citizens = 200\n'


def checked(folder: Path, content: str | bytes) -> Any:
    """What ``gpssim scenario check`` says of a file."""
    file = folder / "city.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return runner.invoke(app, ["scenario", "check", str(file)])


def test_a_mark_of_the_encoding_at_the_beginning_is_read_over(tmp_path: Path) -> None:
    assert checked(tmp_path, b"\xef\xbb\xbf" + CITY.encode()).exit_code == 0


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (CITY + "residents = " + "9" * 5000, "a whole number in it has too many digits"),
        (CITY + "residents = 0x" + "f" * 6000, "residents = a number of thousands of digits is impossible"),
        (CITY + "residents = 9223372036854775808", "must be a whole number from 1000 to 2,000,000,000"),
        (CITY + "district_spread = " + "[" * 4000 + "]" * 4000, "its lists or tables are nested too deeply"),
        (CITY + "district_spread = " + "[" * 60 + "]" * 60, "nested more than 40 deep"),
        (CITY.replace('"my-city"', "2024-01-01"), 'name = 2024-01-01 is a date: a text is written between quotation marks'),
        (CITY.replace('"my-city"', "07:32:00"), "name = 07:32:00 is a date"),
        (CITY + "[world.sector.kinds]\nsetup = [1e300, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]", "setup.0 = 1e+300 is impossible"),
        (CITY.replace("my-city", "城" * 200), "must be a name of one line: 1 to 240 letters (80 Chinese ones)"),
        (CITY.replace("my-city", "a\\u0000b"), "name = 'a\\x00b' is impossible: it must be a name of one line"),
        (CITY.replace("my-city", "a\\nb"), "name = 'a\\nb' is impossible: it must be a name of one line"),
        (CITY.replace("my-city", "=cmd|' /C calc'!A0"), "not beginning with = + - @ or a space"),
        (CITY.replace("my-city", "\\u202Egnp.exe"), "must be a name of one line"),
        (CITY.replace("my-city", ""), "name = '' is impossible: it must be a name of one line"),
        ('title = "\\u001b[31m"\n' + CITY, "title = '\\x1b[31m' is impossible: it must be text of one line"),
        ('notes = "\\u0007"\n' + CITY, "notes = '\\x07' is impossible: it must be text without control characters"),
        (CITY + '[[world.domains]]\nname = "a.b"\n', "a name of one line without . , : ; * = / \\ or quotes"),
    ],
    ids=kind,
)  # fmt: skip
def test_what_only_looks_like_a_value_is_refused_in_one_line(tmp_path: Path, content: str, line: str) -> None:
    result = checked(tmp_path, content)
    assert result.exit_code == 2, result.output
    assert line in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_what_is_written_over_several_lines_stays_a_note(tmp_path: Path) -> None:
    assert checked(tmp_path, 'notes = """one\n\ttwo"""\n' + CITY).exit_code == 0


@pytest.mark.parametrize(
    "path", ["world.domains.²", "world.domains.٣", "world.domains.-1", "world.domains." + "9" * 5000], ids=kind
)
def test_a_sign_that_is_called_a_digit_is_no_place_in_a_list(path: str) -> None:
    with pytest.raises(UnknownNameError, match=r"unknown entry in .*known: community$"):
        replace(load_scenario("textbook"), {path: 3})


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 3000], ids=kind)
def test_an_override_that_cannot_be_read_is_refused(value: str) -> None:
    with pytest.raises(ScenarioError, match=r"^--set .* is impossible: it (has too many digits|is nested too deeply)$"):
        parsed_overrides([f"world.city.residents={value}"])


def test_a_second_line_of_an_override_is_no_second_parameter() -> None:
    assert parsed_overrides(["title=one\nname = 2"]) == {"title": "one\nname = 2"}


@pytest.mark.parametrize(
    "value",
    [{1: 2}, {"a": {1, 2}}, b"x", object(), datetime.date(2024, 1, 1), "\ud800", 10**5000, float("nan"), [[[[]]]]],
    ids=kind,
)
def test_what_no_file_holds_is_refused_by_its_path(value: object) -> None:
    with pytest.raises(ScenarioError, match=r"world\.city\.residents"):
        replace(load_scenario("textbook"), {"world.city.residents": value})


def test_numbers_and_arrays_of_numpy_are_numbers() -> None:
    changed = replace(load_scenario("textbook"), {"world.city.residents": np.int64(5000), "world.citizens.access": np.ones(5)})
    assert (changed.world.city.residents, changed.world.citizens.access) == (5000, (1.0,) * 5)
    assert type(changed.world.city.residents) is int


def test_lists_within_themselves_are_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(ScenarioError, match="nested more than 40 deep"):
        validated(Scenario, {"policies": endless})


@pytest.mark.parametrize("name", ["a\nb", "x" * 5000, "\x1b[31m"], ids=kind)
def test_a_path_in_a_refusal_is_one_line_that_can_be_read(name: str) -> None:
    for tree in ({"world": {"domains": [{"name": name}]}}, {name: {"x": b"x"}}, {"world": {"domains": [{"name": name, "x": 1}]}}):
        with pytest.raises(ScenarioError) as refused:
            validated(Scenario, tree)
        lines = str(refused.value).splitlines()
        assert all(line.isprintable() and len(line) < 1000 for line in lines)
        assert len(lines) <= 2


def test_a_long_value_is_shown_in_part() -> None:
    assert len(shortened("x" * 10_000)) < 250
    with pytest.raises(ScenarioError, match=r"^name = 'x+ … x+' is impossible: .{1,200}$"):
        replace(load_scenario("textbook"), {"name": "x" * 10_000})


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        (["../../escaped", "open_tender"], "escaped-open_tender"),
        (["CON"], "_CON"),
        (["nul.x", "lottery"], "_nul.x-lottery"),
        (["///", "..."], "study"),
        (["-rf"], "rf"),
        (["a." * 50], "a." * 29 + "a"),
        (["城" * 80], "城" * 60),
    ],
)
def test_a_name_is_no_path(words: list[str], folder: str) -> None:
    name = _readable(words)
    assert name == folder
    assert Path(name).name == name
    assert len(name.encode()) <= 248


@pytest.mark.parametrize("name", ["CON", "nul.toml", "a?b", "a:b", "x" * 300, "城" * 100, "-x", "a\nb", "a.", "", "lpt1"])
def test_a_scenario_is_not_begun_under_a_name_that_some_system_cannot_write(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = runner.invoke(app, ["scenario", "new", "--", name])
    assert result.exit_code == 2
    assert result.stderr.startswith("gpssim: the name of the scenario = ")
    assert list(tmp_path.iterdir()) == []
    assert not is_file_name(name.removesuffix(".toml"))


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A scenario whose words are markup, mathematics, Chinese and long."""
    policies = [{**Policy.of("lottery", name).model_dump(mode="json"), "levers": {}} for name in (MARKUP, MONEY, CHINESE, LONG)]
    values = {"title": "City [draft] plan [red]x :smile:", "notes": "a | b\nc <b>", "policies": policies}
    return replace(load_scenario("textbook"), values)


def test_markup_is_printed_as_it_is(scenario: Scenario, tmp_path: Path) -> None:
    from gpssim.scenario.files import write_scenario

    file = write_scenario(scenario, tmp_path / "words.toml")
    assert (
        runner.invoke(app, ["scenario", "show", str(file)]).stdout.splitlines()[0] == "textbook: City [draft] plan [red]x :smile:"
    )


def test_every_terminal_is_plain() -> None:
    console = plain_console(file=None, record=True, width=60)
    with console.capture() as captured:
        console.print(f"{MARKUP} :smile: [/]")
    assert captured.get() == f"{MARKUP} :smile: [/]\n"
    sources = [file for file in Path("gpssim/cli").glob("*.py") if " Console(" in file.read_text(encoding="utf-8")]
    assert [file.name for file in sources] in ([], ["console.py"])


def test_a_cell_of_markdown_stays_a_cell() -> None:
    changed = {"world.city.residents": {"value": 5000, "source": "a | b\nc <b>"}}
    lines = markdown([row for row in parameters(replace(load_scenario("textbook"), changed)) if "residents" in row.path])
    assert r"a \| b c &lt;b>" in lines
    assert len([line for line in lines.splitlines() if "residents" in line]) == 1


def test_a_scenario_in_a_notebook_is_escaped() -> None:
    told = replace(load_scenario("textbook"), {"title": "<script>alert(1)</script>"})._repr_html_()
    assert "<script>" not in told


def test_a_text_is_no_formula_in_excel(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    with pd.ExcelWriter(tmp_path / "x.xlsx", engine="openpyxl") as book:
        _written(book, "s", pd.DataFrame({"text": ["=1+1", "x"], "number": [1.0, 2.0]}))
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["s"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("name", ["bought_with", "paired_differences"])
def test_names_in_figures_are_letters_of_a_font_and_wrapped(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = drawn(name, ("open_tender", MONEY, CHINESE if chinese_font() else "only:lottery", LONG), 1, "en")
    assert faults(figure) == []
    told = " ".join(" ".join(text.get_text().split()) for text in figure.findobj(Text) if isinstance(text, Text))
    assert "cost $5 to $6 & 50% {x}" in told
    assert "explains itself at once" in told


@pytest.fixture
def no_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "chinese_font", lambda: None)


@pytest.mark.usefixtures("no_chinese")
def test_a_policy_that_no_font_can_show_is_called_by_its_number() -> None:
    person = "x \U0001f9d1"
    assert stand_ins(["open_tender", CHINESE, person]) == {CHINESE: ("policy 2", "政策2"), person: ("policy 3", "政策3")}


@pytest.mark.usefixtures("no_chinese")
def test_other_letters_that_no_font_has_are_said_once_and_become_question_marks() -> None:
    with pytest.warns(FontWarning, match="no font here has the letters 公 开 招 标 为 主: shown as ?") as said:
        figure = drawn("bought_with", ("open_tender", CHINESE), 1, "en")
    assert len(said) == 1
    told = [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text)]
    assert any("??????" in text for text in told)
    assert not any("公" in text for text in told)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("world.purchasers.project_value", 1.0),
        ("world.purchasers.appropriation_per_head", 1e9),
        ("world.city.residents", 2_000_000_000),
    ],
)
def test_a_city_that_would_buy_millions_of_projects_is_refused(path: str, value: float) -> None:
    with pytest.raises(ScenarioError, match=r"at most [\d.,e+]+, which pays [\d,]+ residents for 100,000 projects"):
        replace(load_scenario("suzhou-high-tech"), {path: value})


def test_money_for_exactly_so_many_projects_is_money_enough() -> None:
    scenario = load_scenario("suzhou-high-tech")
    p, residents = scenario.world.purchasers, scenario.world.city.residents
    least = p.appropriation_per_head * residents / 100_000
    assert replace(scenario, {"world.purchasers.project_value": least * 1.0001}).world.purchasers.project_value > least
    with pytest.raises(ScenarioError, match="100,000 projects"):
        replace(scenario, {"world.purchasers.project_value": least * 0.9999})
