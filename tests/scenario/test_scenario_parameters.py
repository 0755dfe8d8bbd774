"""Every parameter has unit, domain, meaning in two languages and a source; tables and schema show them."""

from __future__ import annotations

import json
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import jsonschema
import pytest

from gpssim.scenario import (
    Scenario,
    World,
    json_schema,
    load_scenario,
    parameters,
    preset_names,
    replace,
    swept_parameters,
    texts,
    tree_of,
)
from gpssim.scenario.fields import Group
from gpssim.scenario.latex import parameter_table
from gpssim.scenario.meanings import meanings
from gpssim.scenario.parameters import ParameterRow
from gpssim.scenario.paths import group_in
from gpssim.scenario.tables import cells, headings, markdown, plain, printed, shown
from gpssim.texts.text import LANGUAGES, Language

MARKS = ("VERIFIED", "DERIVED", "DATA", "MEMORY")
PLACES = [name for name in preset_names() if name != "textbook"]
SETTLED = ("convention", "computational scale", "policy choice", "sums to 1")


def groups(model: type[Group]) -> Iterator[type[Group]]:
    """A group and all groups in it."""
    yield model
    for field in model.model_fields.values():
        inner = group_in(field.annotation)
        if inner is not None and issubclass(inner, Group):
            yield from groups(inner)


def texts_of(group: type[Group]) -> dict[str, dict[str, str]]:
    """The Chinese of a group's file of declarations."""
    found: dict[str, dict[str, str]] = import_module(f"{texts.__name__}.{group.__module__.rpartition('.')[2]}").CHINESE
    return found


ALL = sorted(set(groups(Scenario)), key=lambda group: group.__name__)


@pytest.mark.parametrize("group", ALL, ids=lambda group: group.__name__)
def test_every_declared_parameter_has_a_chinese_meaning_and_no_meaning_is_left_over(group: type[Group]) -> None:
    assert [name for name, meaning in meanings(group).items() if not (meaning.en and meaning.zh)] == [], "without Chinese"
    written = texts_of(group).get(group.__name__, {})
    assert set(written) - set(meanings(group)) == set(), "Chinese without a parameter"


def test_every_file_of_chinese_is_of_a_file_of_declarations_and_of_its_groups_only() -> None:
    files = {module.name for module in pkgutil.iter_modules(texts.__path__)}
    assert files == {group.__module__.rpartition(".")[2] for group in ALL if meanings(group)}
    held = {(group.__module__.rpartition(".")[2], group.__name__) for group in ALL}
    assert {(file, name) for file in files for name in import_module(f"{texts.__name__}.{file}").CHINESE} <= held


def test_every_row_is_complete() -> None:
    for name in preset_names():
        for row in parameters(load_scenario(name)):
            assert all((row.unit, row.domain, row.domain_zh, row.meaning, row.meaning_zh, row.source)), row.path


@pytest.mark.parametrize("preset", PLACES)
def test_a_tested_range_lies_in_the_domain_and_around_the_default(preset: str) -> None:
    scenario = load_scenario(preset)
    for row in swept_parameters(scenario):
        assert row.swept is not None
        replace(scenario, {row.path: type(row.value)(row.swept[0])})
        replace(scenario, {row.path: type(row.value)(row.swept[1])})
        assert row.swept[0] <= row.value <= row.swept[1], row.path


@pytest.mark.parametrize("preset", PLACES)
def test_every_number_that_a_place_sets_has_evidence_or_a_tested_range(preset: str) -> None:
    every = preset == "suzhou-high-tech"  # whose numbers are the model's defaults
    rows = [row for row in parameters(load_scenario(preset)) if row.path.startswith("world.") and (every or row.changed)]
    by_element = {row.path.rpartition(".")[0] for row in rows if row.path.rpartition(".")[2].isdigit()}
    bare = [r.path for r in rows if not r.swept and r.path not in by_element and not any(m in r.source for m in (*MARKS, *SETTLED))]
    assert bare == []


def test_the_defaults_of_the_model_are_the_world_of_suzhou() -> None:
    assert load_scenario("suzhou-high-tech").world == World(), "a default was changed: change the preset's copy of it as well"


NOT_NEUTRAL_IN_THE_TEXTBOOK = {
    "world.organizations.foresight",  # room is counted as it will be: how offers are made, no behavior of its own
    "world.purchasers.survey_experience",  # without experience everybody counts alike anyway
    "world.bidding.incumbents_told",  # everybody hears of everything
    "world.bidding.notices_add_up",  # the same
    "world.bidding.counts_cycle",  # a cycle is one year
}


