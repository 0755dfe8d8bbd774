"""Documents compiled where a TeX is installed, and read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ENGINES = ("pdflatex", "xelatex", "lualatex")
GUIDE = Path(__file__).resolve().parents[2] / "docs/how-to/write_a_paper.md"
FILES = {
    "pdflatex": ("booktabs.sty", "longtable.sty", "lmodern.sty", "CJKutf8.sty", "c70gbsn.fd"),
    "xelatex": ("booktabs.sty", "longtable.sty", "ctex.sty", "FandolSong-Regular.otf"),
    "lualatex": ("booktabs.sty", "longtable.sty", "fontspec.sty", "babel-chinese-simplified.tex", "FandolSong-Regular.otf"),
}
"""What the documents below load beside the engines themselves."""
MOST_OVERFULL = 5.0
"""Points by which a line may be too wide: no more than half a Chinese character, which pdfLaTeX does not divide otherwise."""


def preamble() -> str:
    """The lines that the guide says a document needs, all of them."""
    blocks = re.findall(r"```latex\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    assert len(blocks) == 2
    return "".join(blocks) + "\\usepackage{longtable,graphicx}\n"


def missing_for(engine: str) -> str:
    """What is not here of what an engine needs; empty where it is all there."""
    missing = [program for program in (engine, "pdftotext", "kpsewhich") if shutil.which(program) is None]
    missing += [] if missing else [file for file in FILES[engine] if not _found(file)]
    return f"{engine} lacks {', '.join(missing)} here (see docs/how-to/write_a_paper.md for what to install)" if missing else ""


def _found(file: str) -> bool:
    return subprocess.run(["kpsewhich", file], capture_output=True, check=False).returncode == 0


def skip_without(engine: str) -> None:
    """Say what is missing where an engine cannot compile here; the other engines are tried all the same."""
    reason = missing_for(engine)
    if reason:
        pytest.skip(reason)


def compiled(engine: str, file: Path, passes: int = 1) -> Path:
    """The PDF of a document; what TeX says where it fails, or where something sticks out of the page or has no glyph."""
    for _ in range(passes):
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", file.name]
        done = subprocess.run(command, cwd=file.parent, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    log = file.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert [width for width in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log) if float(width) > MOST_OVERFULL] == []
    assert re.findall(r"Missing character.*", log) == []
    return file.with_suffix(".pdf")


def words_of(pdf: Path) -> list[str]:
    """The lines of a PDF as a reader sees them."""
    done = subprocess.run(["pdftotext", "-layout", pdf.name, "-"], cwd=pdf.parent, capture_output=True, check=True)
    return done.stdout.decode().splitlines()
