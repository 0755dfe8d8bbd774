"""The paper of two pages in ``docs/how-to/paper``: built in both languages, with both tables and both figures."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

import gpssim
from gpssim.records.results import Results
from gpssim.texts.text import Language
from tests.papers.compiling import compiled, needs_tex, words_of

SOURCES = Path(__file__).resolve().parents[2] / "docs/how-to/paper"


def tables() -> ModuleType:
    """The script of the guide."""
    spec = importlib.util.spec_from_file_location("tables_of_the_paper", SOURCES / "tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_tex
@pytest.mark.parametrize(
    ("engine", "language", "file", "words"),
    [
        ("pdflatex", "en", "paper.tex", ("Table 1: ", "Table 2: ", "Figure 1: ", "Figure 2: ", "Notes.")),
        ("xelatex", "zh", "paper_zh.tex", ("表 1", "表 2", "图 1", "图 2", "注：")),
    ],
)
def test_the_paper_has_two_pages(
    made_up: Results, tmp_path: Path, engine: str, language: Language, file: str, words: tuple[str, ...]
) -> None:
    tables().write(gpssim.load_scenario("suzhou-high-tech"), made_up, tmp_path, language)
    shutil.copy(SOURCES / file, tmp_path)
    pdf = compiled(engine, tmp_path / file, passes=2)
    told = subprocess.run(["pdfinfo", pdf.name], cwd=tmp_path, capture_output=True, check=True, text=True).stdout
    assert "Pages:           2" in told
    text = "\n".join(words_of(pdf))
    assert [word for word in words if word not in text] == []
    assert "??" not in text
    assert "−" in text
    log = (tmp_path / file).with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert "undefined references" not in log
