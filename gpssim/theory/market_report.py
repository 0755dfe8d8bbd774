"""The market lane in words, as JSON, and as the table of what each verb and rule is pinned by."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any, Final

from gpssim.theory.market_lane import Found, Outcome, market_cases
from gpssim.theory.reach import PACKAGE, market_reach, package_graph

WIDTH: Final = 56
RULES: Final = "gpssim.rules."
BEYOND_NUMBERS: Final = {
    "bandits.layers_needed": "how deep a sum is carried: one layer more moves an index by less than 1e-10",
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


def lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Every number of every case, and a summary."""
    known = market_cases()
    for outcome in outcomes:
        case = known[outcome.case]
        yield f"{case.name}: {case.title}"
        yield f"  verbs: {', '.join(case.verbs)}; rules: {', '.join(case.rules) or 'none'}"
        yield from (_line(one) for one in outcome.found)
        if outcome.reason:
            yield f"  FAIL  {outcome.reason}"
    yield ""
    yield from (f"does not agree: {o.case}: {o.reason or _missed(o)}" for o in outcomes if not o.agrees)
    numbers = [one for o in outcomes for one in o.found]
    agree = sum(o.agrees for o in outcomes)
    yield f"whole market: {sum(one.agrees for one in numbers)} of {len(numbers)} numbers agree; {agree} of {len(outcomes)} cases"


def _missed(outcome: Outcome) -> str:
    return "; ".join(one.what for one in outcome.found if not one.agrees)


def _line(one: Found) -> str:
    numbers = f"expected {one.expected:<14.10g} got {one.got:<14.10g} allowed {one.allowed:<9.3g}"
    return f"  {'ok  ' if one.agrees else 'FAIL'}  {one.what:<{WIDTH}} {numbers}"


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
