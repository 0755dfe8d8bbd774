"""Write the coverage page: what the source texts describe, where the model has it, which test or experiment shows it.

python docs/coverage_of_texts.py          the page
python docs/coverage_of_texts.py --check  only say whether it is current, and what it names that does not exist
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from coverage_evidence import STATES, kinds_of, overclaims

from gpssim import registry
from gpssim.analysis.indicators import indicators
from gpssim.figures import figures
from gpssim.records.tables import TABLES
from gpssim.scenario import Scenario, preset_names
from gpssim.scenario.parameters import parameters

DOCS = Path(__file__).parent
ROOT = DOCS.parent
ROWS, PAGE = DOCS / "coverage.csv", DOCS / "reference" / "coverage.md"
NOTE = "<!-- written by docs/coverage_of_texts.py: change docs/coverage.csv, not this page -->\n"
NOT_MODELLED = "not modelled, because"
KINDS = {"A": "actor", "M": "mechanism", "P": "step", "C": "concept", "X": "problem", "R": "remedy", "E": "effect"}
TEXTS = {
    "S0": "Models of buying public employment services 政府购买人力资源公共服务模式创新探索 (title only)",
    "S1": "Research and practice 政府购买公共服务的研究与实践",
    "S2": "Chengdu's provisional measures 成都市政府购买服务暂行办法, 成办发〔2015〕21号",
    "S3": "Practice and innovation 政府购买服务的实践与创新",
    "S4": "A summary report 政府购买公共服务总结汇报",
    "S5": "Three ways in Suzhou's high-tech zone 政府采购、公益创投、直接委托",
    "S6": "Jiangxi's opinions on implementation 赣府厅发[2014]27号",
    "S7": "Problems and proposals 关于政府购买社会组织公共服务中存在的问题及对策建议",
    "S8": "Problems, four groups of them 存在的问题",
    "S9": "Predicaments and ways out 困境与突破路径",
    "S10": "A survey of Yiling district, Yichang 宜昌市夷陵区调查报告",
    "S11": "Zhou Lei, problems and remedies 周磊 问题及对策",
    "S12": "A forum on development, Beijing 发展论坛",
    "S13": "Notes of an official 学习心得",
    "U": "Across the texts, and beyond them in law and practice",
}

EVIDENCE = """Problems, remedies, effects and steps are *shown* only by what would fail if they were absent:

- a **market test** runs two markets that differ in one thing under the same luck and asserts the sign; many assert beside it that nothing at
  all moves where the thing is neutral (`tests/phenomena`, `tests/model`);
- a **prediction** was written down before the run and came true ({doc}`../explanation/predictions`).

