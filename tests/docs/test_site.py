"""The documentation as a site: it works without a network, formulas are formulas, sections are sections, notebooks are executed."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "gpssim" / "figures"
DOCS = ROOT / "docs"


def extension(name: str) -> ModuleType:
    """One of the documentation's own extensions of Sphinx."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module(f"extensions.{name}")
    finally:
        sys.path.remove(str(DOCS))


PAGE = r"""# A page

A formula in a line, $\sqrt{x}$, and one of its own:

$$
P = \Big(\frac{1-p}{p}\Big)^k
$$

```{eval-rst}
.. currentmodule:: gpssim

.. autofunction:: load_scenario
.. autoclass:: Change
```
"""
WIDE = f"""
## A part, so that there is a list of headings

| name {"| column " * 14}|
|{"---|" * 15}
| x {"| 0.123456 " * 14}|

```bash
gpssim compare suzhou-high-tech {"--policy open_tender:price_weight=0.1 " * 6}
```

```python
study = gpssim.Study("suzhou-high-tech", [{'"directed_commission", ' * 8}], replications=20, seed=1)
```

```{{raw}} html
<script>addEventListener("load", () =>
  parent.postMessage(`${{innerWidth}}:${{document.documentElement.scrollWidth}}`, "*"))</script>
```
"""
"""What is wider than a screen, and a script that tells how wide the page became."""
SCREENS = (390, 768, 1090, 1200, 1320, 1366, 1440, 1920)
"""A phone, and screens on which the sidebar or the list of headings is just shown, or just not."""
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PLANTED = """

```{raw} html
<script src="https://cdn.example.org/a.js"></script>
```
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Pages built under our configuration, of which one loads a script from outside, and what the build warned of."""
    source, out = tmp_path_factory.mktemp("pages"), tmp_path_factory.mktemp("site")
    (source / "index.md").write_text(PAGE, encoding="utf-8")
    (source / "wide.md").write_text("# Wide\n" + WIDE, encoding="utf-8")
    (source / "planted.md").write_text("# Planted" + PLANTED, encoding="utf-8")
    how = ["-q", "-b", "html", "-c", str(DOCS), "-D", "nb_execution_mode=off"]
    command = [sys.executable, "-m", "sphinx", *how, str(source), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return out, done.stderr


def test_a_page_loads_nothing_from_outside_and_a_planted_one_warns(built: tuple[Path, str]) -> None:
    out, warned = built
    found = list(extension("offline").outside(out))
    assert found == [(out / "planted.html", "https://cdn.example.org/a.js")]
    assert "planted.html loads https://cdn.example.org/a.js: the documentation must work without a network" in warned


@pytest.mark.skipif(BROWSER is None, reason="no browser here")
def test_no_page_scrolls_sideways_on_a_phone_or_any_screen(built: tuple[Path, str], tmp_path: Path) -> None:
    page = (built[0] / "wide.html").as_uri()
    frames = "".join(f'<iframe width="{width}" height="700" style="border:0" src="{page}"></iframe>' for width in SCREENS)
    heard = "<script>addEventListener('message', (e) => (document.title += ' ' + e.data))</script>"
    probe = tmp_path / "probe.html"
    probe.write_text(f"<title>found</title>{heard}{frames}", encoding="utf-8")
    how = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'own'}", "--virtual-time-budget=20000"]
    done = subprocess.run(
        [str(BROWSER), *how, "--dump-dom", probe.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    said = re.findall(r"(\d+):(\d+)", re.findall(r"<title>(.*?)</title>", done.stdout)[0])
    assert sorted(int(screen) for screen, _ in said) == sorted(SCREENS)
    assert [(screen, width) for screen, width in said if int(width) > int(screen)] == []


def test_formulas_are_mathml(built: tuple[Path, str]) -> None:
    page = (built[0] / "index.html").read_text(encoding="utf-8")
    assert page.count("<math ") == 2
    assert "<msqrt>" in page
    assert 'display="block"' in page
    assert "mathjax.js" not in page.lower()
    assert "tex-mml" not in page.lower()


def test_sections_of_docstrings_are_sections(built: tuple[Path, str]) -> None:
    page = (built[0] / "index.html").read_text(encoding="utf-8")
    sections = re.findall(r'<dt class="field-(?:odd|even)">(\w[\w ]*)<', page)
    assert sections == ["Parameters", "Returns", "Raises", "Return type", "Parameters", "Raises"]
    assert "----" not in page
    assert "a whole number from 0 to 1200" in page


def test_notebooks_are_pages(built: tuple[Path, str]) -> None:
    assert {p.stem for p in (ROOT / "notebooks").glob("*.ipynb")} == {p.stem for p in (built[0] / "notebooks").glob("*.html")}


def test_search_is_there(built: tuple[Path, str]) -> None:
    assert (built[0] / "searchindex.js").stat().st_size > 0
    assert "searchindex.js" in (built[0] / "search.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "ending", "found"),
    [
        ('<link rel="stylesheet" href="https://fonts.example.org/css">', ".html", ["https://fonts.example.org/css"]),
        ('<img srcset="//pictures.example.org/a.png 2x">', ".html", ["//pictures.example.org/a.png"]),
        ("<style>@import 'https://a.example.org/b.css';</style>", ".html", ["https://a.example.org/b.css"]),
        ("<script>import('https://a.example.org/b.js')</script>", ".html", ["https://a.example.org/b.js"]),
        ("@font-face { src: url(https://a.example.org/b.woff2) }", ".css", ["https://a.example.org/b.woff2"]),
        ('fetch("https://a.example.org/data")', ".js", ["https://a.example.org/data"]),
        ('<a href="https://a.example.org">read more</a> <link rel="canonical" href="https://a.example.org">', ".html", []),
        ('<img src="_images/a.png"> <img src="data:image/svg+xml;http://www.w3.org/2000/svg">', ".html", []),
    ],
)
def test_what_a_browser_would_fetch_is_found(text: str, ending: str, found: list[str]) -> None:
    assert extension("offline").loaded_by(text, ending) == found


def test_every_formula_of_the_pages_is_read() -> None:
    mathml, count = extension("formulas").mathml, 0
    for page in DOCS.rglob("*.md"):
        text = re.sub(r"^(`{3,}).*?^\1|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for block, line in re.findall(r"\$\$(.+?)\$\$|(?<!\$)\$([^$\n]+)\$(?!\$)", text, re.DOTALL):
            assert mathml(block or line, block=bool(block)).startswith("<math")
            count += 1
    assert count > 200


def test_the_tutorial_and_the_gallery_are_executed_when_built() -> None:
    said = (DOCS / "conf.py").read_text(encoding="utf-8")
    assert 'nb_execution_mode = "auto"' in said
    assert "nb_execution_raise_on_error = True" in said
    for name in ("tutorial/first_study.md", "gallery.md"):
        page = (DOCS / name).read_text(encoding="utf-8")
        assert page.startswith("---\njupytext:\n")
        assert "```python" not in page
        assert "Image(" in page or "results.plot(" in page


def test_the_tutorial_says_which_trust_it_shows() -> None:
    page = (DOCS / "tutorial" / "first_study.md").read_text(encoding="utf-8")
    assert "| `trust` | no state of its own: the mean of the two |" in page


def test_the_gallery_shows_every_figure_and_the_line_that_makes_it() -> None:
    from gpssim.figures import figures

    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    made = {n: "varied(.*)" if one.only else "parts" if one.needs == "corners" else "results" for n, one in figures().items()}
    assert [n for n, study in made.items() if not re.search(rf'```{{code-cell}} python\n{study}\.plot\("{n}"\)\n```', page)] == []
    own = {
        n: (FIGURES / f"{n}.py").read_text(encoding="utf-8").partition("\n")[0].strip('".').partition(": ")[2] for n in figures()
    }
    assert [n for n, told in own.items() if told[1:].rstrip(".") not in page] == []
    assert "unctools" not in page


@pytest.mark.parametrize(
    "index", ["index.md", "tutorial/index.md", "how-to/index.md", "reference/index.md", "explanation/index.md"]
)
def test_the_sidebar_is_in_an_order_that_somebody_chose(index: str) -> None:
    assert ":glob:" not in (DOCS / index).read_text(encoding="utf-8")


def test_the_front_page_shows_a_figure_and_how_to_install() -> None:
    page = (DOCS / "index.md").read_text(encoding="utf-8")
    assert "```{figure} _static/headline.png" in page
    assert "python3 -m venv .venv && .venv/bin/python -m pip install ." in page


def test_a_notebook_is_copied_without_outputs_and_small() -> None:
    notebooks = extension("notebooks")
    copied = notebooks.small(json.loads((ROOT / "notebooks" / "first_steps.ipynb").read_text(encoding="utf-8")))
    code = [cell for cell in copied["cells"] if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"]] == []
    assert [cell["source"] for cell in code].count([notebooks.SMALL]) == 1
    with pytest.raises(ValueError, match="exactly one cell"):
        notebooks.small({"cells": [cell for cell in code if "parameters" not in cell["metadata"].get("tags", ())]})
