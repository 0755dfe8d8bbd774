"""Cases that theory solves are called in Chinese, and the numbers that those of the whole market find."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_chinese import CHINESE, HALF_WIDTH, latin_in

import gpssim
from gpssim.texts.terms import rejected_in
from gpssim.theory import read_cases, verify
from gpssim.theory.market_lane import Found, MarketCase, Outcome, market_cases
from gpssim.theory.market_names import in_chinese
from gpssim.theory.market_report import lines
from gpssim.theory.report import lines as parts_lines
from gpssim.theory.words import OF_ANY_CASE

CASES = market_cases()
FOLDER = Path(gpssim.__file__).parent / "theory" / "market"
FINDS = {"exactly", "to_the_fen", "on_average", "as_often", "Found"}


def written(source: str) -> Iterator[str]:
    """The names that a case writes where it finds a number, a nought in every field; those that it forms elsewhere are not seen."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args):
        name = call.args[0]
        if isinstance(call.func, ast.Name) and call.func.id in FINDS:
            if isinstance(name, ast.JoinedStr):
                yield "".join(part.value if isinstance(part, ast.Constant) else "0" for part in name.values)
            elif isinstance(name, ast.Constant):
                yield name.value


def wrong(text: str) -> list[object]:
    """What a Chinese text has that none may have."""
    return [*latin_in(re.sub(r"\{\w+\}", "", text)), *HALF_WIDTH.findall(text), *rejected_in(text)]


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.name)
def test_every_name_that_a_case_writes_has_its_chinese(case: MarketCase) -> None:
    names = [*written((FOLDER / f"{case.name}.py").read_text(encoding="utf-8"))]
    assert [name for name in names if latin_in(in_chinese(name, case.chinese))] == []
    fields = re.compile(r"\{\w+\}")
    texts = [case.title_zh, *(text for text in case.chinese.values() if fields.sub("", text).strip("，："))]
    assert [text for text in texts if wrong(text) or not CHINESE.search(text)] == []
    assert [en for en, zh in case.chinese.items() if sorted(fields.findall(en)) != sorted(fields.findall(zh))] == []


def test_cases_of_parts_of_the_market_are_called_in_chinese() -> None:
    cases = read_cases()
    assert [case.title_zh for case in cases if wrong(case.title_zh) or not CHINESE.search(case.title_zh)] == []
    assert len({case.title_zh for case in cases}) == len({case.title for case in cases}) > 60
    found = verify(cases, kind="logit_choice", workers=1)
    assert next(parts_lines(found, "zh")) == "8.01 logit_choice：公众选择"
    own = [replace(case, title_zh="") for case in cases if case.kind == "logit_choice"]
    assert next(parts_lines(verify(own, workers=1), "zh")).endswith("：有理论解的算例"), "a file of one's own need not have Chinese"


def test_names_of_nearly_every_number_are_seen() -> None:
    assert sum(len([*written(path.read_text(encoding="utf-8"))]) for path in FOLDER.glob("*.py")) > 500


def test_a_name_without_chinese_is_found() -> None:
    planted = (
        'def found(seed):\n    yield exactly(f"{name}: luck of the draw", 1.0, 1.0)\n    yield as_often("ceilings", 0.5, 1, 2)\n'
    )
    assert [*written(planted)] == ["0: luck of the draw", "ceilings"]
    assert [in_chinese(name, {"{name}: luck of the draw": "{name}：抽签的运气"}) for name in written(planted)] == [
        "0：抽签的运气",
        "ceilings",
    ]
    assert wrong("声誉 (latent)")


def test_a_template_takes_numbers_as_they_are_and_words_as_they_are_called() -> None:
    table = {"{who}, {kind} {n}": "{who}，第 {n} 个{kind}", "elderly": "老年人", "month": "月", "month 3": "三月"}
    assert in_chinese("elderly, month 3", table) == "老年人，第 3 个月"
    assert in_chinese("  month 3", table) == "  三月"
    assert in_chinese("elderly, month 3: how many", {**table, **OF_ANY_CASE}) == "老年人，第 3 个月：个数"
    assert in_chinese("nobody says this", table) == "nobody says this"


def test_a_lane_in_chinese_says_titles_numbers_and_what_does_not_agree() -> None:
    case = CASES["price_tender"]
    found = Found("ceiling, yuan", 1.0, 1.0), *(Found(f"offers made{more}", 1.0, 2.0) for more in ("", ": how many"))
    outcome = Outcome(case.name, found)
    told = [*lines([outcome], "zh")]
    assert told[0] == f"price_tender：{case.title_zh}"
    assert told[2].startswith("  通过    最高限价（元）  ")
    assert "不吻合：price_tender：投标比例；投标比例：个数" in told
    rest = [re.sub("price_tender|步骤：.*", "", line) for line in told]
    assert [line for line in rest if latin_in(line)] == []


def test_numbers_of_a_lane_stand_below_each_other_in_both_languages() -> None:
    outcome = Outcome("price_tender", (Found("ceiling, yuan", 1.0, 1.0), Found("mean price paid, yuan", 1.0, 1.0)))
    for language, word in (("en", "expected"), ("zh", "应为")):
        numbers = [line for line in lines([outcome], language) if word in line]
        wide = [sum(1 + (sign > "\u2e80") for sign in line.partition(word)[0]) for line in numbers]
        assert len(set(wide)) == 1
