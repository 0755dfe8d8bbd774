"""Write the Theory book: a page for each group of cases, read off the package's case file, its adapters and the last verification.

python docs/theory_book.py          the pages
python docs/theory_book.py --run    verify first (some minutes): values and figures
python docs/theory_book.py --check  only say whether the pages are current
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from market_lane_page import market_page

from gpssim.theory import Case, read_cases
from gpssim.theory.claims import claim_of
from gpssim.theory.verifying import Verification, adapters

DOCS = Path(__file__).parent
PARTS = DOCS / "theory_parts.csv"
BOOK, STATIC, VALUES = DOCS / "theory", DOCS / "_static" / "theory", DOCS / "results" / "theory.json"
NOTE = "<!-- written by docs/theory_book.py: change the code, not this page -->\n"


class Chapter(NamedTuple):
    """A group of cases: the name of its page, its title, what it is about."""

    name: str
    title: str
    about: str


CHAPTERS = (
    Chapter(
        "learning_bidders", "Learning bidders",
        "Bidders who do not compute equilibria learn from what they earned, or would have earned. The rules are those of the bidding "
        "families `ewa`, `roth_erev` and `fictitious_play`; here they meet payoffs that are known.",
    ),
    Chapter(
        "private_cost_tenders", "Private-cost tenders",
        "Everybody knows its own cost. What the price is, who enters, and what ceilings, invitations, negotiation and favors do, follows "
        "from the number of bidders and the law of cost.",
    ),
    Chapter(
        "scores", "Scores",
        "Quality counts as well as price. With a score that is linear in the price one number decides how a bidder bids; with the lowest "
        "price over one's own, losing offers matter.",
    ),
    Chapter(
        "unequal_bidders", "Unequal bidders",
        "Strong and weak bidders, incumbents, and preferences for one of them.",
    ),
    Chapter(
        "unknown_cost", "Unknown cost",
        "Nobody knows what the work will cost: winning is bad news, low offers hide a plan to default or to renegotiate.",
    ),
    Chapter(
        "effort_and_contracts", "Effort and contracts",
        "What is not seen must be paid for otherwise: incentives, inspection, reputation, rents, competition of the right size. All are "
        "settings of one effort rule and one type of contract.",
    ),
    Chapter(
        "information", "Information",
        "What purchasers believe, what committees see, what certificates tell.",
    ),
    Chapter(
        "learning_and_lock_in", "Learning curves and lock-in",
        "Work makes cheaper; whoever has worked wins again.",
    ),
    Chapter(
        "citizens", "Citizens",
        "Citizens choose, wait for places, trust, speak up and leave.",
    ),
    Chapter(
        "industry_and_accounts", "Industry and accounts",
        "How many organizations there are, how long they last, how contracts concentrate; and that nothing is made or lost.",
    ),
)  # fmt: skip


@lru_cache
def cases() -> tuple[tuple[Case, ...], ...]:
    """The package's cases by chapter: the first number of their id."""
    return tuple(tuple(group) for _, group in groupby(read_cases(), lambda case: case.id.partition(".")[0]))


@lru_cache
def found() -> dict[str, dict[str, Any]]:
    """What the last verification found, by case and address of the value."""
    rows = json.loads(VALUES.read_text(encoding="utf-8"))["results"] if VALUES.exists() else []
    return {address(row["id"], row["quantity"], row["inputs"]): row for row in rows}


def address(case: str, quantity: str, inputs: Any) -> str:
    """One value's address as text."""
    return f"{case} {quantity} {json.dumps(inputs, sort_keys=True)}"


