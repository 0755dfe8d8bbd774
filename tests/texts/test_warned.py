"""Whatever gpssim warns of can be said in Chinese, and a command that speaks Chinese says it so."""

from __future__ import annotations

import ast
import pickle
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from test_chinese import CHINESE, HALF_WIDTH, latin_in
from typer.testing import CliRunner

import gpssim
from gpssim import processes
from gpssim.cli import app
from gpssim.cli.options import language_of
from gpssim.cli.warning import warnings_as_lines
from gpssim.errors import SaidWarning
from gpssim.plugins import SHELVES
from gpssim.processes import AloneWarning
from gpssim.studies.finding import DamageWarning
from gpssim.texts.templates import by_template
from gpssim.texts.terms import rejected_in
from gpssim.texts.warned import FAULTS, KINDS, WARNED, warned

PACKAGE = Path(gpssim.__file__).parent
OWN_WORDS = {"LeftOut"}
"""Warnings whose Chinese lies with the command line, by their kinds."""
TYPED = {"pip", "install", "cjk", "study", "extend", "Noto", "Sans", "CJK", "SC", "SimHei", "Sobol"}
"""What is typed, and names of fonts and of a person."""
DAMAGE = "{folder} is damaged: {faults}; this is moved to the folder {aside!r} in it, and what is missing is run again"


