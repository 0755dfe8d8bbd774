"""The page about the month tells every verb of the model's month, in the model's order, and where it begins."""

from __future__ import annotations

import ast
import inspect
import re
from operator import attrgetter
from pathlib import Path
from textwrap import dedent

from gpssim import model

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "month.md"


def verbs() -> list[str]:
    """The verbs of a month with their places: what ``step`` calls with the model, in order; the check is no part of the story."""
    tree = ast.parse(dedent(inspect.getsource(model.PublicServiceMarket.step)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and [ast.unparse(a) for a in node.args] == ["self"]]
    found = [attrgetter(ast.unparse(call.func))(model) for call in sorted(calls, key=lambda call: call.lineno)]
    return [f"{f.__module__.removeprefix('gpssim.month.').replace('.', '/')}.{f.__name__}" for f in found if f.__name__ != "check"]


def test_the_page_tells_every_verb_in_order() -> None:
    told = re.findall(r"^## ([a-z_]+)\n\n`([a-z_/]+\.([a-z_]+))`:$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [place for _, place, _ in told] == verbs()
    assert [heading for heading, _, _ in told] == [name for _, _, name in told]
    assert len(told) > 10