def index() -> str:
    """The book's first page."""
    counts = json.loads(VALUES.read_text(encoding="utf-8"))["summary"] if VALUES.exists() else {}
    said = (
        f"The last verification of the package's own file: {counts['passed']} of {counts['values']} values of {counts['cases']} cases agree "
        f"(seed {counts['seed']}); {counts['via']['simulated']['values']} are simulated, {counts['via']['solved']['values']} solved, "
        f"{counts['via']['reference']['values']} for reference.\n\n{what_they_rest_on(counts['parts'])}"
        if counts
        else ""
    )
    return f"""# Theory

Special cases of the market that theory solves come out right: not by formulas of their own, but by the mechanisms, bidding families,
contracts, beliefs and rules of every other run, with parameters set so that everything else is switched off. Where a case needs a solver that no
market calls (equilibrium bids of unequal bidders, the best slope of a contract), that solver is a *textbook part*: it lies in `theory/textbook`, says
so in its first line, and is used only beside the part of the market that it is compared with. Nobody states which of the two a case goes
through: it is read off the call graph of the package ({{doc}}`parts`).

```console
$ gpssim verify
$ gpssim verify --kind first_price_auction
$ gpssim verify --cases mine.json --json mine_verified.json
```

{said}Each value says what it rests on:

| via | what it is | agrees |
|---|---|---|
| simulated | the mean of independent draws (20,000 at least) of parts that ran | within four standard errors |
| solved | a number that the simulator's own solver or rule gives: bids, probabilities, beliefs, efforts, indices | within the file's `atol` (bids solved on a grid: 1e-5 of the range of costs at least) |
| reference | a constant that no simulator emits, such as a first best: computed numerically, printed apart, no evidence | within `atol` |

A case file is data: `{{"cases": [{{"id", "kind", "inputs", "values": [{{"quantity", "inputs", "value", "kind", "atol" or "sd_per_draw"}}]}}]}}`.
A distribution is written `{{"dist": "beta", "a": 2, "b": 5}}`; there are uniform(low, high), beta(a, b), truncated_exponential(rate, high),
power_survival(exponent), power(exponent) and power_survival_on(low, high, exponent). A file with the same kinds and other numbers works as
well. A kind that is not in this product is named, a distribution that does not exist is one line, and the rest still runs; the exit code is 1 if
a value does not agree or could not be run.

These cases verify the code that they go through, and no other: formulas and solvers. Cases that run the whole market, month by month, are a lane of
their own (`gpssim verify --market`, {{doc}}`market`). None of them validates the world: that a tender among uniform costs comes out right says nothing about Suzhou.

```{{toctree}}
:maxdepth: 1

{chr(10).join(chapter.name for chapter in CHAPTERS)}
parts
market
```
"""


def what_they_rest_on(sorts: dict[str, dict[str, int]]) -> str:
    """Values by the parts that their kinds go through, as a table."""
    said = {
        "market": "the market's own parts alone",
        "market and textbook": "the market's own parts together with textbook parts: single values may rest on either",
        "measures": "measures of the analysis, which reads what a market has recorded",
        "textbook": "textbook parts alone",
    }
    rows = "\n".join(
        f"| {said[sort]} | {n['cases']} | {n['passed']} of {n['values']} |" for sort, n in sorts.items() if sort in said
    )
    return f"| through | cases | values that agree |\n|---|---|---|\n{rows}\n\n"


def parts() -> str:
    """What every kind rests on, what the textbook holds, what moved there and what is gone."""
    kinds = {kind: claim_of(kind) for kind in adapters()}
    rests = "\n".join(f"| `{kind}` | {_named((*c.market, *c.measures))} | {_named(c.textbook)} |" for kind, c in kinds.items())
    shelf = "\n".join(
        f"| `{name}` | `{reference_for(name)}` | {_named(tuple(k for k, c in kinds.items() if f'theory.textbook.{name}' in c.textbook))} |"
        for name in sorted({module.rpartition(".")[2] for claim in kinds.values() for module in claim.textbook})
    )
    with PARTS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="|"))
    moved = "\n".join(f"| `{row['part']}` | `{row['now']}` | {row['why']} |" for row in rows if row["now"])
    gone = "\n".join(
        f"| `{r['part']}` | {_named(tuple(filter(None, r['kinds'].split(';'))))} | {r['why']} |" for r in rows if not r["now"]
    )
    return f"""# What is the market's, what is textbook

A case that touches nothing the market calls verifies nothing of the market. Which parts a case goes through is therefore not stated by hand. The
package's source is read as a call graph: what {{class}}`~gpssim.PublicServiceMarket` can reach, plug-ins included, is the market's own; a test refuses
a public function, class or method of `rules/` or `bidding/` that no market can call, and a kind of case that goes through none that it can.

## Kinds

| kind | market's own parts (of the analysis: measures) | textbook parts |
|---|---|---|
{rests}

## The textbook

Independent references in `gpssim/theory/textbook`. No market calls them; each is compared with the part of the product that it names.

| file | is a reference for | kinds that compare them |
|---|---|---|
{shelf}

## What stood among the rules of the market and was not one

Moved, whole files or parts of them:

| was | is now | because |
|---|---|---|
{moved}

Gone, with the cases that touched nothing else:

| part | kinds | because |
|---|---|---|
{gone}

The lists are closed: they say what was done once, so that a reader of older papers and notes finds the parts that those name.
"""


