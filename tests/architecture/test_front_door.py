"""A name of the front door is what it says: a file of the package of the same name would take its place once it is imported."""

from collections.abc import Iterable

from source import PACKAGE

import gpssim


def hidden(names: Iterable[str], files: Iterable[str]) -> list[str]:
    """Names that a file or folder of the package would hide once somebody imports it."""
    return sorted(set(names) & set(files))


def files() -> list[str]:
    """Modules and folders directly in the package, as they are imported."""
    return [path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]


def test_no_file_hides_a_name_of_the_front_door() -> None:
    assert hidden(gpssim.__all__, files()) == []


def test_a_planted_file_is_seen() -> None:
    assert hidden(gpssim.__all__, [*files(), "values"]) == ["values"]
