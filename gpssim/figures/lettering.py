"""Letters that the language's own font lacks: from another font, and where none has them something readable in their place."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from matplotlib.text import Text

from gpssim.figures import fonts
from gpssim.figures.fonts import FontWarning, every_family, family, lacking
from gpssim.figures.words import word
from gpssim.texts.names import further_names, name
from gpssim.texts.text import LANGUAGES, Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from gpssim.records.results import Results

UNKNOWN: Final = "?"
"""In place of a letter that no font has."""
TO_BE_TITLED: Final = (
    "no font here has the letters of policy {policy!r}: figures call it 'policy {n}'; give it a title in the scenario"
)
TO_BE_TITLED_OR_SHOWN: Final = (
    "no font here has the letters of policy {policy!r}: figures call it 'policy {n}'; give it a title in the scenario, "
    "or install a font: pip install gpssim[cjk]"
)


def fit(figure: Figure, language: Language) -> None:
    """Set every text of a figure in fonts that have its letters; a letter that none has is said once, and becomes ``?``."""
    strays: dict[str, None] = {}
    for axes in (one for one in figure.axes if one.axison):
        for axis in (axes.xaxis, axes.yaxis):
            _fit_ticks(axis, language, strays)
    texts: list[Any] = figure.findobj(Text)
    for text in texts:
        if lacking(text.get_text(), family(language)):
            text.set_fontfamily(list(every_family(language)))
            text.set_text(_readable(text.get_text(), language, strays))
    if strays:
        line = "no font here has the letters {letters}: shown as {mark}"
        warnings.warn(FontWarning(line, letters=" ".join(strays), mark=UNKNOWN), stacklevel=3)


def _fit_ticks(axis: Any, language: Language, strays: dict[str, None]) -> None:
    """Names beside the rows or below the columns of a panel: ticks take them from a list whenever they are drawn."""
    written = [label.get_text() for label in axis.get_ticklabels()]
    if lacking("".join(written), family(language)):
        axis.set_ticks(axis.get_ticklocs(), [_readable(text, language, strays) for text in written])
        for label in axis.get_ticklabels():
            label.set_fontfamily(list(every_family(language)))


def _readable(text: str, language: Language, strays: dict[str, None]) -> str:
    """A text without letters that no font has; joining marks among them leave no trace."""
    missing = lacking(text, every_family(language))
    strays |= dict.fromkeys(letter for letter in missing if not _joins(letter))
    return text.translate({ord(letter): "" if _joins(letter) else UNKNOWN for letter in missing})


def _joins(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Mn")


@contextmanager
def lettered(results: Results) -> Iterator[None]:
    """While a study is drawn: a policy whose name has letters that no font has is called by its number, which is said in a line."""
    with further_names(results.policy_titles):
        called = stand_ins(results.policies)
    line = TO_BE_TITLED if fonts.chinese_font() else TO_BE_TITLED_OR_SHOWN
    for policy in called:
        warnings.warn(FontWarning(line, policy=policy, n=list(results.policies).index(policy) + 1), stacklevel=4)
    with further_names(called), further_names(results.policy_titles):
        yield


def stand_ins(policies: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """What policies are called, in English and Chinese, whose names cannot be shown: their number in the study."""
    found = {}
    for place, policy in enumerate(policies, start=1):
        shown = [name(policy, language) for language in LANGUAGES]
        if any(lacking(text, every_family(language)) for text, language in zip(shown, LANGUAGES, strict=True) if _speaks(language)):
            found[policy] = (word("policy_number", "en", n=place), word("policy_number", "zh", n=place))
    return found


def _speaks(language: Language) -> bool:
    return language != "zh" or fonts.chinese_font() is not None
