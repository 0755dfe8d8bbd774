r"""What a table for a paper is, and how it is written: three rules, caption and label, notes below; over pages where it is long.

Words stand in a first column that is broken and flush left, numbers flush right; the whole is as wide as the line. A table of more
than :data:`MOST_LINES` lines does not float but goes over pages (``longtable``), its headings on each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final, NamedTuple

from gpssim.texts.latex.escaping import HAN, RARE, code, escaped, has_chinese
from gpssim.texts.text import Language, Text, said

MOST_LINES: Final = 46
"""Lines of a table that floats; a longer one goes over pages."""
SIZES: Final = (("footnotesize", 84), ("scriptsize", 96), ("tiny", 112))
"""Sizes of type, and how many figures of it stand in a line of LaTeX's narrowest page."""
SLIM, SLIM_SIGNS, WIDE = 0.57, "[],.: ()", 1.6
"""Room of stops, and of signs, in figures."""
GAP: Final = 1
"""Room between columns of numbers."""
MOST_ACROSS: Final = 72
"""Figures' room of a heading that stands in one line for certain."""
LEAST_TEXT: Final = 0.18
"""Least part of the line that words have."""

WORDS: Final = {
    "notes": Text("\\textit{{Notes.}} ", "注："),
    "continued": Text("\\textit{{(continued)}}", "（续表）"),
}


class Column(NamedTuple):
    """A column: its heading; for words that are broken into lines the part of the line that it has, else 0 (numbers)."""

    head: str
    width: float = 0.0


class Heading(NamedTuple):
    """A line across the table above the rows that it is about: of a panel (bold) or of a group of rows (italic).

    A group that is called as it is typed is set in typewriter type.
    """

    text: str
    panel: bool = False
    typed: bool = False


