"""Every page does what it says: Python blocks run, command lines parse, links lead somewhere, the README has its two lines."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?:\{code-cell\} )?(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXECUTED_WHEN_BUILT = (ROOT / "docs" / "gallery.md", ROOT / "docs" / "tutorial" / "first_study.md")
"""Their blocks are cells: the build of the documentation runs them, and fails where one fails."""


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return [body for name, body in FENCE.findall(page.read_text(encoding="utf-8")) if name == language]


def commands(page: Path) -> list[str]:
    """Every gpssim command line of a page: after a prompt, or in a line of the README."""
    prompted = [line.removeprefix("$ ") for b in blocks(page, "console") for line in b.splitlines() if line.startswith("$ ")]
    typed = [part.strip() for b in blocks(page, "bash") for line in b.splitlines() for part in line.split("&&")]
    typed = [c.partition(" > ")[0].removeprefix(".venv/bin/") for c in prompted + typed]
    return [c for c in typed if c.startswith("gpssim ")]


def parse(words: list[str]) -> None:
    """Parse a command line as the program would, without running it; raises on an unknown command, option or type."""
    import typer.main

    from gpssim.cli import app

    command, name, rest = typer.main.get_command(app), words[0], words[1:]
    while hasattr(command, "commands") and rest and not rest[0].startswith("-"):
        assert rest[0] in command.commands, f"No such command: {rest[0]}"
        command, name, rest = command.commands[rest[0]], rest[0], rest[1:]
    if "--help" not in rest:
        command.make_context(name, rest)


@pytest.mark.parametrize(
    "page", [p for p in PAGES if blocks(p, "python") and p not in EXECUTED_WHEN_BUILT], ids=lambda p: str(p.relative_to(ROOT))
)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # in one process: starting others costs more than these small studies take
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0}, raising=False)
    namespace: dict[str, object] = {"__name__": "a_page_of_the_documentation"}
    for k, block in enumerate(blocks(page, "python")):
        exec(compile(block, f"{page.name}, block {k + 1}", "exec", dont_inherit=True), namespace)  # noqa: S102  # our own pages


def test_only_pages_of_cells_are_left_to_the_build() -> None:
    cells = {page for page in PAGES if "```{code-cell}" in page.read_text(encoding="utf-8")}
    assert cells == set(EXECUTED_WHEN_BUILT)
    assert all("jupytext:" in page.read_text(encoding="utf-8").split("---")[1] for page in cells), "the build runs no others"


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_command_lines_of_a_page_parse(page: Path) -> None:
    for command in commands(page):
        parse(shlex.split(command))


@pytest.mark.parametrize("planted", ["gpssim compair textbook", "gpssim compare textbook --policy a --polcy b"])
def test_a_planted_command_line_is_refused(planted: str) -> None:
    with pytest.raises(Exception, match=r"(?i)no such"):
        parse(shlex.split(planted))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_the_readme_has_two_command_lines() -> None:
    lines = [line for block in blocks(ROOT / "README.md", "bash") for line in block.splitlines()]
    assert len(lines) == 2
    assert "gpssim compare suzhou-high-tech" in lines[0]
    assert "pytest" in lines[1]
