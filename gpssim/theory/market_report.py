"""The market lane in words, as JSON, and as the table of what each verb and rule is pinned by."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any, Final

from gpssim.texts.text import Language, listed, said
from gpssim.theory.market_lane import Found, MarketCase, Outcome, market_cases
from gpssim.theory.market_names import in_chinese
from gpssim.theory.reach import PACKAGE, market_reach, package_graph
from gpssim.theory.words import MARKET, REPORT

WIDTH: Final = 56
RULES: Final = "gpssim.rules."
BEYOND_NUMBERS: Final = {
    "bandits.layers_needed": "how deep a sum is carried: one layer more moves an index by less than 1e-10",
    "scoring.first_ranked": "the first of scoring.ranking, found without sorting where offers are many",
}
"""Rules that no number of a market can pin, each with the reason."""


def verbs_of_the_month() -> tuple[str, ...]:
    """The verbs that a month calls, in their order, read off :meth:`gpssim.model.PublicServiceMarket.step`."""
    tree = ast.parse((PACKAGE / "model.py").read_text(encoding="utf-8"))
    step = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "step")
    calls = [n.value.func for n in step.body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)]
    return tuple(f.attr if isinstance(f, ast.Attribute) else ast.unparse(f) for f in calls)


def rules_of_the_market() -> tuple[str, ...]:
    """Every rule that a market can call, as ``file.function``: functions of ``gpssim/rules/`` with a public name."""
    graph = package_graph()
    reached = (name for name in market_reach() if name.startswith(RULES) and not name.endswith("."))
    short = (name.removeprefix(RULES) for name in reached if not graph.definitions[name].constant)
    functions = (name for name in short if name.count(".") == 1 and name.rpartition(".")[2][0].islower())
    return tuple(sorted(functions))


def pinned() -> dict[str, tuple[str, ...]]:
    """Each verb and each rule with the names of the cases that pin it."""
    cases = market_cases().values()
    of_verbs = {verb: tuple(c.name for c in cases if verb in c.verbs) for verb in verbs_of_the_month()}
    return {**of_verbs, **{rule: tuple(c.name for c in cases if rule in c.rules) for rule in rules_of_the_market()}}


def lines(outcomes: Sequence[Outcome], language: Language = "en") -> Iterator[str]:
    """Every number of every case, and a summary; names of cases, verbs and rules stay as they are in the program."""
    known = market_cases()
    for outcome in outcomes:
        case = known[outcome.case]
        yield said(MARKET, "titled", language, name=case.name, title=case.title_zh if language == "zh" else case.title)
        rules = listed(case.rules, language) or said(MARKET, "no_rules", language)
        yield "  " + said(MARKET, "through", language, verbs=listed(case.verbs, language), rules=rules)
        yield from (_line(one, called(one, case, language), language) for one in outcome.found)
        if outcome.reason:
            yield f"  {said(REPORT, 'fail', language)}  {outcome.reason}"
    yield ""
    for o in outcomes:
        if not o.agrees:
            yield said(MARKET, "disagrees", language, case=o.case, reason=o.reason or _missed(o, language))
    numbers = [one for o in outcomes for one in o.found]
    counts = {"n": len(numbers), "passed": sum(one.agrees for one in numbers)}
    yield said(MARKET, "total", language, **counts, agree=sum(o.agrees for o in outcomes), cases=len(outcomes))


def called(one: Found, case: MarketCase, language: Language) -> str:
    """What a number is called."""
    return in_chinese(one.what, case.chinese) if language == "zh" else one.what


def _missed(outcome: Outcome, language: Language) -> str:
    case = market_cases()[outcome.case]
    return listed((called(one, case, language).strip() for one in outcome.found if not one.agrees), language, apart=True)


def _line(one: Found, name: str, language: Language) -> str:
    from rich.cells import cell_len

    numbers = said(REPORT, "numbers", language, expected=one.expected, got=one.got, tolerance=one.allowed)
    apart = " " * max(0, WIDTH - cell_len(name))
    return f"  {said(REPORT, 'ok' if one.agrees else 'fail', language)}  {name}{apart} {numbers}"


def as_text(outcomes: Sequence[Outcome], seed: int) -> str:
    """The lane as JSON: ``summary`` and ``cases`` with every number."""
    summary = {
        "pass": all(o.agrees for o in outcomes),
        "seed": seed,
        "cases": len(outcomes),
        "agree": sum(o.agrees for o in outcomes),
    }
    return json.dumps({"summary": summary, "cases": [_row(o) for o in outcomes]}, ensure_ascii=False, indent=1)


def _number(x: float) -> float | None:
    return float(x) if isfinite(x) else None


def _row(outcome: Outcome) -> dict[str, Any]:
    case = market_cases()[outcome.case]
    told = {"name": case.name, "title": case.title, "verbs": case.verbs, "rules": case.rules, "source": case.source}
    numbers = [
        {"what": f.what, "expected": float(f.expected), "got": _number(f.got), "allowed": float(f.allowed), "pass": f.agrees}
        for f in outcome.found
    ]
    return {**told, "pass": outcome.agrees, "reason": outcome.reason or None, "numbers": numbers}
