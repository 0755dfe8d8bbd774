"""Every LaTeX that the package writes compiles under three engines, fits the page, and says in the PDF what the CSV says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from gpssim.analysis import arms_table, comparison_table, data_table, decomposition_table
from gpssim.scenario import load_scenario, parameters
from gpssim.scenario.latex import parameter_table
from gpssim.texts.comparisons import CLOSURES, PERIODS
from gpssim.texts.latex.escaping import SIGNS_OF_T1
from gpssim.texts.names import name
from gpssim.texts.text import Language, said
from tests.papers.compiling import ENGINES, compiled, preamble, skip_without, words_of

TYPED = "补贴_a&b 5% #é"
"""A policy as somebody may call it."""
HOSTILE = (
    r"\input{/etc/passwd}", r"\write18{ls} \end{document}", "%", "50 % more", "a & b", r"\\", "$x_1^2$",
    "{", "}", "}{", "#1 ##", "^^M",
    "[5pt] left", "*star", "a--b ---c", "``quoted''", "?`!`",
    ",,low", "<<x>>", "it's", "`", "|x|", "~", "fi ffl", "5 %",
    "naïve Łódź Ærø", "e\u0301a\u0308", "αβ Ω",
    "→ ≤ ∞ °", "€ £ §", "“x” … —", "−5 and -6", "x" * 60, "城" * 40,
    "a\u00a0b", "a-\u2011b",
    "Москва", "😀", "عربي", "ไทย", "λάδα", "a\u200db",
    "ħ", "𠮷",
    "tab\there", "two\nlines", "", " ", "\\begin{tabular}{l}", "\\raresign{",
)  # fmt: skip
"""Names as somebody may type them, or import from a spreadsheet."""
IN_BOTH = HOSTILE[:36]
NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")
LAYOUT = r"^%.*$|\\(label|begin|end)\{[^}]*\}|\[(htbp|0pt|2pt|l|t)\]|\{@\{\}.*@\{\}\}$|@\{\}l@\{\}|\\[A-Za-z]+|\dpt"
"""What of a table is no word."""
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, compared: pd.DataFrame, bought: pd.DataFrame) -> Path:
    """Every table in both languages, and the comparison as CSV."""
    out = tmp_path_factory.mktemp("paper")
    frame = compared.replace({"policy_b": {"venture_philanthropy": TYPED}})
    frame.loc[frame["outcome"] == "delivered_quality", "label"] = r"a_b & 5% #1 {x} ~ ^ \ <|> α"
    frame.to_csv(out / "compare.csv", index=False)
    rows = parameters(load_scenario("suzhou-high-tech"))
    for tongue in LANGUAGES:
        comparison_table(frame, out / f"comparison_{tongue}.tex", tongue, label=f"tab:comparison-{tongue}")
        later = frame[frame["period"] == "later"]
        comparison_table(later, out / f"later_{tongue}.tex", tongue, bought=bought, label=f"tab:later-{tongue}")
        pair = later[later["policy_b"] == TYPED]
        comparison_table(pair, out / f"pair_{tongue}.tex", tongue, label=f"tab:pair-{tongue}")
        arms_table(bought, out / f"arms_{tongue}.tex", tongue, label=f"tab:arms-{tongue}")
        decomposition_table(losses(), out / f"losses_{tongue}.tex", tongue, label=f"tab:losses-{tongue}")
        data_table(later[["outcome", "policy_b", "difference", "low", "high"]], out / f"data_{tongue}.tex", tongue)
        parameter_table(rows[10:40], out / f"parameters_{tongue}.tex", tongue, label=f"tab:parameters-{tongue}")
    hostile = pd.DataFrame({"policy": HOSTILE, "value": [float(1000 + k) for k in range(len(HOSTILE))]})
    data_table(hostile, out / "hostile.tex", caption=" ".join(HOSTILE), label="tab:hostile")
    data_table(hostile[hostile["policy"].isin(IN_BOTH)], out / "hostile_zh.tex", "zh", label="tab:hostile-zh")
    parameter_table(rows, out / "all_parameters.tex", label="tab:all")
    return out


def losses() -> pd.DataFrame:
    """A decomposition with one part that is a gain."""
    names = {
        "outcome_label": "Social welfare",
        "outcome_label_zh": "社会福利",
        "unit": "yuan per resident and year",
        "policy": "open_tender",
    }
    rows = [
        ("full information", "完全信息", 20.5, float("nan")),
        ("delay", "拖延", -1.25, -0.5),
        ("loss in all", "损失合计", 2.5, 1.0),
    ]
    told = [
        {"label": en, "label_zh": zh, "mean": mean, "share": share, "low": mean - 0.5, "high": mean + 0.5}
        for en, zh, mean, share in rows
    ]
    return pd.DataFrame(told).assign(**names, n=4, n_left_out=1)


@pytest.fixture(scope="module", params=ENGINES)
def printed(request: pytest.FixtureRequest, folder: Path) -> list[str]:
    """What stands in the PDF of one document with every table."""
    engine = request.param
    skip_without(engine)
    tables = ("comparison", "later", "pair", "arms", "losses", "data", "parameters")
    english, chinese = ("\n".join(f"\\input{{{table}_{tongue}}}" for table in tables) for tongue in LANGUAGES)
    english, chinese = f"{english}\n\\input{{hostile}}", f"{chinese}\n\\input{{hostile_zh}}"
    if engine == "pdflatex":
        english += "\n\\input{all_parameters}"
        chinese = f"\\begin{{CJK*}}{{UTF8}}{{gbsn}}\n{chinese}\n\\clearpage\\end{{CJK*}}"
    document = folder / f"{engine}.tex"
    body = f"\\documentclass{{article}}\n{preamble()}\\begin{{document}}\n{english}\n\\clearpage\n{chinese}\n\\end{{document}}\n"
    document.write_text(body, encoding="utf-8")
    return words_of(compiled(engine, document))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_says_the_numbers_of_the_csv(printed: list[str], folder: Path, language: Language) -> None:
    frame = pd.read_csv(folder / "compare.csv")
    found = dict(read_back(printed, frame, language))
    assert len(found) == len(frame)
    for row in frame.to_dict("records"):
        values = [row[key] for key in ("mean_b", "difference", "low", "high")]
        texts = found[heading(row, language), outcome(row, language), row["policy_b"]]
        assert [agrees(text, value) for text, value in zip(texts, values, strict=False)] == [True] * 4, (row, texts)
    assert sum(text.startswith("−") for texts in found.values() for text in texts) > 20


READ = {
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬀ": "ff",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "’": "'",
    "‘": "`",
    "–": "--",
    "—": "---",
    "“": "``",
    "”": "''",
    "◦": "°",
    "…": "...",
    "\u2011": "-",
    "-": "−",
}
"""What a PDF calls what was typed otherwise."""


def as_read(text: str) -> str:
    """Text without its spaces, its signs as they are typed."""
    text = "".join(unicodedata.normalize("NFC", text).split())
    for sign, typed in READ.items():
        text = text.replace(sign, typed)
    return text


def sure(sign: str) -> bool:
    """Whether every document has a font for a sign."""
    return sign in SIGNS_OF_T1 or "α" <= sign <= "Ω" or "\u2190" <= sign <= "\u22ff" or "\u4e00" <= sign <= "\u9fff"


def test_hostile_names_are_printed_sign_by_sign(printed: list[str]) -> None:
    """Letters that no font of the document has are printed as their numbers."""
    told = as_read("".join(printed))
    for k, given in enumerate(HOSTILE):
        typed = re.escape(as_read(given.replace('"', "''")))
        pattern = "".join(one if sure(one) else f"({one}|\\[U\\+{ord(one):04X}\\])" for one in typed)
        assert re.search(pattern, told), (given, [line for line in printed if str(1000 + k) in line.replace(",", "")])


def agrees(text: str, value: float) -> bool:
    """Whether a printed number is the value, rounded, with its sign."""
    read = float(text.replace("−", "-").replace(",", ""))
    places = len(text.partition(".")[2])
    return abs(read - value) <= 0.500001 * 10**-places and (read == 0 or (read < 0) == (value < 0)) and not text.startswith("-")


def read_back(lines: list[str], frame: pd.DataFrame, language: Language) -> Iterator[tuple[tuple[str, str, str], list[str]]]:
    """Numbers of the first table with panels, by panel, outcome and policy."""
    records = frame.to_dict("records")
    panels, outcomes = ({f(row, language) for row in records} for f in (heading, outcome))
    policies = {spaced(name(key, language)): key for key in frame["policy_b"].unique()}
    panel = of = ""
    seen: set[tuple[str, str, str]] = set()
    for line in lines:
        bare = "".join(line.split())
        panel, of = (bare, of) if bare in panels else (panel, bare) if bare in outcomes else (panel, of)
        for pattern, key in policies.items():
            begins = re.match(rf"\s*{pattern}\s", line)
            place = (panel, of, key)
            if begins and panel and of and place not in seen:
                seen.add(place)
                yield place, NUMBER.findall(line[begins.end() :])


def spaced(text: str) -> str:
    """A pattern for a text, whatever the spaces."""
    return r"\s*".join(re.escape(sign) for sign in "".join(text.split()))


def heading(row: dict[object, object], language: Language) -> str:
    words = said(PERIODS, str(row["period"]), language), said(CLOSURES, str(row["closure"]), language)
    text = ("，" if language == "zh" else ", ").join(words)
    return "".join((text[:1].upper() + text[1:]).split())


def outcome(row: dict[object, object], language: Language) -> str:
    from gpssim.texts.units import unit

    its_unit = unit(str(row["unit"]), language)
    text = f"{row['label_zh']}（{its_unit}）" if language == "zh" else f"{row['label']} ({its_unit})"
    return "".join(text.split())


def test_names_are_printed_as_they_were_typed(printed: list[str]) -> None:
    bare = ["".join(line.split()) for line in printed]
    assert any(line.startswith("补贴a&b5%#é") for line in bare)
    assert any(r"a_b&5%#1{x}~^\<|>α" in line for line in bare)
    assert any(line.startswith("delay") and "−1.25" in line and "[−1.75,−0.75]" in line and "−50%" in line for line in bare)


@pytest.mark.parametrize("file", ["comparison_zh", "later_zh", "pair_zh", "arms_zh", "losses_zh"])
def test_a_chinese_table_has_three_rules_and_no_foreign_word(folder: Path, file: str) -> None:
    text = (folder / f"{file}.tex").read_text(encoding="utf-8")
    text = text.replace("补贴 a\\&b 5\\% \\#é", "补贴")
    rules = [rule for rule in re.findall(r"\\(\w+rule)", text) if "longtable" not in text]
    assert rules in ([], ["toprule", "midrule", "bottomrule"])
    body = re.sub(LAYOUT, "", text, flags=re.MULTILINE)
    assert set(re.findall(r"[A-Za-z]+", body)) <= {"p", "t"}
    assert not re.search(r"[\u4e00-\u9fff] ?\(|[\u4e00-\u9fff],", body)
    assert text.count("\\caption{") == text.count("\\label{") == 1
    assert "注：" in text
