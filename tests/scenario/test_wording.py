"""Signs that are seen and signs that are not, by what Unicode says of each."""

from __future__ import annotations

import unicodedata
from itertools import chain

from gpssim.scenario.wording import TURNING, shows_itself

SIGNS = [chr(k) for k in chain(range(0x3100), range(0xD700, 0xE100), range(0xFE00, 0x10000))]
UNSEEN = ("Cc", "Cs", "Zl", "Zp")


def test_every_sign_shows_itself_or_is_of_a_kind_that_does_not() -> None:
    unseen = {sign for sign in SIGNS if unicodedata.category(sign) in UNSEEN} | TURNING
    assert {sign for sign in SIGNS if not shows_itself(f"a{sign}b")} == unseen
    assert not shows_itself("two\nlines")
    assert shows_itself("公开招标 50 %\u3000\u00a0")