def test_what_the_textbook_market_switches_off_is_at_its_neutral_value() -> None:
    """A rule that came later must be off there, too: a parameter whose declaration names a neutral value has it."""
    declared = {row.path: row.source for row in parameters(load_scenario("suzhou-high-tech"))}
    wrong = set()
    for row in parameters(load_scenario("textbook")):
        neutral = re.search(r"neutral:? ?(-?[\d.]*\d|false|true)", declared.get(row.path, ""))
        if neutral and json.loads(neutral[1]) != row.value:
            wrong.add(row.path)
    assert wrong == NOT_NEUTRAL_IN_THE_TEXTBOOK


def test_nothing_is_varied_in_the_textbook_market() -> None:
    assert swept_parameters(load_scenario("textbook")) == []


def test_the_source_with_the_longest_path_wins() -> None:
    sources = [{"path": "world.city", "source": "census"}, {"path": "world.city.residents", "source": "yearbook"}]
    rows = {row.path: row for row in parameters(replace(Scenario(), {"sources": sources}))}
    assert rows["world.city.residents"].source == "yearbook"
    assert rows["world.city.n_districts"].source == "census"
    assert rows["world.citizens.awareness"].source == "assumption"


def test_a_fixed_source_takes_the_range_away_and_an_own_range_replaces_the_general_one() -> None:
    sources = [
        {"path": "world.purchasers", "source": "x", "fixed": True},
        {"path": "world.purchasers.integrity", "source": "y", "swept": [0.5, 0.9]},
    ]
    rows = {row.path: row for row in parameters(replace(Scenario(), {"sources": sources}))}
    assert rows["world.purchasers.tie_density"].swept is None
    assert rows["world.purchasers.integrity"].swept == (0.5, 0.9)
    assert rows["world.citizens.awareness"].swept is not None


def test_changed_marks_what_is_not_the_default_and_further_policies_show_where_they_differ() -> None:
    scenario = replace(load_scenario("suzhou-high-tech"), {"world.purchasers.integrity": 0.5})
    changed = [row.path for row in parameters(scenario) if row.changed]
    assert changed == [
        "world.purchasers.integrity",
        *(f"policies.{p}.shares" for p in ("tender_led", "directed_led", "venture_mix")),
    ]


def said_in(text: str, rows: list[ParameterRow], language: Language) -> bool:
    """Whether a paper's table has its words in a language and a row for each parameter."""
    words = "参数下方为组内" if language == "zh" else "Below each parameter"
    return words in text and text.count(r"\newline \texttt") == len(rows)


def test_the_table_is_printed_in_two_languages_and_three_forms() -> None:
    rows = parameters(load_scenario("textbook"))
    for language in LANGUAGES:
        assert len(cells(rows[0], language)) == len(headings(language))
        text = markdown(rows, language)
        assert text.count("| `") == len(rows)
        assert said_in(parameter_table(rows, language=language), rows, language)
        assert sum(table.row_count for table in printed(rows, language)) == len(rows)
    text = parameter_table([row for row in rows if row.path.startswith("world.city.")], caption="The city")
    assert r"\caption{The city}" in text
    assert r"\texttt{n\_\hspace{0pt}citizens}" in text
    assert r"\toprule" in text


def test_values_are_shown_as_a_reader_wants_them() -> None:
    policy = load_scenario("suzhou-high-tech").policy
    assert shown(policy.shares) == "0.63 directed_commission + 0.27 open_tender + 0.1 venture_philanthropy (kept)"
    assert (shown(851_200), shown(True), shown(()), shown((0.5, 1.0)), shown("lapse")) == (
        "851,200",
        "true",
        "–",
        "0.5, 1",
        "lapse",
    )
    assert json.loads(json.dumps(plain(policy.shares)))[0]["mechanism"] == "directed_commission"


def test_the_schema_is_one_and_accepts_every_preset_and_refuses_a_misspelt_key() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for name in preset_names():
        jsonschema.validate(tree_of(load_scenario(name)), schema)
    for wrong in ({"wrld": {}}, {"months": 0}, {"world": {"city": {"n_citizens": "many"}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_schema_knows_the_mechanisms_it_is_told() -> None:
    schema = json_schema({"mechanism": ("open_tender", "directed_commission"), "bidding": ("equilibrium",)})
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(tree_of(load_scenario("textbook")), schema)
    for wrong in ({"policy": {"shares": [{"mechanism": "open_tendr"}]}}, {"world": {"bidding": {"family": "equilibrum"}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)
