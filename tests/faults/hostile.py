"""What somebody may type or write that is no scenario: words, numbers, trees and commands, made by hypothesis."""

from __future__ import annotations

import copy
import datetime
from typing import Any, Final

import tomli_w
from hypothesis import strategies as st

from gpssim.scenario import Scenario, load_scenario
from gpssim.scenario.domains import bounds
from gpssim.scenario.files import toml_text

WORDS: Final = (
    *("", " ", "x", "=cmd|' /C calc'!A0", "@x", "-x", "--", "../..", "/", "\\", "CON", "nul.toml", "a.", "城" * 200, "x" * 5000),
    *("²", "٣", "[red]tag[/nope]", "[/]", ":smile:", "cost $5 to $6 & 50% {x}_y^2", "{}", "{0}", "%s", "%(x)s"),
    *("<script>alert(1)</script>", "|", "a|b", "`", "a\nb", "a\r\nb", "\x1b[31m", "\u202e", "\ufeff", "\udc80", "\ud800"),
    *("e\u0301", "公开招标为主", "😀", "\U0001f469\u200d\U0001f467", "open_tender", "only:open_tender", "open_tender:", "a = 1"),
    *("open_tender:price_weight", "open_tender:price_weight=", "open_tender:price_weight=0.5", "open_tender:price_weight=1e999"),
    *("open_tender:price_weight=²", "open_tender:a=1,a=2", "open_tender:levers.monitoring=0.9", "open_tender::", ":", "=", ","),
    *("status_quo", "only:", "*", "textbook", "nan", "inf", "9" * 5000, "1e400", "0x" + "f" * 5000, "[" * 3000, "{a=" * 300),
    *("2024-01-01", "2024-13", "true", "1_000", "1979-05-27T07:32:00Z", '"open', "'''", "#", "value", "source", "swept", "world"),
    *("world.city", "levers.monitoring", "domains", "policies.0", "world.domains.²", "world.domains.0", "world.domains.-1"),
    *("world.domains.99999999999999999999", "mechanisms.open_tender", "mechanisms..", "open_tender.price_weight", "name", "title"),
    *("world.city.n_citizens.value", "world.city.residents.swept", "notes"),
)
"""Words that have broken somebody's program before."""
NUMBERS: Final = (0, 1, -1, 2**31, 2**53, 2**63 - 1, 2**63, 10**18, 10**30, 0.0, -0.0, 0.5, 1e15, 1e16, 1e308, -1e308, 5e-324)
DATES: Final = (datetime.date(2024, 1, 1), datetime.time(7, 32), datetime.datetime(1979, 5, 27, 7, 32, tzinfo=datetime.UTC))

letters = st.text(st.characters(exclude_characters="\0", exclude_categories=()), max_size=30)
words = st.one_of(st.sampled_from(WORDS), letters)
inside = words.filter(lambda word: not word.startswith(("/", "~")) and ".." not in word)
"""Words that, taken for a path to write to, lead nowhere outside the working folder."""
numbers = st.one_of(
    st.sampled_from(NUMBERS), st.integers(-(10**6), 10**6), st.floats(allow_nan=True), st.sampled_from((float("inf"), float("nan")))
)
singles = st.one_of(st.booleans(), numbers, words, st.sampled_from(DATES))
values = st.recursive(
    singles, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=3)), max_leaves=6
)


def base() -> dict[str, Any]:
    """What a small scenario says, as plain values."""
    return load_scenario("textbook").model_dump(mode="json", exclude_unset=True)


