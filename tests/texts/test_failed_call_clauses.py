"""What follows a failed call is a clause with a verb, whatever the lever says, and stands well wherever it is put."""

from __future__ import annotations

import pytest

from gpssim.figures.words import word
from gpssim.registry import mechanisms
from gpssim.texts.following import following, with_following
from gpssim.texts.names import name

VALUES = (*mechanisms(), "none", "rules")


@pytest.mark.parametrize("after", VALUES)
def test_every_value_is_told_in_a_clause(after: str) -> None:
    english, chinese = following(after, "en"), following(after, "zh")
    assert any(verb in english for verb in (" takes over ", " says what "))
    assert ":" not in english
    assert "calls" in english
    assert "：" not in chinese
    assert chinese.startswith("流标后")
    if after in mechanisms():
        assert english.startswith(name(after, "en"))
        assert name(after, "zh") in chinese


@pytest.mark.parametrize(
    ("after", "english", "chinese"),
    [
        (
            "directed_commission",
            "In every arm, directed commission takes over where calls have failed.",
            "各方案相同，流标后由定向委托接替。",
        ),
        (
            "in_house",
            "In every arm, in-house provision takes over where calls have failed.",
            "各方案相同，流标后由政府直接提供接替。",
        ),
        ("none", "In every arm, nobody takes over where calls have failed.", "各方案相同，流标后无人接替。"),
        ("rules", "In every arm, the rule set says what follows failed calls.", "各方案相同，流标后依采购规则处理。"),
    ],
)
def test_a_note_is_a_sentence(after: str, english: str, chinese: str) -> None:
    assert word("after_failure", "en", follows=following(after, "en")) == english
    assert word("after_failure", "zh", follows=following(after, "zh")) == chinese


def test_it_stands_behind_a_policy_and_nothing_does_where_results_do_not_say() -> None:
    assert with_following("open_tender", "none", "zh") == "公开招标（流标后无人接替）"
    assert with_following("open_tender", "", "en") == "open_tender"
