"""Chinese is whole: one word for one thing, full-width signs, and no Latin word in what a Chinese reader is shown."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from synthetic import synthetic_results
from typer.testing import CliRunner

import gpssim
from gpssim.analysis import comparison_table
from gpssim.analysis.arms import arms
from gpssim.analysis.left_out import LeftOut, tried
from gpssim.analysis.unequal import unequal
from gpssim.audit.report import checks
from gpssim.cli import app
from gpssim.cli.arms import lines_of_arms
from gpssim.cli.left_out import _line
from gpssim.cli.outcomes import lines
from gpssim.cli.parameters import rows_of
from gpssim.figures import figures
from gpssim.plugins import SHELVES
from gpssim.records.results import Results
from gpssim.scenario import load_scenario, preset_names
from gpssim.scenario.parameters import parameters
from gpssim.scenario.tables import evidenced, headings, marked, shown
from gpssim.scenario.words import MARKS
from gpssim.studies.duration import Estimate
from gpssim.studies.progress import pace_in_words
from gpssim.texts.durations import PROGRESS
from gpssim.texts.names import further_names, name
from gpssim.texts.terms import TERMS, rejected_in
from gpssim.texts.units import unit

ROOT = Path(gpssim.__file__).parents[1]
CHINESE = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z][A-Za-z_]+")
HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[\u4e00-\u9fff] [()]|[()] [\u4e00-\u9fff]")
NAMES = {"gpssim", "OCDS", "HHI", "TOML", "JSON", "CSV", "Holm", "logit", "MSER", "Beta", "Python", "NumPy", "Mesa", "YYYY", "MM"}
"""Names of programs, formats, persons and measures, which have no Chinese."""
LAYOUT = re.compile(
    r"\\begin\{(?:tabular\w*|longtable)\}[^\n]*(?:\n>[^\n]*)*|\\setlength[^\n]*|\{?[\d.]+(?:pt|em|ex)\}?|@\{[^\n]*\}"
)
"""Columns and lengths of a LaTeX table."""
MARKUP = re.compile(
    r"(?<!\\)%.*$|\\(begin|end)\{[^}]*\}(\[[^\]]*\])?(\{[^}]*\})*|\\(label|ref)\{[^}]*\}|\\[A-Za-z]+\*?|\{[lrcX]+\}|\[[a-zA-Z]+\]",
    re.MULTILINE,
)
"""What LaTeX does not set: comments, environments with their columns, labels, commands."""


def latin_in(text: str) -> list[str]:
    """Latin words that a Chinese text has, without names that have no Chinese; single letters are letters of panels or units."""
    return [word for word in LATIN.findall(text) if word not in NAMES]


def strings_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told and CHINESE.search(node.value):
            yield node.value


@cache
def chinese() -> tuple[tuple[str, str], ...]:
    """Every Chinese text with its place: of the package, the experiments and the presets."""
    modules = [*ROOT.glob("gpssim/**/*.py"), *ROOT.glob("experiments/*.py")]
    rows = [(path.name, text) for path in sorted(modules) if path.name != "terms.py" for text in strings_in(path)]
    for preset in preset_names():
        scenario = load_scenario(preset)
        rows += [(preset, text) for text in (scenario.title_zh, *(policy.title_zh for policy in scenario.policies))]
    return tuple(rows)


def test_one_thing_has_one_word() -> None:
    assert len(chinese()) > 1000
    assert [(place, text, found) for place, text in chinese() for found in rejected_in(text)] == []


def test_a_rejected_word_is_found_and_words_that_hold_one_are_not() -> None:
    assert [right for _, right in rejected_in("直接委托的废标与不可验证质量")] == ["定向委托", "流标", "可核验"]
    assert list(rejected_in("购买方式由社会服务机构承接，跨地区，对数几率")) == []


def test_terms_are_in_the_glossary_and_contradict_nobody() -> None:
    glossary = (ROOT / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
    assert [term.chinese for term in TERMS if f"| {term.english} | {term.chinese} |" not in glossary] == []
    assert [term.chinese for term in TERMS if list(rejected_in(term.chinese))] == []


def quotes_only(text: str) -> bool:
    """Whether a text is English that quotes a Chinese term, as sources and declarations do."""
    return any(mark in text for mark in MARKS) or len(re.findall(r"\b[A-Z]?[a-z]{2,}\b", text)) > 1


def test_signs_beside_chinese_are_full_width() -> None:
    assert [(place, text) for place, text in chinese() if HALF_WIDTH.search(text) and not quotes_only(text)] == []
    assert HALF_WIDTH.search("覆盖率(比例)")
    assert HALF_WIDTH.search("拨款,购买量")
    assert HALF_WIDTH.search("集中度 (HHI)")
    assert not HALF_WIDTH.search("覆盖率（0–1）")


@pytest.fixture(scope="module")
def results() -> Results:
    """A study whose policies are mechanisms, a portfolio of a preset, and a user's own."""
    made = synthetic_results(replications=2, months=48, policies=("open_tender", "directed_commission", "step_by_step"))
    titled = [policy.model_dump(mode="json") for policy in load_scenario("chengdu").policies]
    return Results.of(made.parts, {**made.manifest, "policy_definitions": titled})


