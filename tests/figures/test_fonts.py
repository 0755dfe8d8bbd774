"""Chinese is set in a Chinese font or not at all: a missing letter is an error here, a missing font one clear sentence."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure

from gpssim.errors import ScenarioError
from gpssim.figures import fonts
from gpssim.figures.style import house
from gpssim.figures.words import NAMES, WORDS

needs_chinese = pytest.mark.skipif(fonts.chinese_font() is None, reason="no Chinese font on this machine")


@pytest.fixture
def afresh() -> Iterator[None]:
    """Fonts are looked for once; here they are looked for again, before and after."""
    fonts.chinese_font.cache_clear()
    yield
    fonts.chinese_font.cache_clear()


def write(text: str, language: fonts.Language) -> None:
    """Set a text in the house style; warnings are errors."""
    with house(language):
        figure = Figure()
        figure.text(0.5, 0.5, text)
        figure.draw_without_rendering()


@needs_chinese
@pytest.mark.parametrize("key", [*WORDS, *NAMES])
def test_every_word_can_be_set_in_chinese(key: str) -> None:
    write({**WORDS, **NAMES}[key][1], "zh")


@pytest.mark.parametrize("key", [*WORDS, *NAMES])
def test_every_word_can_be_set_in_english(key: str) -> None:
    write({**WORDS, **NAMES}[key][0], "en")


def test_a_missing_letter_is_an_error() -> None:
    with pytest.raises(UserWarning, match="missing from font"):
        write("公开招标", "en")


@pytest.mark.parametrize("pair", [*WORDS.values(), *NAMES.values()], ids=lambda pair: pair[0][:24])
def test_no_word_starts_a_formula(pair: tuple[str, str]) -> None:
    assert "$" not in "".join(pair)


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
