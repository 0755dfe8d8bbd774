"""Labels and units of outcomes come from their declaration, never typed again; what was not tested is not called a miss."""

from __future__ import annotations

import ast
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

import gpssim
from gpssim.analysis import indicators
from gpssim.figures.charts.texts import with_unit
from gpssim.texts.units import unit

ROOT = Path(__file__).resolve().parents[2]
EXPERIMENTS = sorted((ROOT / "experiments").glob("*.py"))
OTHERS = sorted((ROOT / "gpssim" / "figures").rglob("*.py"))
FOLDERS = [*EXPERIMENTS, *OTHERS, *sorted((ROOT / "gpssim" / "experiment").glob("*.py")), *sorted((ROOT / "docs").glob("*.py"))]
LABELS = {text.lower() for one in indicators().values() for text in (one.label, one.label_zh)}


def typed_pairs(source: str) -> Iterator[str]:
    """Keys that name an outcome and have words of their own, and texts made of an outcome's label and a unit in brackets."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                words = isinstance(value, ast.Tuple) and len(value.elts) == 2 and all(map(_chart_word, value.elts))
                if isinstance(key, ast.Constant) and key.value in indicators() and words:
                    yield str(key.value)
        if _text(node) and "{" not in node.value and _label_of(node.value) in LABELS:
            yield node.value


def _chart_word(node: ast.AST) -> bool:
    """Words with a unit or in Chinese; names of columns are neither."""
    return _text(node) and not node.value.isidentifier()


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _label_of(text: str) -> str:
    """What stands before a unit in brackets at the end."""
    before, bracket, _ = text.replace("（", "(").replace("）", ")").rpartition("(")
    return before.strip().lower() if bracket and text.rstrip().endswith((")", "）")) else ""


@pytest.mark.parametrize("path", FOLDERS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_nobody_types_the_label_or_unit_of_an_outcome(path: Path) -> None:
    assert list(typed_pairs(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "planted",
    ['W = {"autonomy": ("Autonomy (0–1)", "自主性（0–1）")}', 'x = "Non-verifiable quality (0-1)"', 'y = "实际质量（潜在单位）"'],
)
def test_a_planted_copy_is_found(planted: str) -> None:
    assert list(typed_pairs(planted))


@pytest.mark.parametrize("name", sorted(indicators()))
def test_what_is_drawn_beside_an_outcome_is_its_declared_unit(name: str) -> None:
    one = indicators()[name]
    assert with_unit(name, "en").startswith(f"{one.label} (")
    plain = str.maketrans({"（": None, "）": None, "，": None, "(": None, ")": None, ",": None, "–": "-"})
    assert with_unit(name, "en").removeprefix(one.label).translate(plain).split() == one.unit.translate(plain).split()
    assert with_unit(name, "zh").removeprefix(one.label_zh).translate(plain) == unit(one.unit, "zh").translate(plain)
    assert not (one.unit.startswith("latent") and "0–1" in with_unit(name, "en"))


def test_labels_are_split_and_rescaled_without_losing_the_declaration() -> None:
    assert gpssim.charts.labeled("delivered_quality", ("by weight", "等级权重")) == (
        "Delivered quality, by weight (0–1)",
        "实际质量：等级权重（0–1）",
    )
    assert gpssim.charts.labeled("price_to_ceiling", in_unit=("% of the ceiling", "占限价%"))[0].endswith("(% of the ceiling)")
    with pytest.raises(gpssim.errors.UnknownNameError, match="'delivered_quality'"):
        gpssim.charts.labeled("delivered_qualty")


@pytest.mark.parametrize(
    ("mean", "half", "n", "said"),
    [
        (float("nan"), float("nan"), 0, "not tested: fewer than two pairs"),
        (0.4, float("nan"), 1, "not tested: fewer than two pairs"),
        (0.4, 0.1, 2, "reproduced"),
        (0.4, 0.5, 8, "not reproduced"),
        (-0.4, 0.1, 8, "not reproduced"),
    ],
)
def test_what_has_no_pairs_is_not_called_a_miss(mean: float, half: float, n: int, said: str) -> None:
    judge = runpy.run_path(str(ROOT / "experiments" / "check_predictions.py"))["verdict"]
    assert judge({"label": "held out", "sign": 1, "smallest": 0.0}, mean, half, n) == said


def test_a_published_number_that_is_none_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import published_tables

    nothing = SimpleNamespace(difference=float("nan"), low=float("nan"), high=float("nan"))
    assert published_tables.half(nothing) == published_tables.interval(nothing) == "–"
