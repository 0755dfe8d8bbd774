"""How many mutants died, in a table for people and as a page of the documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import sqrt
from typing import Any

Row = Mapping[str, Any]
COLUMNS = ("killed", "timed out", "survived", "equivalent", "accepted", "incompetent")


def outcome_of(row: Row, judged: Mapping[str, str]) -> str:
    return judged.get(row["id"], row["outcome"])


def interval(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share, 95 %. Source: Wilson 1927, JASA 22."""
    if whole == 0:
        return 0.0, 1.0
    p, n = part / whole, float(whole)
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def score(counts: Mapping[str, int]) -> tuple[int, int]:
    """Mutants that died (by a time limit, too) and mutants that could: not those that change nothing or never ran."""
    died = counts.get("killed", 0) + counts.get("timed out", 0)
    return died, died + counts.get("survived", 0) + counts.get("accepted", 0)


def counted(rows: Iterable[Row], judged: Mapping[str, str], folder: Callable[[str], str]) -> dict[str, Counter[str]]:
    """Outcomes by folder, and of all under ``all``."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        for name in (folder(row["file"]), "all"):
            found.setdefault(name, Counter())[outcome_of(row, judged)] += 1
    return dict(sorted(found.items(), key=lambda item: (item[0] == "all", item[0])))


def lines(counts: Mapping[str, Mapping[str, int]]) -> list[list[str]]:
    """A table: head, then a line for each folder."""
    table = [["where", *COLUMNS, "score", "95 %"]]
    for name, found in counts.items():
        died, could = score(found)
        low, high = interval(died, could)
        share = f"{died / could:.1%}" if could else "-"
        table.append([name, *(str(found.get(c, 0)) for c in COLUMNS), share, f"{low:.0%} to {high:.0%}"])
    return table


def plain(table: list[list[str]]) -> str:
    widths = [max(len(row[k]) for row in table) for k in range(len(table[0]))]
    return "\n".join("  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in table)


def markdown(table: list[list[str]]) -> str:
    head, *body = table
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *body))
