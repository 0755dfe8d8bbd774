"""What the engine costs, as ratios measured in one run on one machine: ``python benchmarks/run.py [--fast] [--only SECTION]``.

Bars are ratios wherever that is possible, never seconds alone: the citizens' month against the oracle (one Mesa object per citizen,
same rules, same numbers), growth with the number of citizens and with the market, two workers against one. Everything is the
median of several months or repeats. Against an earlier state of the sources: ``python benchmarks/in_turn.py COMMIT``.

``--stored FILE`` shows what was measured before beside each ratio, and ``--store FILE`` keeps what was measured now.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from figure import Figure
from sections import sections, title

from gpssim.studies.provenance import package_version

STORED = Path(__file__).with_name("stored.json")


def line_of(figure: Figure, stored: dict[str, float]) -> str:
    """A figure with its bar, and what it was when ratios were last stored."""
    before = f"  (stored: {stored[figure.name]:,.4g})" if figure.name in stored else ""
    return f"  {figure.name:<62}{figure.value:>12,.4g} {figure.unit:<16}{figure.bar:<8}{figure.verdict}{before}".rstrip()


def stored_in(file: Path | None) -> dict[str, float]:
    """Ratios by name, as they were stored; none where there is no file."""
    if file is None or not file.is_file():
        return {}
    return dict(json.loads(file.read_text(encoding="utf-8"))["ratios"])


def store(file: Path, figures: Sequence[Figure]) -> None:
    """Keep ratios, which can be compared between machines, beside those of sections that were not measured now."""
    ratios = stored_in(file) | {f.name: round(f.value, 4) for f in figures if f.ratio and not f.name.startswith(" ")}
    said = {"version": package_version(), "date": date.today().isoformat(), "ratios": dict(sorted(ratios.items()))}
    file.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    known = sections()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fast", action="store_true", help="smaller sizes and fewer repeats, for a look")
    parser.add_argument("--only", choices=known, action="append", help="one section, several times for several")
    parser.add_argument("--stored", type=Path, nargs="?", const=STORED, help="show ratios stored before beside those of now")
    parser.add_argument("--store", type=Path, nargs="?", const=STORED, help="keep the ratios of now there")
    asked = parser.parse_args()
    stored, figures = stored_in(asked.stored), []
    for name, section in known.items():
        if asked.only is None or name in asked.only:
            print(f"\n{title(section)}", flush=True)
            for figure in section(asked.fast):
                print(line_of(figure, stored), flush=True)
                figures.append(figure)
    if asked.store:
        store(asked.store, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