@lru_cache(maxsize=1)
def trees() -> dict[Path, ast.Module]:
    """Every module of the package."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def classes(trees: Iterator[ast.Module]) -> dict[str, list[str]]:
    """Every class that is a warning, with its bases."""
    nodes = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    bases = [(n.name, [ast.unparse(base) for base in n.bases]) for n in nodes]
    return {name: of for name, of in bases if any(base.endswith("Warning") for base in of)}


def words_of(tree: ast.Module, kinds: set[str]) -> Iterator[list[str]]:
    """For each warning that a module makes: its words, or those that the name of its words may stand for."""
    given = [(n.target if isinstance(n, ast.AnnAssign) else n.targets[0], n.value) for n in ast.walk(tree)
             if isinstance(n, ast.Assign | ast.AnnAssign) and n.value is not None]  # fmt: skip
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args):
        if isinstance(call.func, ast.Name) and call.func.id in kinds:
            yield [*texts(call.args[0], given)]


def texts(node: ast.expr, given: list[tuple[ast.expr, ast.expr]]) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (text for side in (node.body, node.orelse) for text in texts(side, given))
    elif isinstance(node, ast.Name):
        yield from (text for name, value in given if ast.unparse(name) == node.id for text in texts(value, given))


def test_every_warning_is_one_that_can_be_said_in_another_language() -> None:
    of = classes(iter(trees().values()))
    assert {name for name, bases in of.items() if bases != ["SaidWarning"]} == {"SaidWarning"} | OWN_WORDS
    calls = [(path.name, n) for path, tree in trees().items() for n in ast.walk(tree) if isinstance(n, ast.Call)]
    warning = [(where, n.args[0]) for where, n in calls if ast.unparse(n.func) == "warnings.warn"]
    assert len(warning) >= 12
    assert [(where, ast.unparse(node)) for where, node in warning if not isinstance(node, ast.Call | ast.Name)] == []


def test_every_warning_has_its_chinese_and_no_chinese_is_left_over() -> None:
    kinds = {name for name, bases in classes(iter(trees().values())).items() if bases == ["SaidWarning"]}
    made = [words for tree in trees().values() for words in words_of(tree, kinds)]
    assert [] not in made
    assert {text for words in made for text in words} == set(WARNED)


def test_words_without_chinese_are_found() -> None:
    planted = ast.parse('line = "so" if few else "or so"\nwarn(OwnWarning(line))\nwarn(OwnWarning("like this"))\n')
    assert [*words_of(planted, {"OwnWarning"})] == [["so", "or so"], ["like this"]]


def test_chinese_of_warnings_is_whole() -> None:
    bare = {re.sub(r"\{.*?\}", "", text) for text in (*(one.zh for one in WARNED.values()), *FAULTS.values(), *KINDS.values())}
    assert [(text, latin_in(text)) for text in bare if set(latin_in(text)) - TYPED] == []
    assert [text for text in bare if HALF_WIDTH.search(text) or [*rejected_in(text)] or not CHINESE.search(text)] == []
    fields = re.compile(r"\{\w+\}")
    assert [en for en, zh in FAULTS.items() if sorted(fields.findall(en)) != sorted(fields.findall(zh))] == []
    assert set(KINDS) == {shelf.called for shelf in SHELVES.values()}


def test_every_fault_of_a_folder_has_its_chinese() -> None:
    nodes = [n for name in ("folder.py", "single.py") for n in ast.walk(trees()[PACKAGE / "records" / name])]
    lines = ["".join(p.value if isinstance(p, ast.Constant) else "'runs'" if p.conversion > 0 else "w0001-r00002" for p in n.values)
             for n in nodes if isinstance(n, ast.JoinedStr)]  # fmt: skip
    faults = [line for line in lines if line.startswith(("part ", "finished "))]
    assert len(faults) > 12
    assert [line for line in faults if set(latin_in(by_template(line, FAULTS))) - {"runs"}] == []
    assert by_template("part w0001-r00002 of table 'runs' is missing", FAULTS) == "表 runs 的部分 w0001-r00002 缺失"


def test_a_warning_is_english_as_text_and_chinese_where_that_was_asked_for() -> None:
    one = DamageWarning(DAMAGE, folder="a {b}", faults=("part x is missing", "part y is of another study"), aside="damaged")
    assert str(one).startswith(
        "a {b} is damaged: part x is missing; part y is of another study; this is moved to the folder 'damaged'"
    )
    assert warned(one, "en") == str(one) == str(pickle.loads(pickle.dumps(one)))
    assert (
        warned(one, "zh") == "a {b} 已损坏：部分 x 缺失；部分 y 属于另一研究；损坏部分移入其中的 damaged 文件夹，缺失部分重新运行"
    )
    assert warned(pickle.loads(pickle.dumps(one)), "zh") == warned(one, "zh")
    assert warned(SaidWarning("nobody knows this of {n}", n=1), "zh") == "nobody knows this of 1"


def command(lines: list[str], *spoken: str, foreign: str = "") -> None:
    """A command that warns before it knows its language, and in each that it is asked to speak."""
    with warnings_as_lines(lines.append):
        for language in ("", *spoken):
            if language:
                language_of(language)
            warnings.warn(DamageWarning(DAMAGE, folder="x", faults=("part y is missing",), aside="damaged"), stacklevel=1)
        if foreign:
            warnings.warn(foreign, stacklevel=1)


def test_while_a_command_runs_its_warnings_are_lines_in_its_language() -> None:
    lines: list[str] = []
    with pytest.warns(UserWarning, match="something foreign") as usual:
        command(lines, "zh", "en", foreign="something foreign")
    assert len(usual) == 1
    assert [bool(CHINESE.search(line)) for line in lines] == [False, True, False]
    with pytest.warns(UserWarning, match="again"):
        command(lines, "zh", foreign="again")
    assert [bool(CHINESE.search(line)) for line in lines[3:]] == [False, True]


def test_a_command_in_chinese_warns_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    why = AloneWarning("one process does all the work: the system lets none be started ({error})", error="EPERM")
    monkeypatch.setattr(processes, "why_alone", lambda: why)
    words = ["verify", "--kind", "optimal_ceiling", "--workers", "2", "--no-figures"]
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        told = {language: CliRunner().invoke(app, [*words, "--language", language]).stderr for language in ("en", "zh")}
    assert told == {language: f"gpssim: {warned(why, language)}\n" for language in told}
    assert told["zh"] == "gpssim: 全部工作由一个进程完成：系统不允许启动其他进程（EPERM）\n"
