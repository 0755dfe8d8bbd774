"""The version says which numbers: another summary without another version fails here."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from golden_summary import SETS, entered, file_of, ledger, numbers_of, stored_numbers

from gpssim import __version__
from gpssim.studies.identity import package_numbers

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.golden


def test_the_stored_numbers_are_those_of_this_version() -> None:
    assert ledger().get(__version__) == stored_numbers(), (
        f"the golden numbers are not those of gpssim {__version__}: raise __version__ in gpssim/__init__.py and CITATION.cff, "
        "then `python tests/golden/update.py`"
    )
    assert package_numbers() == stored_numbers()


def test_a_digest_that_moved_is_other_numbers_and_the_version_that_is_known_does_not_take_them() -> None:
    summaries = {which: json.loads(file_of(which, "summary").read_text(encoding="utf-8")) for which in SETS}
    assert numbers_of(summaries) == stored_numbers()
    moved = copy.deepcopy(summaries)
    moved["today"]["status_quo"]["digests"]["services"] = "another"
    other = numbers_of(moved)
    assert other != stored_numbers()
    with pytest.raises(ValueError, match=rf"gpssim {re.escape(__version__)} makes the numbers .* raise __version__"):
        entered(ledger(), __version__, other)
    assert entered(ledger(), "99.0", other)["99.0"] == other
    assert entered(ledger(), __version__, stored_numbers()) == ledger()


def test_this_version_is_the_last_of_the_ledger_and_the_same_everywhere() -> None:
    assert list(ledger())[-1] == __version__
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in project
    assert '[tool.hatch.version]\npath = "gpssim/__init__.py"' in project
