"""Draws: one hash in three forms, in (0, 1), spread as they should be, and none moved by another."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri

from gpssim.agents import deciding
from gpssim.compiling import compiled
from gpssim.streams import Luck, combine, fold_array, fold_int, inverse_normal, purpose_word, unit_of_array

N = 20_000
EDGE = [0, 1, 2**31, 2**52, 2**53 - 1, 2**63 - 1, 2**63, 2**64 - 2, 2**64 - 1]
"""Words in which something could wrap, carry or round."""

PINNED = {
    "word": 0xDDF554C8ADB461F5,
    "purpose": 0x4F72E66DE9E2AAB1,
    "uniform": 0.60837570314699,
    "normal": 0.2750880481220894,
}


def test_scalars_and_arrays_fold_to_the_same_bits() -> None:
    words = np.array([*EDGE, *(combine(k) for k in range(200))], dtype=np.uint64)
    for state in EDGE:
        folded = fold_array(np.full(words.shape, state, dtype=np.uint64), words)
        assert folded.tolist() == [fold_int(state, int(w)) for w in words]


def test_scalar_array_and_compiled_draws_are_the_same_bits() -> None:
    luck = Luck.of(11, 4)
    rows, domains = np.arange(50)[:, None], np.arange(5)[None, :]
    whole = luck.uniforms("need", rows * 256 + domains)
    single = [[luck.uniform("need", i * 256 + d) for d in range(5)] for i in range(50)]
    draw = compiled(deciding.draw)
    with np.errstate(over="ignore"):  # the hash wraps around; only plain Python (NUMBA_DISABLE_JIT=1) would warn
        fast = [[draw(luck.kernel_word("need"), i, d) for d in range(5)] for i in range(50)]
    assert whole.tolist() == single == fast
    assert luck.normals("need", rows, domains)[7, 3] == luck.normal("need", 7, 3)


@pytest.mark.parametrize("second", [np.arange(3), np.arange(3)[None, :], 2, np.uint64(2**63)])
def test_two_words_at_once_are_one_after_the_other(second: np.ndarray | int) -> None:
    luck, first = Luck.of(11, 4), np.array(EDGE, dtype=np.uint64)
    keys = first if np.ndim(second) == 0 else first[:, None]
    drawn = luck.uniforms("pair", keys, second)
    single = [[luck.uniform("pair", int(word), int(k)) for k in np.ravel(second)] for word in EDGE]
    assert drawn.shape == np.broadcast_shapes(keys.shape, np.shape(second))
    assert drawn.ravel().tolist() == [x for row in single for x in row]
    assert luck.uniforms("pair", keys[:0], second).shape == np.broadcast_shapes(keys[:0].shape, np.shape(second))


def test_pairs_of_equal_length_stay_pairs() -> None:
    luck, words = Luck.of(11, 4), np.arange(4, dtype=np.uint64)
    assert luck.uniforms("pair", words, words[::-1]).tolist() == [luck.uniform("pair", k, 3 - k) for k in range(4)]
    assert luck.uniforms("pair", words[::2]).tolist() == [luck.uniform("pair", k) for k in (0, 2)]


def test_the_smallest_and_the_largest_word_stay_inside_zero_and_one() -> None:
    units = unit_of_array(np.array(EDGE, dtype=np.uint64))
    assert units.min() > 0.0
    assert units.max() < 1.0
    assert np.isfinite(ndtri(units)).all()


@pytest.mark.parametrize("state", EDGE)
def test_the_scalar_form_keeps_inside_too(state: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gpssim.streams._fold_all", lambda *_: state)
    assert Luck(0).uniform("any") == unit_of_array(np.array([state], dtype=np.uint64))[0]
    assert np.isfinite(Luck(0).normal("any"))


def test_inverse_normal_agrees_with_scipy() -> None:
    tails = 10.0 ** -np.arange(1.0, 300.0)
    p = np.concatenate([tails, np.linspace(1e-6, 1.0 - 1e-6, 4001), 1.0 - tails[:15], [0.5, 0.075, 0.925]])
    mine = np.array([inverse_normal(float(x)) for x in p])
    exact = ndtri(p)
    assert np.max(np.abs(mine - exact) / np.maximum(1.0, np.abs(exact))) < 1e-13
    assert inverse_normal(0.5) == 0.0


def test_compiled_inverse_normal_is_the_same_function() -> None:
    fast = compiled(inverse_normal)
    points = Luck.of(1, 0).uniforms("p", np.arange(500))
    assert [fast(p) for p in points] == pytest.approx([inverse_normal(p) for p in points], rel=1e-14)


@pytest.mark.parametrize("axis", ["key", "month", "purpose", "replication", "seed"])
def test_draws_are_uniform_along_every_part_of_a_key(axis: str) -> None:
    rows = np.arange(N)
    drawn = {
        "key": lambda: Luck.of(1, 0).at(3).uniforms("need", rows),
        "month": lambda: np.array([Luck.of(1, 0).at(m).uniform("need", 5) for m in range(N)]),
        "purpose": lambda: np.array([Luck.of(1, 0).uniform(f"purpose {k}", 5) for k in range(N)]),
        "replication": lambda: np.array([Luck.of(1, r).uniform("need", 5) for r in range(N)]),
        "seed": lambda: np.array([Luck.of(s, 0).uniform("need", 5) for s in range(N)]),
    }[axis]()
    assert stats.kstest(drawn, "uniform").pvalue > 1e-4
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 4.0 / np.sqrt(N)
    assert np.unique(drawn).size == N


def test_normals_are_normal_and_independent_of_their_neighbors() -> None:
    luck = Luck.of(2, 0)
    first, other = luck.normals("a", np.arange(N)), luck.normals("b", np.arange(N))
    assert stats.kstest(first, "norm").pvalue > 1e-4
    assert abs(np.corrcoef(first, other)[0, 1]) < 4.0 / np.sqrt(N)
    assert abs(np.corrcoef(first, luck.at(1).normals("a", np.arange(N)))[0, 1]) < 4.0 / np.sqrt(N)


def test_a_grid_of_two_keys_has_no_pattern() -> None:
    grid = Luck.of(3, 0).uniforms("pair", np.arange(100)[:, None], np.arange(200)[None, :])
    assert grid.shape == (100, 200)
    counts, _, _ = np.histogram2d(grid[:, :-1].ravel(), grid[:, 1:].ravel(), bins=10, range=[[0, 1], [0, 1]])
    assert stats.chisquare(counts.ravel()).pvalue > 1e-4


def test_drawing_from_one_leaves_every_other_alone() -> None:
    luck = Luck.of(4, 2)
    before = luck.uniforms("b", np.arange(10)).tolist()
    for k in range(50):
        luck.uniforms("a", np.arange(k + 1))
        luck.at(k).normal("a", k)
    assert luck.uniforms("b", np.arange(10)).tolist() == before
    assert luck.uniforms("b", np.arange(5)).tolist() == before[:5]  # nor does asking for fewer
    assert luck.uniforms("b", np.arange(10)[::-1]).tolist() == before[::-1]  # nor another order


def test_a_decision_folds_its_key_in_once() -> None:
    luck = Luck.of(4, 2)
    assert luck.at(7, 8).at(9) == luck.at(7, 8, 9)
    assert luck.at(7, 8) != luck.at(8, 7)
    assert luck.at(7).uniform("x", 1) != luck.at(1).uniform("x", 7)
    assert Luck.of(1, 2) != Luck.of(2, 1)


@pytest.mark.parametrize("word", [-1, -12345, 2**63 + 17, 2**64 - 1, 0])
def test_negative_and_large_keys_are_words_like_any_other(word: int) -> None:
    luck = Luck.of(5, 0)
    wrapped = word & (2**64 - 1)
    assert luck.uniform("k", word) == luck.uniform("k", wrapped) == luck.uniforms("k", word)[0]
    assert luck.uniforms("k", np.array([wrapped], dtype=np.uint64))[0] == luck.uniform("k", word)
    if word < 0:
        assert luck.uniforms("k", np.array([word]))[0] == luck.uniform("k", word) == luck.uniform("k", np.int64(word))


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint64, bool])
def test_the_width_of_an_integer_does_not_matter(dtype: type) -> None:
    rows = np.array([0, 1, 1, 0])
    assert Luck.of(5, 1).uniforms("w", rows.astype(dtype)).tolist() == Luck.of(5, 1).uniforms("w", rows).tolist()


@pytest.mark.parametrize("key", [1.0, np.float64(2.5), "2", None])
def test_only_integers_are_keys(key: object) -> None:
    luck = Luck.of(1, 1)
    for draw in (luck.uniform, luck.uniforms, luck.normal):
        with pytest.raises(TypeError):
            draw("x", key)
    with pytest.raises(TypeError):
        combine(1, key)


def test_purposes_are_names_and_compound_keys_do_not_meet() -> None:
    assert len({purpose_word(f"purpose {k}") for k in range(1000)}) == 1000
    keys = {combine(g, d, k, y, o) for g in range(8) for d in range(5) for k in range(7) for y in range(-5, 11) for o in range(10)}
    assert len(keys) == 8 * 5 * 7 * 16 * 10


def test_known_draws_never_change() -> None:
    # a change of these four numbers is a change of every result there is
    luck = Luck.of(1, 0)
    assert [luck.word, purpose_word("need")] == [PINNED["word"], PINNED["purpose"]]
    assert luck.uniform("need", 5) == PINNED["uniform"]
    assert luck.normal("need", 5) == pytest.approx(PINNED["normal"], rel=1e-13)  # another SciPy may round another way
