"""Tables for papers, the one writer of LaTeX: escaping (``escaping``), what a table is and how it is written (``table``).

What is written needs ``booktabs`` and ``array`` (``longtable`` where it goes over pages), fits the line, and compiles under
pdfLaTeX, XeLaTeX and LuaLaTeX alike.
"""

from gpssim.texts.latex.escaping import breakable, code, escaped
from gpssim.texts.latex.table import Column, Heading, Row, Table, written

__all__ = ["Column", "Heading", "Row", "Table", "breakable", "code", "escaped", "written"]
