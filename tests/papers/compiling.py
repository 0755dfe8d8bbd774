"""Documents compiled where a TeX is installed, and read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ENGINES = ("pdflatex", "xelatex", "lualatex")
FILES = ("booktabs.sty", "lmodern.sty", "longtable.sty", "ctex.sty", "CJKutf8.sty", "FandolSong-Regular.otf", "c70gbsn.fd")
"""What the documents below load beside the engines themselves."""
MOST_OVERFULL = 5.0
"""Points by which a line may be too wide: no more than half a Chinese character, which pdfLaTeX does not divide otherwise."""
PREAMBLE = r"""
\usepackage{booktabs,array,longtable,graphicx,iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}\usepackage{lmodern,CJKutf8}
\else\ifXeTeX
  \usepackage[scheme=plain,fontset=fandol]{ctex}
\else
  \usepackage{fontspec}
  \usepackage[english]{babel}
  \babelprovide[import,onchar=ids fonts]{chinese-simplified}
  \babelfont[chinese-simplified]{rm}[ItalicFont=FandolKai-Regular.otf,BoldFont=FandolHei-Bold.otf]{FandolSong-Regular.otf}
\fi\fi
"""


def without_tex() -> str:
    """Why nothing can be compiled here; empty where it can."""
    missing = [program for program in (*ENGINES, "pdftotext", "kpsewhich") if shutil.which(program) is None]
    missing += [] if missing else [file for file in FILES if not _found(file)]
    return f"no TeX with {', '.join(missing)} here (see docs/how-to/write_a_paper.md for what to install)" if missing else ""


def _found(file: str) -> bool:
    return subprocess.run(["kpsewhich", file], capture_output=True, check=False).returncode == 0


needs_tex = pytest.mark.skipif(bool(without_tex()), reason=without_tex() or "TeX is here")


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
