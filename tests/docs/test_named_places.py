"""What a page names in backticks exists: files, functions, columns, parameters; a renamed function makes its page fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from named_places import ROOT, leads_nowhere, names_on

WRITTEN = [
    ROOT / "README.md",
    *sorted(page for part in ("explanation", "how-to", "tutorial") for page in (ROOT / "docs" / part).glob("*.md")),
    ROOT / "docs" / "reference" / "glossary.md",
]
"""Pages that somebody has written; the others are read off the code."""


@pytest.mark.parametrize("page", WRITTEN, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_a_page_names_exists(page: Path) -> None:
    assert [name for name in names_on(page) if leads_nowhere(name, page)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "month/tying.py",
        "gpssim/month/tying.py",
        "experiments/no_such_study.py",
        "contracts/signing.sing",
        "state/line.Line.sing",
        "offers/offers.Answering.sealled",
        "gpssim.rules.certificates",
        "~gpssim.market.ContractTerm",
        "anticipation.default",
        "organizations.cash_fenn",
        "projects.score_correlation",
        "world.city.residnts",
        "policy.levers.bid_bonds",
        "open_tender.price_wait",
    ],
)
def test_a_planted_name_is_caught(planted: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Here `{planted}` is named, and `gpssim.market` and `state/line.Line.sign` and `a.b` are.\n", encoding="utf-8")
    assert [name for name in names_on(page) if leads_nowhere(name, page)] == [planted.strip("~")]


def test_a_page_may_name_the_files_it_makes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '```python\nname = "my_rule"\n```\nSave it as `gpssim/rules/my_rule.py`, not `gpssim/rules/mine.py`.\n', encoding="utf-8"
    )
    assert [name for name in names_on(page) if leads_nowhere(name, page)] == ["gpssim/rules/mine.py"]
