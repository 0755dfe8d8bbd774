"""What people read is there in both languages, is shown somewhere, and lies where texts lie."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import gpssim
from gpssim import registry
from gpssim.analysis import indicators
from gpssim.plugins import SHELVES
from gpssim.plugins import parameters as plugin_parameters
from gpssim.plugins.declaring import CHINESE as PLUGIN_CHINESE
from gpssim.scenario import FRICTIONS, GROUPS, Levers, json_schema, load_scenario, parameters, preset_names
from gpssim.scenario.words import MARKS
from gpssim.texts.comparisons import CLOSURES, LOSSES, PERIODS
from gpssim.texts.names import NAMES, in_order, name
from gpssim.texts.text import LANGUAGES, Text, by_english, named, said
from gpssim.texts.units import UNITS, unit

PACKAGE = Path(gpssim.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
CHINESE = re.compile("[\u4e00-\u9fff]")
SIGNS = {"1", "0-1", "minus", "logit", "waterfall_axis", "with_settings", "of_mechanism", "between_settings", "between_notes",
         "rule_set", "heading_and_cell", "name_and_title", "titled", "%", "mser", "rule", "parameter", "case",
         "rests_on"}  # fmt: skip
"""Texts that are the same in both languages, or hardly differ."""

GLOSSARY = {
    "education", "medical_assistance", "public_health", "culture", "housing", "legal_aid", "environment", "poverty_relief",
    "correction", "drug_rehabilitation", "domestic_service",
}  # fmt: skip
"""Service domains that have a name, whether or not a preset has them."""

CARRY_THEIR_OWN = (
    "mechanisms/", "bidding/", "payments/", "price_rules/", "information/reputation/", "analysis/indicators/", "audit/checks/",
    "designs/", "inquiry/answers/", "calibration/moments/", "policy_search/searches/", "studies/executors/",
    "calibration/methods/", "calibration/local_search.py", "calibration/space.py",
    "calibration/pictures.py", "policy_search/pictures.py", "analysis/survival.py", "theory/panels.py", "compiling/telling.py",
    "theory/market/",
)  # fmt: skip
"""Plug-ins and other things declared one by one, Chinese beside English: one file, or one entry, is all of it."""
OF_EVIDENCE = {"VERIFIED", "DERIVED", "DATA", "MEMORY"}
"""The marks that a source may have, whether or not one has it now."""
QUOTE_TERMS = ("scenario/",)
"""The English of declarations quotes a term of the field (采购限额) where a reader would look it up; sources, a rule's number."""


