"""Text that is read or written, and what other programs answer, has its encoding said: the locale decides nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from source import BY_NAME, tree_of

READS = {"read_text", "write_text"}
PURCHASES = "gpssim.month."
"""What is opened there is a purchase."""
PROGRAMS = {"run", "Popen", "check_output"}


def unsaid(tree: ast.AST) -> Iterator[str]:
    """Calls that read or write text and leave its encoding to the locale."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        owner = getattr(getattr(call.func, "value", None), "id", "")
        given = {keyword.arg for keyword in call.keywords}
        modes = [a.value for a in (*call.args, *(k.value for k in call.keywords if k.arg == "mode")) if isinstance(a, ast.Constant)]
        binary = any(isinstance(mode, str) and "b" in mode for mode in modes)
        method = isinstance(call.func, ast.Attribute)  # a function of that name is our own, which says it
        text = (
            (method and name in READS)
            or (name == "open" and not binary and owner != "os")
            or (owner == "subprocess" and name in PROGRAMS)
        )
        if text and not given & {"encoding", None}:
            yield f"{name}, line {call.lineno}"


def test_every_text_says_its_encoding() -> None:
    silent = {module: [*unsaid(tree_of(source))] for module, source in BY_NAME.items() if not module.startswith(PURCHASES)}
    assert {module: calls for module, calls in silent.items() if calls} == {}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Path('x').read_text()", 1),
        ("open('x')", 1),
        ("subprocess.run(['git'], text=True)", 1),
        ("Path('x').write_text('y', encoding='utf-8')", 0),
        ("open('x', 'rb')", 0),
        ("subprocess.run(['git'], **how)", 0),
    ],
)
def test_a_text_without_one_is_found(written: str, found: int) -> None:
    assert len([*unsaid(ast.parse(written))]) == found
