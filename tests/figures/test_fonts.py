"""Chinese is set in a Chinese font or not at all: a missing letter is an error here, a missing font one clear sentence."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure

from gpssim.analysis import indicators
from gpssim.errors import ScenarioError
from gpssim.figures import figures, fonts
from gpssim.figures.style import house
from gpssim.figures.words import WORDS
from gpssim.texts.comparisons import LOSSES
from gpssim.texts.names import NAMES
from gpssim.texts.text import Language
from gpssim.texts.units import UNITS

needs_chinese = pytest.mark.skipif(fonts.chinese_font() is None, reason="no Chinese font on this machine")


@pytest.fixture
def afresh() -> Iterator[None]:
    """Fonts are looked for once; here they are looked for again, before and after."""
    fonts.chinese_font.cache_clear()
    yield
    fonts.chinese_font.cache_clear()


PAIRS = [*WORDS.values(), *NAMES.values(), *LOSSES.values(), *UNITS.values()]


def write(language: Language, *texts: str) -> None:
    """Set texts in the house style; warnings are errors."""
    with house(language):
        figure = Figure()
        for text in texts:
            figure.text(0.5, 0.5, text)
        figure.draw_without_rendering()


@needs_chinese
def test_every_word_can_be_set_in_chinese() -> None:
    write("zh", *(chinese for _, chinese in PAIRS))


@needs_chinese
def test_every_outcome_can_be_set_in_chinese() -> None:
    write("zh", *(one.label_zh for one in indicators().values()), *(kind.title_zh for kind in figures().values()))


def test_every_word_can_be_set_in_english() -> None:
    write("en", *(english for english, _ in PAIRS), *(one.label for one in indicators().values()))


def test_a_missing_letter_is_an_error() -> None:
    with pytest.raises(UserWarning, match="missing from font"):
        write("en", "公开招标")


def test_no_word_starts_a_formula() -> None:
    assert "$" not in "".join(english + chinese for english, chinese in PAIRS)


@pytest.mark.skipif(find_spec(fonts.PACKAGE) is None, reason="the extra cjk is not installed")
def test_the_font_package_is_registered(afresh: None) -> None:
    assert fonts.chinese_font() == "Noto Sans SC"
    assert "Noto Sans SC" in font_manager.get_font_names()


def test_without_the_package_a_font_of_the_system_is_found_by_name(afresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PACKAGE", "a_font_package_that_is_not_there")
    monkeypatch.setattr(font_manager, "get_font_names", lambda: ["Arial", "SimHei", "WenQuanYi Micro Hei"])
    assert fonts.chinese_font() == "WenQuanYi Micro Hei"
    assert fonts.family("zh") == ["WenQuanYi Micro Hei", "DejaVu Sans"]


def test_without_any_font_figures_speak_english_and_say_so_once(afresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PACKAGE", "a_font_package_that_is_not_there")
    monkeypatch.setattr(font_manager, "get_font_names", lambda: ["Arial"])
    with pytest.warns(fonts.FontWarning, match="labeled in English; install one with") as said:
        assert fonts.settled("zh") == "en"
    assert len(said) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert fonts.settled("en") == "en"


def test_another_language_is_refused() -> None:
    with pytest.raises(ScenarioError, match="language = 'fr' is impossible: it must be 'en' or 'zh'"):
        fonts.settled("fr")