An **experiment with a table** may show a mechanism, but no effect: nothing fails when its table changes. A **test of a rule** shows a rule outside the
market. **Declared** is what a preset or a list of parameters holds. A figure shows nothing by itself, and that a lever moves something is no evidence.
"""


def rows() -> list[dict[str, str]]:
    """The rows of ``coverage.csv``, in order."""
    with ROWS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="|"))


def _words(reference: str) -> tuple[str, str]:
    kind, colon, name = reference.partition(":")
    return (kind, name) if colon and "/" not in kind else ("", reference)


def _is_path(name: str) -> bool:
    path, _, test = name.partition("::")
    file = ROOT / path
    return file.exists() and (not test or f"def {test}(" in file.read_text(encoding="utf-8"))


@lru_cache
def _parameters() -> frozenset[str]:
    paths = [row.path.split(".") for row in parameters(Scenario())]
    return frozenset(".".join(p[:k]) for p in paths for k in range(2, len(p) + 1)) | {"world.domains", "policy.shares"}


@lru_cache
def _predictions() -> frozenset[str]:
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "experiments").glob("predictions*.toml")))
    return frozenset(line.split('"')[1] for line in text.splitlines() if line.startswith("id = "))


def _is_column(name: str) -> bool:
    table, _, column = name.partition(".")
    return table in TABLES and column in {c.name for c in TABLES[table].columns}


KNOWN: dict[str, Callable[[str], bool]] = {
    "mechanism": lambda name: name in registry.mechanisms(),
    "indicator": lambda name: name in indicators(),
    "figure": lambda name: name in figures(),
    "preset": lambda name: name in preset_names(),
    "prediction": lambda name: name in _predictions(),
    "module": _is_path,
    "": lambda name: name in _parameters() or _is_column(name) or _is_path(name),
}


def missing(row: dict[str, str]) -> Iterator[str]:
    """What is wrong with a row: nothing said, more said than is shown, or something named that does not exist."""
    named = [r for column in ("model", "shown") for r in row[column].split(";") if r]
    if not (row["model"] and row["shown"]) and NOT_MODELLED not in row["note"]:
        yield f"{row['source']} {row['zh']}: names no {'place in the model' if not row['model'] else 'test or experiment'}"
    for reference in named:
        kind, name = _words(reference)
        if kind not in KNOWN or not KNOWN[kind](name):
            yield f"{row['source']} {row['zh']}: there is no {reference}"
    for fault in overclaims(row):
        yield f"{row['source']} {row['zh']}: {fault}"


def _cell(references: str) -> str:
    return ", ".join(f"`{_words(r)[1]}`" for r in references.split(";") if r) or "–"


def _shown(references: str) -> str:
    """What shows it: tests by the sentence that is their name, those of one file together."""
    listed = [_words(r)[1].partition("::") for r in references.split(";") if r]
    files = dict.fromkeys(file for file, _, _ in listed)
    said = {f: [t.removeprefix("test_").replace("_", " ") for g, _, t in listed if g == f and t] for f in files}
    return "; ".join(f"`{file}`" + (f": {', '.join(tests)}" if tests else "") for file, tests in said.items()) or "–"


def _remark(row: dict[str, str]) -> str:
    return "; ".join(x for x in (f"missing: {row['missing']}" if row["missing"] else "", row["note"]) if x) or "–"


def _line(row: dict[str, str]) -> str:
    kinds = ", ".join(KINDS[k] for k in row["kind"].split("/"))
    evidence = ", ".join(kinds_of(row)) or "–"
    what = f"{row['zh']} {row['en']}"
    cells = (what, kinds, _cell(row["model"]), STATES[row["status"]], evidence, _shown(row["shown"]), _remark(row))
    return "| " + " | ".join(cells) + " |\n"


def page() -> str:
    """The page."""
    listed = rows()
    count = {status: sum(row["status"] == status for row in listed) for status in STATES}
    beyond = sum(row["source"] == "U" for row in listed)
    text = (
        "# What is covered\n\nThirteen Chinese policy and academic texts (one more by its title) on the government purchase of public services "
        f"describe {len(listed) - beyond} actors, mechanisms, steps, concepts, problems, remedies and effects; {beyond} rows more stand across the texts "
        "or in law and practice. Row by row: where the model has it (parameter, lever, mechanism, column of a table, indicator, preset), whether it is "
        f"shown, by which kind of evidence, and where. **{count['shown']} rows are shown, {count['part']} in part, with what is missing; {count['none']} "
        f"{'is' if count['none'] == 1 else 'are'} not modelled, with the reason.**\n\n" + EVIDENCE
    )
    for source, part in groupby(listed, key=lambda row: row["source"]):
        head = (
            "| what | kind | in the model | status | evidence | shown by | remark |\n| --- | --- | --- | --- | --- | --- | --- |\n"
        )
        text += f"\n## {TEXTS[source]}\n\n{head}" + "".join(map(_line, part))
    return text


PAGES: dict[str, Callable[[], str]] = {"coverage.md": page}


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with ``--check`` say what is not current; name what does not exist."""
    wrong = [fault for row in rows() for fault in missing(row)]
    text = NOTE + page()
    stale = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text
    if "--check" not in arguments:
        PAGE.write_text(text, encoding="utf-8")
    print("\n".join([*wrong, "not current" if stale else "current"]))
    return int(bool(wrong) or (stale and "--check" in arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