class Row(NamedTuple):
    """Cells as LaTeX, one for each column; a row may be set in below its heading, and may have to stay with the next one."""

    cells: tuple[str, ...]
    inset: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Table:
    """A table for a paper: texts of headings, captions and notes as readers read them, cells as LaTeX."""

    caption: str
    label: str
    columns: tuple[Column, ...]
    lines: tuple[Heading | Row, ...]
    notes: tuple[str, ...] = ()
    language: Language = "en"

    @property
    def is_long(self) -> bool:
        """Whether it goes over pages."""
        words = [column.width for column in self.columns if column.width]
        return len(self.lines) > (MOST_LINES if len(words) < 2 else MOST_LINES // 3)

    @property
    def size(self) -> str:
        """The largest size of type in which the numbers leave room for the words."""
        for size, figures in SIZES:
            if 1 - self._numbers / figures >= LEAST_TEXT:
                return size
        return SIZES[-1][0]

    @property
    def fits(self) -> bool:
        """Whether a page is wide enough for the numbers beside the words, in type that can be read."""
        return self._numbers / dict(SIZES)["scriptsize"] <= 1 - LEAST_TEXT

    @property
    def _words(self) -> float:
        return sum(column.width for column in self.columns)

    @property
    def _numbers(self) -> int:
        """Figures that the columns of numbers take, side by side."""
        rows = [line.cells for line in self.lines if isinstance(line, Row)]
        columns = [k for k, column in enumerate(self.columns) if not column.width]
        return sum(max(map(_room, [self.columns[k].head, *(row[k] for row in rows if k < len(row))])) + GAP for k in columns)


def _room(cell: str) -> int:
    """About how many figures' room a cell takes: commands take none, stops half of one, a Chinese character two."""
    text = cell.replace("$", "").replace("\\,", "").replace("\\", "").replace("{", "").replace("}", "").replace("times 10^", "x10")
    return ceil(sum(2.0 if has_chinese(sign) else SLIM if sign in SLIM_SIGNS else WIDE if sign in "-%" else 1.0 for sign in text))


def written(table: Table) -> str:
    """The table as LaTeX."""
    body = "\n".join(_long(table) if table.is_long else _floating(table))
    return "\n".join([*_needs(table, body), body, ""])


def _needs(table: Table, body: str) -> Iterator[str]:
    """What the document must load, as comments; the command for Chinese within English."""
    needs = "需要" if table.language == "zh" else "needs"
    yield f"% {needs} \\usepackage{{booktabs,array{',longtable' * table.is_long}}}"
    if table.language == "zh":
        yield "% 中文：XeLaTeX 用 ctex；LuaLaTeX 用 babel（chinese-simplified），用 ctex 则另需 luatexja；"
        yield "% pdfLaTeX 用 CJKutf8，并置于 \\begin{CJK*}{UTF8}{gbsn} … \\end{CJK*} 之内"
    elif f"\\{HAN}{{" in body:
        yield "% Chinese characters: \\usepackage{CJKutf8} under pdfLaTeX, \\usepackage[scheme=plain]{ctex} under XeLaTeX,"
        yield "% babel with chinese-simplified under LuaLaTeX"
        yield f"\\ifdefined\\{HAN}\\else\\ifdefined\\Umathchar\\newcommand{{\\{HAN}}}[1]{{#1}}\\else"
        yield f"\\DeclareRobustCommand{{\\{HAN}}}[1]{{\\begin{{CJK*}}{{UTF8}}{{gbsn}}#1\\end{{CJK*}}}}\\fi\\fi"
    if signs := sorted(set(re.findall(rf"\\{RARE}{{(.)}}{{", body))):
        yield f"% printed where the document's font has them, else as their numbers: {' '.join(signs)}"
        yield f"\\ifdefined\\{RARE}\\else\\ifdefined\\Umathchar"
        yield f'\\DeclareRobustCommand{{\\{RARE}}}[2]{{\\iffontchar\\font"#2 #1\\else[U+#2]\\fi}}\\else'
        yield f"\\DeclareRobustCommand{{\\{RARE}}}[2]{{\\ifcsname u8:\\detokenize{{#1}}\\endcsname#1\\else[U+#2]\\fi}}\\fi\\fi"


def _floating(table: Table) -> Iterator[str]:
    yield "\\begin{table}[htbp]"
    yield f"\\caption{{{escaped(table.caption, table.language)}}}"
    yield f"\\label{{{table.label}}}"
    yield f"\\{table.size}\\centering\\setlength{{\\tabcolsep}}{{2pt}}"
    yield f"\\begin{{tabular*}}{{\\linewidth}}{{{_columns(table)}}}"
    yield "\\toprule"
    yield from (_head(table), "\\midrule", *_lines(table), "\\bottomrule", "\\end{tabular*}")
    if table.notes:
        yield f"\\par\\smallskip\\parbox{{\\linewidth}}{{{_notes(table)}}}"
    yield "\\end{table}"


def _long(table: Table) -> Iterator[str]:
    n = len(table.columns)
    yield f"{{\\{table.size}\\setlength{{\\tabcolsep}}{{2pt}}\\setlength{{\\LTleft}}{{0pt}}\\setlength{{\\LTright}}{{0pt}}"
    yield f"\\begin{{longtable}}{{{_columns(table)}}}"
    yield f"\\caption{{{escaped(table.caption, table.language)}}}\\label{{{table.label}}}\\\\"
    yield from ("\\toprule", _head(table), "\\midrule", "\\endfirsthead")
    yield f"{_across(n, said(WORDS, 'continued', table.language))}\\\\"
    yield from ("\\toprule", _head(table), "\\midrule", "\\endhead", "\\bottomrule", "\\endfoot", "\\bottomrule", "\\endlastfoot")
    yield from (*_lines(table), "\\end{longtable}")
    if table.notes:
        yield f"\\par\\vspace{{-\\medskipamount}}\\noindent\\parbox{{\\linewidth}}{{{_notes(table)}}}\\par\\bigskip"
    yield "}"


def _columns(table: Table) -> str:
    """The columns' declaration: those of words as wide as the numbers leave room for."""
    gaps = 0.015 * sum(1 for column in table.columns if column.width)
    free = max(LEAST_TEXT, 1 - gaps - table._numbers / dict(SIZES)[table.size])
    told = [_words(free * column.width / table._words) if column.width else "r" for column in table.columns]
    return f"@{{}}{told[0]}@{{\\extracolsep{{\\fill}}}}{''.join(told[1:])}@{{}}"


def _words(width: float) -> str:
    """A column of words: flush left, broken lines set in, in a part of the line."""
    return f">{{\\raggedright\\hangindent=1em\\arraybackslash}}p{{{width:.3f}\\linewidth}}"


def _head(table: Table) -> str:
    return " & ".join(escaped(column.head, table.language) for column in table.columns) + " \\\\"


def _lines(table: Table) -> Iterator[str]:
    """Rows and headings; headings stay with what follows, and have a little room above."""
    before: Heading | Row | None = None
    for line in table.lines:
        if isinstance(line, Row):
            yield _row(line)
        else:
            if isinstance(before, Row):
                yield "\\addlinespace" if line.panel else "\\addlinespace[2pt]"
            style = "\\bfseries" if line.panel else "\\itshape"
            told = code(line.text) if line.typed else f"{style} {escaped(line.text, table.language)}"
            yield _across(len(table.columns), told) + "\\\\*"
        before = line


def _row(row: Row) -> str:
    first = "\\quad " if row.inset else ""
    return first + _guarded(" & ".join(row.cells)) + (" \\\\*" if row.keep else " \\\\")


def _guarded(row: str) -> str:
    """What follows the end of a row must not be read as its argument."""
    return f"{{}}{row}" if row[:1] in "[*" else row


def _across(n: int, text: str) -> str:
    """Text over all columns that widens none of them; a long one is broken."""
    told = text if _room(text) <= MOST_ACROSS else f"\\parbox[t]{{\\linewidth}}{{\\raggedright {text}\\strut}}"
    return f"\\multicolumn{{{n}}}{{@{{}}l@{{}}}}{{\\makebox[0pt][l]{{{told}}}}}"


def _notes(table: Table) -> str:
    between = "" if table.language == "zh" else " "
    return said(WORDS, "notes", table.language) + between.join(escaped(note, table.language) for note in table.notes)