def paths_of(tree: Any, before: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a tree."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    found: list[tuple[str | int, ...]] = [before] if before else []
    return found + [path for key, value in inside for path in paths_of(value, (*before, key))]


WHOLE: Final = Scenario().model_dump(mode="json")
PATHS: Final = tuple(paths_of(WHOLE))
TREES: Final = tuple(path for path in PATHS if all(isinstance(step, str) for step in path))


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """A scenario in which some places hold something else."""
    tree = copy.deepcopy(base())
    for _ in range(draw(st.integers(1, 3))):
        path, place = draw(st.sampled_from(TREES)), tree
        for step in path[:-1]:
            inner = place.get(step)
            place[step] = inner if isinstance(inner, dict) else {}
            place = place[step]
        place[draw(words) if draw(st.booleans()) and draw(st.booleans()) else path[-1]] = draw(values)
    return tree


@st.composite
def policies(draw: st.DrawFn) -> dict[str, Any]:
    """A scenario with policies of all kinds."""
    name = st.one_of(words, st.just("open_tender"), st.just("mix"))
    share = st.fixed_dictionaries(
        {"mechanism": st.one_of(st.just("open_tender"), words)},
        optional={"share": st.one_of(st.just(1.0), numbers), "domain": words, "kept": singles},
    )
    change = st.fixed_dictionaries(
        {"month": st.one_of(st.integers(0, 12), numbers)},
        optional={"lever": words, "value": singles, "mechanism": words, "shares": st.lists(share, max_size=2), "domain": words},
    )
    policy = st.fixed_dictionaries(
        {"name": name},
        optional={
            "title": words, "title_zh": words, "shares": st.lists(share, max_size=3), "keeps": singles,
            "settings": st.lists(st.fixed_dictionaries({"mechanism": words, "name": words, "value": singles}), max_size=2),
            "levers": st.dictionaries(st.one_of(st.sampled_from(sorted(WHOLE["policy"]["levers"])), words), values, max_size=3),
            "change": st.lists(change, max_size=2),
        },
    )  # fmt: skip
    return {**base(), "policies": draw(st.lists(policy, min_size=1, max_size=3))}


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file that is a scenario, nearly one, or none."""
    kind = draw(st.sampled_from(("tree", "policies", "cut", "bytes", "lines")))
    if kind == "bytes":
        return draw(st.binary(max_size=200))
    if kind == "lines":
        begins = st.sampled_from((*map(str, WHOLE), "[world.city]", "[[policies]]"))
        line = st.tuples(begins, st.sampled_from(("", " = ", "=")), words)
        return "\n".join("".join(parts) for parts in draw(st.lists(line, max_size=5))).encode("utf-8", "surrogatepass")
    if kind == "cut":
        text = toml_text(load_scenario("textbook")).encode()
        at = draw(st.integers(0, len(text)))
        first, within = draw(st.sampled_from((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\0"))), draw(st.binary(max_size=10))
        return first + text[:at] + within + text[at:]
    return written(draw(trees() if kind == "tree" else policies()))


def written(tree: dict[str, Any]) -> bytes:
    """A tree as TOML, as far as TOML has what is in it."""
    try:
        return tomli_w.dumps(tree).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError):
        return ascii(tree).encode()


def ends() -> list[tuple[str, object]]:
    """Every number of a scenario at both ends of what is declared possible, and one step beyond."""
    found: list[tuple[str, object]] = []
    for leaf in Scenario().leaves():
        kind = type(leaf.value)
        if kind in (int, float):
            found += [(leaf.path, kind(end) + step) for end in bounds(leaf.field) if end is not None for step in (-1, 0, 1)]
    return found


ENDS: Final = tuple(ends())


@st.composite
def overrides(draw: st.DrawFn) -> str:
    """What may stand behind ``--set``."""
    if draw(st.booleans()):
        path, value = draw(st.sampled_from(ENDS))
        return f"{path}={value}"
    place = ".".join(map(str, draw(st.sampled_from(PATHS))))
    path = draw(st.sampled_from((place, place, draw(words))))
    value = draw(st.one_of(words, singles.map(str), values.map(repr)))
    return f"{path}{draw(st.sampled_from(('=', '=', '=', '==', '')))}{value}"


@st.composite
def commands(draw: st.DrawFn) -> list[str]:
    """A command with its options; ``FILE`` stands for a scenario file."""
    kind = draw(st.sampled_from(KINDS))
    scenario = draw(st.sampled_from(("FILE", "FILE", draw(words)) if kind in ("check", "show") else SCENARIOS))
    policy = ["-p", draw(st.sampled_from((*POLICIES, draw(words))))]
    sets = [part for one in draw(st.lists(overrides(), max_size=1)) for part in ("--set", one)]
    chosen = draw(st.lists(st.sampled_from(OPTIONS), max_size=2, unique_by=lambda one: one[0]))
    options = [part for name, usual in chosen for part in (name, draw(st.sampled_from((*usual, draw(words)))))]
    options += ["--out", draw(inside)] * draw(st.booleans())
    return {
        "check": ["scenario", "check", scenario, *sets],
        "show": ["scenario", "show", scenario, *sets, "--format", draw(st.sampled_from(FORMATS))],
        "run": ["run", scenario, *policy, *sets, *options],
        "compare": ["compare", scenario, *policy, "-p", draw(st.sampled_from((*POLICIES, draw(words)))), *sets, *options],
        "decompose": ["decompose", scenario, *policy, "--outcome", draw(st.sampled_from(("coverage", draw(words)))), *sets],
        "audit": ["audit", scenario, *policy, "--check", draw(st.sampled_from(("workers", draw(words)))), *sets],
        "mechanisms": ["mechanisms", draw(words)],
        "new": ["scenario", "new", draw(inside), "--like", draw(st.sampled_from(("textbook", draw(words))))],
        "verify": ["verify", "--no-figures", "--cases", draw(words)],
        "other": [draw(st.sampled_from(("figures", "export", "cite", draw(words)))), draw(words)],
    }[kind]


KINDS: Final = ("check", "show", "run", "run", "compare", "compare", "decompose", "audit", "mechanisms", "new", "verify", "other")
SCENARIOS: Final = ("textbook", "textbook", "suzhou-high-tech", "FILE")
FORMATS: Final = ("table", "markdown", "latex", "toml", "json", "x")
POLICIES: Final = ("open_tender", "lottery", "status_quo", "only:lottery", "open_tender:price_weight=0.5,monitoring=0.9", "mix")
OPTIONS: Final = (
    ("--months", ("1", "6", "1200", "1201")), ("--warm-up", ("0", "600", "-1")), ("--citizens", ("50", "5000000", "49")),
    ("--seed", ("0", str(2**63), "1e3")), ("--workers", ("1", "0")), ("--keep", ("all", "0", "-1")), ("--language", ("zh", "EN")),
    ("--replications", ("1", "0")), ("--by", ("group", "domain")), ("--export", ("csv", "xlsx")), ("--closure", ("both", "volume")),
    ("--worlds", ("0", "2", "-1")), ("--uncertain", ("world", "world,levers")), ("--after-failure", ("none", "none,none")),
)  # fmt: skip
