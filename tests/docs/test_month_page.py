"""The page about the month tells every verb of the model's month, in the model's order."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from textwrap import dedent

from gpssim.model import PublicServiceMarket

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "month.md"


def verbs() -> list[str]:
    """The verbs of a month: what ``step`` calls with the model, in order; the check is no part of the story."""
    tree = ast.parse(dedent(inspect.getsource(PublicServiceMarket.step)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    names = [(call.lineno, call.func.attr) for call in calls if [ast.unparse(a) for a in call.args] == ["self"]]
    return [name for _, name in sorted(names) if name != "check"]


def test_the_page_tells_every_verb_in_order() -> None:
    told = re.findall(r"^## ([a-z_]+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == verbs()
    assert len(told) > 10
