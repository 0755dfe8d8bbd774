"""Files say where they come from, hold the plotted numbers, and are the same to the last byte each time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from gpssim.figures import draw_all, figures
from gpssim.figures.fonts import FontWarning, chinese_font
from gpssim.figures.saving import metadata_of, provenance
from gpssim.records.results import Results
from tests.synthetic import POLICIES, synthetic_results

SHOWN = ("paired_differences", "equity")


@pytest.fixture(scope="module")
def results() -> Results:
    made = synthetic_results(POLICIES[:2], replications=2, months=24)
    made.manifest |= {"identity": "0123456789abcdef", "version": "0.1.0"}
    return made


@pytest.fixture(scope="module")
def written(results: Results, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ...]]:
    return draw_all(results, tmp_path_factory.mktemp("first"), names=SHOWN)


def test_four_files_a_figure(written: dict[str, tuple[Path, ...]]) -> None:
    assert {name: [path.suffix for path in paths] for name, paths in written.items()} == {
        name: [".pdf", ".svg", ".png", ".csv"] for name in SHOWN
    }
    assert all(path.stat().st_size for paths in written.values() for path in paths)


def test_files_are_the_same_each_time(written: dict[str, tuple[Path, ...]], results: Results, tmp_path: Path) -> None:
    again = draw_all(results, tmp_path, names=SHOWN)
    for name, paths in written.items():
        for first, second in zip(paths, again[name], strict=True):
            assert first.read_bytes() == second.read_bytes(), first.name


@pytest.mark.skipif(chinese_font() is None, reason="no Chinese font here")
def test_chinese_files_are_the_same_each_time(results: Results, tmp_path: Path) -> None:
    one, two = (draw_all(results, tmp_path / turn, "zh", names=SHOWN[:1])[SHOWN[0]] for turn in ("one", "two"))
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


@pytest.mark.skipif(chinese_font() is None, reason="no Chinese font here")
def test_both_languages_stand_beside_each_other_with_one_table(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gpssim.figures.saving.FORMATS", ("svg",))
    files = draw_all(results, tmp_path, "both", names=SHOWN[:1])[SHOWN[0]]
    assert [path.name for path in files] == [f"{SHOWN[0]}.svg", f"{SHOWN[0]}_zh.svg", f"{SHOWN[0]}.csv"]
    titles = [path.read_text(encoding="utf-8").partition("<dc:title>")[2].partition("<")[0] for path in files[:2]]
    assert titles == ["Paired differences between policies", "政策间的配对差异"]


@pytest.mark.parametrize("name", SHOWN)
def test_the_csv_holds_what_is_plotted(name: str, written: dict[str, tuple[Path, ...]], results: Results) -> None:
    frame = figures()[name].table(results)
    read = pd.read_csv(written[name][-1], dtype={"unit": str})
    assert list(read.columns) == list(frame.columns)
    for column in frame.select_dtypes("number"):
        assert read[column].to_numpy() == pytest.approx(frame[column].to_numpy(), rel=1e-8, nan_ok=True)


@pytest.mark.parametrize("place", range(3), ids=["pdf", "svg", "png"])
def test_files_name_study_digest_and_version(place: int, written: dict[str, tuple[Path, ...]], results: Results) -> None:
    path = written["equity"][place]
    if path.suffix == ".png":
        with Image.open(path) as image:
            inside = " ".join(map(str, image.info.values()))
            assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    else:
        inside = path.read_bytes().decode("latin-1")
    for expected in ("0123456789abcdef", results.digest, "gpssim 0.1.0", "Who is reached"):
        assert expected in inside


@pytest.mark.parametrize("place", range(2), ids=["pdf", "svg"])
def test_no_date_gets_in(place: int, written: dict[str, tuple[Path, ...]]) -> None:
    inside = written["equity"][place].read_bytes()
    assert b"CreationDate" not in inside
    assert b"<dc:date>" not in inside


def test_provenance_leaves_out_what_a_manifest_does_not_say(results: Results) -> None:
    bare = provenance(Results(dict(results.parts[0].tables)))
    assert set(bare) == {"digest"}
    assert metadata_of(figures()["equity"], bare, "zh")["pdf"]["Title"] == "服务惠及谁"


def test_a_study_drawn_in_chinese_without_a_font_warns_once(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gpssim.figures.fonts.chinese_font", lambda: None)
    for language in ("zh", "both"):
        with pytest.warns(FontWarning) as said:
            files = draw_all(results, tmp_path / language, language, names=SHOWN)
        assert len(said) == 1
        assert [path.name for path in files["equity"]] == ["equity.pdf", "equity.svg", "equity.png", "equity.csv"]
