"""Texts in encodings that lack some of their signs: a minus is a hyphen where there is no other, and so on."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Final
from unicodedata import combining, east_asian_width, normalize

SUBSTITUTE: Final = "gpssim.substitute"
ESCAPES: Final = {"json": "gpssim.json", "toml": "gpssim.toml"}
PLAIN: Final = {
    "−": "-",
    "–": "-",
    "—": "-",
    "‑": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "±": "+-",
    "×": "x",
    "·": ".",
    "•": "*",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "→": "->",
    "←": "<-",
    "∞": "inf",
    "√": "sqrt",
    "∑": "sum",
    "∈": " in ",
    "°": " deg",
    "²": "^2",
    "³": "^3",
    "£": "GBP",
    "€": "EUR",
    "¥": "CNY",
    "━": "-",
    "─": "-",
    "│": "|",
}
"""Signs of our texts, and of what draws tables and bars, in letters that every encoding has."""


def fitted(text: str, encoding: str) -> str:
    """The text with substitutes for what an encoding lacks: the same where it lacks nothing.

    >>> fitted("−0.2 ± 0.1 € café 城", "ascii"), fitted("−0.2 城", "gbk")
    ('-0.2 +- 0.1 EUR cafe ??', '-0.2 城')
    """
    return _through(text, encoding, SUBSTITUTE)


def escaped(text: str, encoding: str, syntax: str = "json") -> str:
    r"""The same for ``json`` and ``toml``, which have an escape for every sign: nothing is lost.

    >>> escaped('{"label": "城"}', "ascii"), escaped('label = "城"', "ascii", "toml")
    ('{"label": "\\u57ce"}', 'label = "\\U000057ce"')
    """
    return _through(text, encoding, ESCAPES[syntax])


def _through(text: str, encoding: str, errors: str) -> str:
    try:
        known = codecs.lookup(encoding).name
    except LookupError:
        known = "ascii"
    try:
        text.encode(known)
    except UnicodeError:
        return text.encode(known, errors).decode(known)
    return text


def _plain(sign: str) -> str:
    """What stands for a sign: as wide as it is, so that columns stay, where nothing better is known."""
    if sign in PLAIN:
        return PLAIN[sign]
    letters = "".join(letter for letter in normalize("NFKD", sign) if not combining(letter))
    return letters if letters.isascii() and letters else "?" * (1 + (east_asian_width(sign) in "WF"))


def _in_json(sign: str) -> str:
    raw = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{raw[k] << 8 | raw[k + 1]:04x}" for k in range(0, len(raw), 2))


def _in_toml(sign: str) -> str:
    return f"\\U{ord(sign):08x}"


def _handler(of_sign: Callable[[str], str]) -> Callable[[UnicodeError], tuple[str, int]]:
    def handle(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        return "".join(map(of_sign, error.object[error.start : error.end])), error.end

    return handle


for name, of_sign in {SUBSTITUTE: _plain, ESCAPES["json"]: _in_json, ESCAPES["toml"]: _in_toml}.items():
    codecs.register_error(name, _handler(of_sign))
