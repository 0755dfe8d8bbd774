"""The examples in docstrings hold."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import gpssim

PACKAGE = Path(gpssim.__path__[0])


def with_examples() -> list[str]:
    """Modules in which an example stands: to look for them object by object would take a quarter of a minute."""
    files = [path for path in sorted(PACKAGE.rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]
    return [".".join(("gpssim", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__") for path in files]


def test_examples_in_docstrings_hold() -> None:
    tried = {name: doctest.testmod(importlib.import_module(name)) for name in with_examples()}
    assert [name for name, ended in tried.items() if ended.failed] == []
    assert [name for name, ended in tried.items() if ended.attempted == 0] == []
    assert len(tried) > 10