def module_of(path: Path) -> str:
    return ".".join(("gpssim", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def tables() -> Iterator[tuple[str, dict[str, Text]]]:
    """Every table of texts with its place."""
    for path in MODULES:
        if path.stem == "words" or path.parent.name == "texts":
            for label, value in vars(import_module(module_of(path))).items():
                if isinstance(value, dict) and any(isinstance(text, Text) for text in value.values()):
                    yield f"{module_of(path)}.{label}", value


TABLES = dict(tables())


def fields_of(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in Formatter().parse(text) if field)


@pytest.mark.parametrize("place", TABLES)
def test_every_text_is_there_in_both_languages_with_the_same_fields(place: str) -> None:
    for key, text in TABLES[place].items():
        assert isinstance(text, Text), key
        assert text.en, key
        assert CHINESE.search(text.zh) or key in SIGNS, key
        assert not CHINESE.search(text.en), key
        assert fields_of(text.en) == fields_of(text.zh), key


@cache
def written(path: Path) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The strings of a module, and patterns of those that it puts together."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = frozenset(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    joined = [[p.value if isinstance(p, ast.Constant) else None for p in n.values] for n in nodes if isinstance(n, ast.JoinedStr)]
    made = ["".join(r"\w+" if p is None else re.escape(str(p)) for p in parts) for parts in joined if any(map(_names, parts))]
    return plain, tuple(map(re.compile, made))


def _names(part: object) -> bool:
    return isinstance(part, str) and len(part) > 2 and bool(re.fullmatch(r"\w*_\w*", part))


def shown(key: str, where: Iterable[Path], home: Path) -> bool:
    """Whether one of these modules, other than the table's own, says a key."""
    told = (written(p) for p in where if p != home)
    return any(key in plain or any(pattern.fullmatch(key) for pattern in joined) for plain, joined in told)


BY_KEY = [
    place
    for place in TABLES
    if place.split(".")[-1] not in {"UNITS", "FORMED", "MARKS", "NAMES", "HEADINGS", "DOMAINS", "VARIABLES", "CODES", "DURATIONS"}
] + ["gpssim.texts.comparisons.HEADINGS"]


def home_of(place: str) -> Path:
    """The module of a table."""
    home = PACKAGE.parent.joinpath(*place.split(".")[:-1])
    return home / "__init__.py" if home.is_dir() else home.with_suffix(".py")


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules that a module imports names from, anywhere in it, where one of them is a table of words."""
    source = path.read_text(encoding="utf-8")
    nodes = ast.walk(ast.parse(source)) if "words import" in source else ()  # most modules say nothing: reading them takes long
    return frozenset(str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) if node.level == 0)


@cache
def readers(home: Path) -> tuple[Path, ...]:
    """Who may say a text of a table: every module for those in ``texts``, else the table's neighbors and who imports from it."""
    if home.parent.name == "texts":
        return tuple(MODULES)
    return tuple(path for path in MODULES if home.parent in path.parents or module_of(home) in imported(path))


@pytest.mark.parametrize("place", BY_KEY)
def test_every_text_is_shown_somewhere(place: str) -> None:
    home = home_of(place)
    assert [key for key in TABLES[place] if not shown(key, readers(home), home)] == []


def test_a_text_that_nothing_shows_is_found() -> None:
    home = PACKAGE / "figures" / "words.py"
    assert shown("forest_note", readers(home), home)
    assert shown("stage_review", readers(home), home)
    assert not shown("forest_remark", readers(home), home)


@pytest.mark.parametrize(
    ("wing", "known", "elsewhere"), [("calibration", "test", "forest_note"), ("policy_search", "search", "forest_note")]
)
def test_a_text_of_a_wing_is_not_shown_by_what_others_say(wing: str, known: str, elsewhere: str) -> None:
    """``forest_note`` is said by a figure, which cannot see the table of a wing."""
    home = PACKAGE / wing / "words.py"
    assert shown(known, readers(home), home)
    assert shown(elsewhere, MODULES, home)
    assert not shown(elsewhere, readers(home), home)


def constants(node: ast.expr) -> list[str]:
    """The strings that a key may be: itself, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def asked_for(source: str) -> list[str]:
    """The keys of ``WORDS`` that a module asks for by name: ``said(WORDS, key, ...)``, ``word(key, ...)``, ``WORDS[key]``."""
    keys: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            if node.func.id == "word":
                keys += constants(node.args[0])
            elif node.func.id == "said" and isinstance(node.args[0], ast.Name) and node.args[0].id == "WORDS":
                keys += constants(node.args[1])
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "WORDS":
            keys += constants(node.slice)
    return keys


def missing(path: Path) -> list[str]:
    """Keys that a module asks for and that no table of words it imports has."""
    homes = [one for one in imported(path) if f"{one}.WORDS" in TABLES]
    known = {key for one in homes for key in TABLES[f"{one}.WORDS"]}
    return [key for key in asked_for(path.read_text(encoding="utf-8")) if key not in known] if homes else []


def test_every_text_that_is_asked_for_is_there() -> None:
    asking = {path: len(asked_for(path.read_text(encoding="utf-8"))) for path in MODULES if imported(path)}
    assert {module_of(path): missing(path) for path in asking if missing(path)} == {}
    for wing in ("figures", "cli", "calibration"):
        assert any(n for path, n in asking.items() if f"gpssim.{wing}.words" in imported(path)), f"nothing of {wing} is looked at"


def test_a_text_that_is_asked_for_and_missing_is_found(tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    asking = 'said(WORDS, "stoped" if out else "runs", "en")\nWORDS["targts"]\n'
    path.write_text("from gpssim.calibration.words import WORDS\n" + asking, encoding="utf-8")
    assert missing(path) == ["stoped", "targts"]


@pytest.mark.parametrize("wing", ["calibration", "policy_search"])
def test_every_word_of_a_wings_pictures_is_shown_and_both_languages_are_there(wing: str) -> None:
    path = PACKAGE / wing / "pictures.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said_in = [n.value for p in (PACKAGE / wing).rglob("*.py") for n in ast.walk(ast.parse(p.read_text(encoding="utf-8")))
               if isinstance(n, ast.Constant)]  # fmt: skip
    pairs = [(n.elts[0], n.elts[1]) for n in ast.walk(tree) if isinstance(n, ast.Tuple) and len(n.elts) == 2]
    told = [(a.value, b.value) for a, b in pairs if isinstance(a, ast.Constant) and isinstance(b, ast.Constant)]
    assert [pair for pair in told if CHINESE.search(str(pair[1])) and (not pair[0] or CHINESE.search(str(pair[0])))] == []
    table = getattr(import_module(f"gpssim.{wing}.pictures"), "WORDS", {})
    own = table if all(type(pair) is tuple for pair in table.values()) else {}
    assert [key for key in own if said_in.count(key) < 2] == []


def test_every_answer_of_an_inquiry_has_its_title_in_both_languages() -> None:
    files = [path for path in (PACKAGE / "inquiry" / "answers").glob("*.py") if path.stem not in ("__init__", "base")]
    answers = {path.stem: import_module(module_of(path)).ANSWER for path in files}
    assert answers
    assert [name for name, one in answers.items() if not (one.title.en and CHINESE.search(one.title.zh))] == []


def shipped_plugins() -> list[type]:
    """Every class of the package that declares parameters and is made from them."""
    kinds = ("mechanism", "bidding", "reputation", "price_rule", "payment", "choice", "design")
    known = [cls for kind in kinds for cls in SHELVES[kind].known().values()]
    return [cls for cls in known if cls.__module__.startswith("gpssim.")]


def test_every_parameter_of_a_shipped_plugin_has_its_chinese_and_none_is_left_over() -> None:
    rows = [row for cls in shipped_plugins() for row in plugin_parameters(cls)]
    assert [row.name for row in rows if not CHINESE.search(row.meaning_zh)] == []
    assert set(PLUGIN_CHINESE) - {row.meaning for row in rows} == set()
    weight = next(row for row in plugin_parameters(registry.mechanisms()["open_tender"]) if row.name == "price_weight")
    assert (weight.meaning_zh, weight.domain_zh) == ("价格在评分中的权重", "0.1 至 1 之间的数")


def test_every_unit_has_its_chinese_and_no_unit_is_left_over() -> None:
    schema = json_schema()
    groups = (schema["properties"], *(group["properties"] for group in schema["$defs"].values()))
    declared = {field["unit"] for fields in groups for field in fields.values() if "unit" in field}
    declared |= {one.unit for one in indicators().values()}
    declared |= {row.unit for cls in shipped_plugins() for row in plugin_parameters(cls)}
    assert declared - set(UNITS) == set(), "without Chinese"
    assert set(UNITS) - declared == set(), "of nothing"


def test_every_mark_of_evidence_stands_in_a_source() -> None:
    sources = {row.source for preset in preset_names() for row in parameters(load_scenario(preset))}
    assert [mark for mark in MARKS if mark not in OF_EVIDENCE and not any(mark in source for source in sources)] == []
    assert set(MARKS) >= OF_EVIDENCE


def test_a_mechanism_is_called_in_tables_and_figures_what_its_own_file_calls_it() -> None:
    for key, cls in registry.mechanisms().items():
        if cls.__module__.startswith("gpssim."):
            assert NAMES[key] == (cls.label[:1].lower() + cls.label[1:], cls.label_zh), key


def test_every_name_is_one_of_something_and_what_is_compared_has_one() -> None:
    presets = {domain for preset in preset_names() for domain in load_scenario(preset).domain_names}
    families = {one.family for one in indicators().values()}
    must = {*(k for k, c in registry.mechanisms().items() if c.__module__.startswith("gpssim.")), *GROUPS, *families}
    assert must <= set(NAMES)
    left = set(NAMES) - must - presets - GLOSSARY
    home = PACKAGE / "texts" / "names.py"
    assert [key for key in left if not shown(key, MODULES, home)] == []


def test_periods_closures_and_frictions_have_their_names() -> None:
    from gpssim.analysis.periods import PERIODS as REPORTED

    assert set(PERIODS) == set(REPORTED)
    assert set(CLOSURES) == set(get_args(Levers.model_fields["closure"].annotation))
    assert set(FRICTIONS) == set(LOSSES) - {"full_information", "actual", "loss"}


def strings(path: Path) -> Iterator[str]:
    """The Chinese strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told and CHINESE.search(node.value):
            yield node.value


def at_home(path: Path) -> bool:
    """Whether Chinese may lie in a module: texts, or something declared one by one that carries its own."""
    place = path.relative_to(PACKAGE).as_posix()
    figure = place.startswith("figures/") and hasattr(import_module(module_of(path)), "FIGURE")
    return path.stem == "words" or "texts" in place.split("/") or place.startswith(CARRY_THEIR_OWN) or figure


def astray(path: Path) -> list[str]:
    """Chinese in a module where none may lie."""
    quoted = path.relative_to(PACKAGE).as_posix().startswith(QUOTE_TERMS)
    return [] if at_home(path) else [text for text in strings(path) if not (quoted and re.search("[a-z]{3}", text))]


def test_chinese_lies_where_texts_lie() -> None:
    assert {module_of(path): astray(path) for path in MODULES if astray(path)} == {}


def test_one_look_up_fills_in_names_what_has_no_text_and_keeps_order() -> None:
    table = {"months": Text("months {first}-{last}", "第{first}-{last}月")}
    assert [said(table, "months", language, first=1, last=12) for language in LANGUAGES] == ["months 1-12", "第1-12月"]
    with pytest.raises(KeyError):
        said(table, "years", "en")
    assert [named(table, "village_doctors", language) for language in LANGUAGES] == ["village doctors"] * 2
    assert by_english({"yuan": "元"}) == {"yuan": Text("yuan", "元")}
    assert (name("elder_care", "zh"), unit("yuan per year", "zh"), unit("yuan per goat", "zh")) == (
        "养老",
        "元/年",
        "yuan per goat",
    )
    assert in_order(["employment", "mine", "elder_care"]) == ["elder_care", "employment", "mine"]
