"""The paper of two pages in ``docs/how-to/paper``: built in both languages, with both tables and both figures."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

import gpssim
from gpssim.records.results import Results
from gpssim.texts.text import Language
from tests.papers.compiling import GUIDE, compiled, skip_without, words_of

SOURCES = Path(__file__).resolve().parents[2] / "docs/how-to/paper"


def tables() -> ModuleType:
    """The script of the guide."""
    spec = importlib.util.spec_from_file_location("tables_of_the_paper", SOURCES / "tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ENGLISH = ("Table 1: ", "Table 2: ", "Figure 1: ", "Figure 2: ", "Notes.")
CHINESE = ("表 1", "表 2", "图 1", "图 2", "注：")


def packages(file: Path) -> list[str]:
    """What a file installs of TeX, in its order."""
    told = file.read_text(encoding="utf-8").partition("--no-install-recommends")[2]
    listed = told.partition("\n    }" if file.name == "run" else "```")[0]
    return re.findall(r"\b(?:texlive|latex-cjk|lmodern|poppler)[\w-]*", listed)


def test_the_guide_names_the_packages_with_which_all_is_tried() -> None:
    tried, named = packages(SOURCES.parents[2] / ".ci/run"), packages(GUIDE)
    assert "texlive-luatex" in tried
    assert tried == named


@pytest.mark.parametrize("engine", ["pdflatex", "xelatex", "lualatex"])
@pytest.mark.parametrize(("language", "file", "words"), [("en", "paper.tex", ENGLISH), ("zh", "paper_zh.tex", CHINESE)])
def test_the_paper_has_two_pages(
    made_up: Results, tmp_path: Path, engine: str, language: Language, file: str, words: tuple[str, ...]
) -> None:
    if (engine, language) == ("pdflatex", "zh"):
        pytest.skip("the Chinese paper is for XeLaTeX and LuaLaTeX; its tables compile under pdfLaTeX, too")
    skip_without(engine)
    tables().write(gpssim.load_scenario("suzhou-high-tech"), made_up, tmp_path, language)
    shutil.copy(SOURCES / file, tmp_path)
    pdf = compiled(engine, tmp_path / file, passes=2)
    told = subprocess.run(["pdfinfo", pdf.name], cwd=tmp_path, capture_output=True, check=True, text=True).stdout
    assert "Pages:           2" in told
    text = "\n".join(words_of(pdf))
    assert [word for word in words if word not in text] == []
    assert "??" not in text
    assert re.findall(r"[，。；：] [\u4e00-\u9fff]", text) == [], "a line that ends in Chinese is no space"
    assert "−" in text
    log = (tmp_path / file).with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert "undefined references" not in log