def reference_for(name: str) -> str:
    """The part of the product that a textbook file names in its first line."""
    words = (import_module(f"gpssim.theory.textbook.{name}").__doc__ or "").split("``")
    return words[1]


def _named(modules: tuple[str, ...]) -> str:
    return ", ".join(f"`{module.removeprefix('theory.textbook.')}`" for module in modules) or "–"


def page(number: int) -> str:
    """A chapter: figure, then case by case."""
    chapter = CHAPTERS[number]
    text = f"# {chapter.title}\n\n{chapter.about}\n"
    if (STATIC / f"{chapter.name}.png").exists():
        text += f"\n```{{image}} ../_static/theory/{chapter.name}.png\n:alt: theory as lines, the simulator as points\n```\n"
    for kind, group in groupby(cases()[number], lambda case: case.kind):
        text += section(kind, list(group))
    return text


def section(kind: str, group: list[Case]) -> str:
    """One kind of case: setting, formula, source, how the simulator reaches it, values."""
    one, module = group[0], adapters()[kind]
    reached, rests = " ".join((module.__doc__ or "").split()), claim_of(kind)
    through = {"Market's own parts": rests.market, "Measures": rests.measures, "Textbook parts": rests.textbook}
    said = " ".join(f"{words}: {_named(modules)}." for words, modules in through.items() if modules)
    text = (
        f"\n## {one.title}\n\n{one.assumptions}\n\n$$\n{one.formula}\n$$\n\n*Source:* {one.source}. *Kind:* `{kind}`.\n\n"
        f"*In the simulator:* {reached} {said}\n"
    )
    return text + "".join(values(case) for case in group)


def values(case: Case) -> str:
    """One case: inputs, and theory against the simulator."""
    rows = []
    for v in case.values:
        got = found().get(address(case.id, v.quantity, v.inputs), {})
        of = ", ".join(f"{k} = {x}" for k, x in v.inputs.items())
        quantity = v.quantity.replace("|", "\\|")
        number = "–" if got.get("got") is None else f"{got['got']:.6g}"
        rows.append(f"| {quantity} | {of or '–'} | {v.expected:.6g} | {number} | {got.get('via') or '–'} |")
    given = json.dumps(case.inputs, ensure_ascii=False)
    body = "\n".join(rows)
    return f"\n{case.id}: `{given}`\n\n| quantity | of | theory | simulator | via |\n|---|---|---|---|---|\n{body}\n"


PAGES: dict[str, Callable[[], str]] = {
    "index.md": index,
    "parts.md": parts,
    "market.md": market_page,
    **{f"{c.name}.md": partial(page, k) for k, c in enumerate(CHAPTERS)},
}


def run() -> None:
    """Verify the package's cases; keep values and draw a figure for each chapter."""
    from gpssim.theory import verify
    from gpssim.theory.page import draw_page
    from gpssim.theory.report import as_text

    whole = verify()
    VALUES.write_text(as_text(whole) + "\n", encoding="utf-8")
    found.cache_clear()
    draw_page(whole, STATIC, name="all")
    for number, chapter in enumerate(CHAPTERS):
        mine = [(case, verdicts) for case, verdicts in whole.by_case() if case in cases()[number]]
        part = Verification(tuple(c for c, _ in mine), tuple(v for _, vs in mine for v in vs), whole.seed)
        draw_page(replace(part), STATIC, name=chapter.name)
    for file in STATIC.glob("*"):
        if file.suffix != ".png":
            file.unlink()


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` name those that are not current."""
    if "--run" in arguments:
        run()
    stale = []
    for name, make in PAGES.items():
        path, text = BOOK / name, NOTE + make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    print("not current: " * ("--check" in arguments) + ", ".join(stale) if stale else "all current")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
