"""Service lines by purchaser and domain, which a line keeps for good."""

from __future__ import annotations

from collections import defaultdict

from gpssim.state.line import Line


class LinesByCell:
    """The lines of each purchaser and domain in the market's order: read on as lines are added, anew where the list is another."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._cells: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
        self._seen: list[Line] = []

    def of(self, lines: list[Line], purchaser: int, domain: int) -> list[Line]:
        """Those of a purchaser and domain among all lines of the market."""
        n = len(self._seen)
        if lines is not self._lines or len(lines) < n or (n and lines[n - 1] is not self._seen[-1]):
            self._lines, self._seen, n = lines, [], 0
            self._cells.clear()
        for line in lines[n:]:
            self._cells[line.purchaser, line.domain].append(line)
            self._seen.append(line)
        return self._cells[purchaser, domain]