@pytest.mark.parametrize("figure", sorted(key for key, kind in figures().items() if kind.needs == "policies" and kind.only is None))
def test_chinese_figures_have_no_latin_word(results: Results, figure: str) -> None:
    drawn = results.plot(figure, "zh")
    texts = {text.get_text() for text in drawn.findobj(lambda artist: hasattr(artist, "get_text"))}
    plt.close("all")
    assert any(map(CHINESE.search, texts)), "no Chinese font"
    assert [(text, latin_in(text)) for text in texts if latin_in(re.sub(r"\$.*?\$|\\math\w+", "", text))] == []
    assert [text for text in texts if HALF_WIDTH.search(text) or list(rejected_in(text))] == []


def told(results: Results) -> Iterator[str]:
    """What a terminal prints of a comparison, LaTeX, and what a notebook shows."""
    compared = gpssim.compare(results)
    with further_names(results.policy_titles):
        yield from (line.plain for line in lines(compared, "zh"))
        yield from (line.plain for line in lines_of_arms(arms(results), "zh", unequal(results)))
        yield MARKUP.sub("", LAYOUT.sub("", comparison_table(compared, language="zh", bought=arms(results))))
    yield compared.readable("zh").to_string()


def test_terminal_latex_and_tables_have_no_latin_word(results: Results) -> None:
    texts = [*told(results)]
    assert any("积极稳妥、逐年转出" in text for text in texts)
    assert [(text, latin_in(text)) for text in texts if latin_in(text)] == []
    assert [text for text in texts if HALF_WIDTH.search(text) or list(rejected_in(text))] == []


def test_what_presets_name_has_chinese() -> None:
    for preset in preset_names():
        scenario = load_scenario(preset)
        with further_names(scenario.policy_titles):
            called = (*scenario.domain_names, scenario.policy.name, *(policy.name for policy in scenario.policies))
            assert [key for key in called if latin_in(name(key, "zh"))] == [], preset
            assert {name(policy.name, "en") for policy in scenario.policies if "_" in name(policy.name, "en")} == set()


def of_tables() -> Iterable[str]:
    """Headings, units, domains and meanings of parameters; names that are typed, such as levers, stay what they are."""
    yield from headings("zh")
    for row in parameters(load_scenario("suzhou-high-tech")):
        yield unit(row.unit, "zh")
        yield re.sub("'.*?'", "", row.domain_zh)
        if row.path.endswith(".shares"):
            yield shown(row.value, "zh")


def test_tables_of_parameters_have_no_latin_word() -> None:
    assert [text for text in of_tables() if latin_in(text)] == []


def test_checks_of_an_audit_say_all_in_chinese() -> None:
    shipped = [cls for cls in checks().values() if cls.__module__.startswith("gpssim.")]
    texts = [text for cls in shipped for text in (cls.label_zh, cls.changed_zh, cls.must_stay_zh)]
    assert all(map(CHINESE.search, texts))
    assert [text for text in texts if latin_in(text)] == []


def test_titles_of_presets_survive_the_round_trip() -> None:
    text = gpssim.load_scenario("chengdu").policies[0]
    assert (text.title, text.title_zh) == ("open competition", "公开择优")
    written = tomllib.loads((ROOT / "gpssim" / "scenario" / "presets" / "chengdu.toml").read_text(encoding="utf-8"))
    assert all(policy["title"] and policy["title_zh"] for policy in written["policies"])


