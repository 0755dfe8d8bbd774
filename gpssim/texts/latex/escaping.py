"""Text into LaTeX: special signs, minus signs and powers of ten in math, Greek letters, Chinese within English."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gpssim.texts.text import Language

SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    **{sign: f"${sign}$" for sign in "<>|"},
    '"': "''",
}
"""Signs that LaTeX reads as commands, or prints as others in its old fonts."""

MATH: Final = {
    "−": "-", "±": r"\pm", "×": r"\times", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx", "→": r"\to",
    "∞": r"\infty", "°": r"^\circ", "²": "^2", "³": "^3", "√": r"\surd", "∑": r"\sum", "∈": r"\in",
}  # fmt: skip
"""Signs that stand in math."""

TYPOGRAPHY: Final = {
    "–": "--", "—": "---", "…": r"\ldots{}", "“": "``", "”": "''", "‘": "`", "’": "'", "·": r"$\cdot$",
    "\u00a0": "~", "\u202f": r"\,", "\u2009": r"\,",
}  # fmt: skip
"""Signs of English typography; in Chinese text they belong to the Chinese font and stay."""

ROMAN: Final = {
    "Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I", "Kappa": "K", "Mu": "M", "Nu": "N",
    "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X",
}  # fmt: skip
"""Greek capitals that look like Roman ones, for which LaTeX has no command."""

SIGNS_OF_T1: Final = frozenset("¡¢£¤¥¦§¨©ª«¬®¯´µ¶¸¹º»¼½¾¿÷€™ĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľŁłŃńŇňŊŋŐőŒœŔŕŘřŚśŞşŠšŢţŤťŮůŰűŸŹźŻżŽž") | {
    chr(code) for code in (*range(0x20, 0x7F), *range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100))
}
"""What every engine prints in its usual fonts."""

TIED: Final = frozenset(("--", ",,", "''", "``", "?`", "!`"))
"""Two signs that TeX's fonts print as another one."""
APART: Final = "{\\kern0pt}"
"""What keeps them apart."""

_POWER: Final = re.compile(r"(?<![\w.])([-−]?)(\d+(?:\.\d+)?)e([+\-−]?)0*(\d+)(?!\w)")
_MINUS: Final = re.compile(r"(?<![\w)\]}%.-])-(?=\d)")
_HYPHEN: Final = re.compile("[\u2010\u2011]")
_WHITE: Final = re.compile(r"[ \t\r\n]+")
_HAN: Final = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_BREAKS: Final = re.compile(r"(\\_|(?<!\\)[./:=,+])(?=[^\s\d])")
BREAK: Final = "\\hspace{0pt}"
"""A place where a line may break, and a word that follows be divided."""
HAN: Final = "han"
"""The command that sets Chinese characters within English text."""
RARE: Final = "raresign"
"""The command that sets a sign that not every font has: the sign where the font of the place has it, else its number."""


def escaped(text: str, language: Language = "en") -> str:
    r"""Text as LaTeX prints it.

    >>> print(escaped("own_plan: −0.5 & 20 %"))
    own\_plan: $-$0.5 \& 20\,\%
    """
    parts, end = [], 0
    for found in _POWER.finditer(text):
        sign, figures, below, power = found.groups()
        parts.append(_plain(text[end : found.start()], language))
        parts.append(f"${'-' * bool(sign)}{figures}\\times 10^{{{'-' * (below in ('-', '−'))}{power}}}$")
        end = found.end()
    return "".join([*parts, _plain(text[end:], language)])


def code(text: str) -> str:
    r"""What is typed, in typewriter type, with places where a line may break.

    >>> print(code("price_weight"))
    \texttt{price\_\hspace{0pt}weight}
    """
    return f"\\texttt{{{_broken(_plain(text, 'en'))}}}"


def breakable(text: str, language: Language = "en") -> str:
    r"""The same as :func:`escaped`, with places where a line may break within long names.

    >>> print(breakable("open_tender"))
    \hspace{0pt}open\_\hspace{0pt}tender
    """
    return BREAK + _broken(escaped(text, language))


def _broken(text: str) -> str:
    return _BREAKS.sub(lambda found: found[1] + BREAK, text)


def has_chinese(text: str) -> bool:
    """Whether text holds Chinese characters or full-width signs."""
    return _HAN.search(text) is not None


def _plain(text: str, language: Language) -> str:
    text = _WHITE.sub(" ", _HYPHEN.sub("-", unicodedata.normalize("NFC", text)))
    text = _MINUS.sub("−", text)
    pairs = zip(" " + text, text, strict=False)
    told = "".join(APART * (before + sign in TIED) + _sign(sign, language) for before, sign in pairs).replace(r" \%", r"\,\%")
    return told if language == "zh" else _HAN.sub(lambda found: f"\\{HAN}{{{found[0]}}}", told)


def _sign(sign: str, language: Language) -> str:
    if sign in SPECIAL:
        return SPECIAL[sign]
    if sign in MATH:
        return f"${MATH[sign]}$"
    if sign in TYPOGRAPHY:
        return sign if language == "zh" else TYPOGRAPHY[sign]
    if sign in SIGNS_OF_T1 or _HAN.match(sign):
        return sign
    return _letter(sign) or f"\\{RARE}{{{sign}}}{{{ord(sign):04X}}}"


def _letter(sign: str) -> str:
    """A Greek letter in math; nothing for others."""
    words = unicodedata.name(sign, "").replace("LAMDA", "LAMBDA").replace("FINAL SIGMA", "VARSIGMA").split()
    if len(words) != 4 or words[0] != "GREEK" or words[2] != "LETTER":
        return ""
    name = words[3].lower() if words[1] == "SMALL" else words[3].capitalize()
    return f"${ROMAN.get(name, 'o' if name == 'omicron' else chr(92) + name)}$"
