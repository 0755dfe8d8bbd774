"""What a page or a message asks to be installed is an extra that there is, and stands on the page of installing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKED = re.compile(r"gpssim\[(\w+)\]")
FOR_DEVELOPERS = {"lint", "mutants", "peers", "test"}
"""Parts of `dev` and of the benchmarks, which nobody needs to make a study."""


def lacking(text: str, extras: set[str]) -> set[str]:
    """Extras that the page of installing should name and does not."""
    return {extra for extra in extras if f".[{extra}]" not in text}


def test_the_page_of_installing_names_every_extra() -> None:
    page = (ROOT / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")
    extras = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"])
    sources = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "gpssim").rglob("*.py")]
    asked = {extra for source in sources for extra in ASKED.findall(source.read_text(encoding="utf-8"))}
    assert asked <= extras
    assert lacking(page, extras - FOR_DEVELOPERS) == set()


def test_an_extra_that_is_left_out_is_found() -> None:
    assert lacking('`pip install ".[cjk]"`', {"cjk", "search"}) == {"search"}