def test_words_of_evidence_are_chinese_and_a_citation_stays_as_it_is_written() -> None:
    """A source names a law, a survey, a paper: that stays Latin, so that it can be found. How far it holds is said in Chinese."""
    assert marked("Order 87 art. 55, VERIFIED; assumption, range 0-0.6; neutral 0", "zh") == (
        "Order 87 art. 55，已核实；假设，范围 0–0.6；中性值 0"
    )
    assert marked("convention: off; Holt 1980", "zh") == "约定：默认关闭；Holt 1980"
    assert evidenced("Law art. 30; V1 V2. One year; G", "zh") == "Law art. 30；已查全文、据官方考试题解. One year；模型假定"
    signs = re.compile("[\u4e00-\u9fff][,;:]|[,;:][\u4e00-\u9fff]")  # brackets belong to the citation
    left = re.compile(r"\b(?:VERIFIED|DERIVED|DATA|MEMORY|assumption|convention|policy choice|range \d|neutral \d)")
    for preset in preset_names():
        sources = [marked(row.source, "zh") for row in rows_of(load_scenario(preset))]
        assert [source for source in sources if left.search(source) or signs.search(source)] == [], preset


def test_every_mechanism_says_its_rule_in_chinese() -> None:
    for cls in SHELVES["mechanism"].known().values():
        rule = vars(cls).get("rule_zh", "")
        assert len(CHINESE.findall(rule)) > 30, cls.name
        assert "简化：" in rule
        assert (latin_in(rule), HALF_WIDTH.findall(rule), list(rejected_in(rule))) == ([], [], []), cls.name


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("mechanisms", "lottery"), "lottery：随机分配\n公布一个价格，"),
        (("scenario", "show", "suzhou-high-tech", "--changed"), "suzhou-high-tech：苏州高新区社区公共服务\n"),
        (("scenario", "list"), "chengdu                  成都市一般区县（2015年暂行办法）\n"),
    ],
)
def test_commands_that_show_are_chinese_to_their_headings(words: tuple[str, ...], begins: str) -> None:
    """Beside names that are typed and citations nothing Latin is printed, and no line begins with a sign that closes."""
    done = CliRunner().invoke(app, [*words, "--language", "zh"], env={"COLUMNS": "80"})
    assert done.exit_code == 0
    assert done.stdout.startswith(begins)
    assert [line for line in done.stdout.splitlines() if re.match(r"\s*[，。；：、）]", line)] == []
    assert not re.search(r"\b(?:kept|policies:|assumption|Simplified|neutral)\b", done.stdout)


TO_PERSONS = {"echo", "say"}
BEFORE_A_LANGUAGE = {"stopped"}
"""What is said where nobody knows which language was asked for."""


def words_told_in(path: Path) -> Iterator[str]:
    """Latin words that a file of the command line says by itself, and not from a table of words in both languages."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        for told in call.args[:1] if called in TO_PERSONS else ():
            literals = [told, *(told.values if isinstance(told, ast.JoinedStr) else ())]
            texts = [one.value for one in literals if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield from (word for text in texts for word in latin_in(text))


def test_the_command_line_says_nothing_in_one_language_only(tmp_path: Path) -> None:
    """A refusal is in English; ``app.py`` says those."""
    verbs = [path for path in (ROOT / "gpssim" / "cli").rglob("*.py") if path.name != "app.py"]
    assert [(path.name, word) for path in verbs for word in words_told_in(path) if word not in BEFORE_A_LANGUAGE] == []
    planted = tmp_path / "verb.py"
    planted.write_text('say("nothing was verified")\ntyper.echo(f"  {luck} luck")\nsay(f"{n}: {x}")\n', encoding="utf-8")
    assert [*words_told_in(planted)] == ["nothing", "was", "verified", "luck"]


def test_what_is_said_of_a_study_under_way_is_chinese() -> None:
    """How long, how fast, what was left out: what goes to stderr."""
    told, now = list[str](), iter([0.0, 100.0])
    estimate = Estimate(1, 1, told.append, lambda: next(now), "zh", iter([0.0, 60.0]).__next__)
    for done in (0, 1):
        estimate(done, 10)
    told += [pace_in_words(rate, "zh") for rate in (2.0, 0.1, 0.001)]
    told += [text.zh for text in PROGRESS.values()]
    with pytest.warns(LeftOut) as caught:
        tried("figure", "who_wins", lambda: 1 / 0, None)
    told += [_line(one.message, "zh").replace("'who_wins'", "").partition("：")[0] for one in caught]
    assert len(told) == 4 + len(PROGRESS) + 1
    assert [(text, latin_in(re.sub(r"\{.*?\}", "", text))) for text in told if latin_in(re.sub(r"\{.*?\}", "", text))] == []


def test_designs_are_told_in_chinese() -> None:
    done = CliRunner().invoke(app, ["study", "designs", "--language", "zh"])
    assert done.exit_code == 0
    told = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert len(told) == len(SHELVES["design"].known())
    assert all("各点" in line for line in told)
    assert not re.search(r"\bluck\b", done.stdout)
