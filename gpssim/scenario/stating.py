"""A value with what is known of it, said at its own place: ``residents = { value = 420_000, source = "yearbook 2024" }``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from gpssim.errors import unknown
from gpssim.scenario.declarations.services import Domain
from gpssim.scenario.declarations.source import Source
from gpssim.scenario.fields import Group
from gpssim.scenario.paths import group_in

Tree = dict[str, Any]
VALUE: Final = "value"
ASSUMPTION: Final = "assumption"
SAID: Final = ("source", "swept", "fixed")
"""What can be said of a parameter, beside its value."""
APART: Final = ("sources", "policies")
"""Parts of a scenario in which nothing is said of sources."""


def unfolded(model: type[Group], tree: Mapping[str, Any]) -> Tree:
    """Raw data of a scenario with what is said beside values moved to its ``sources``.

    Raises
    ------
    UnknownNameError : something else is said of a value than ``value``, ``source``, ``swept`` and ``fixed``.
    """
    entries: list[Tree] = []
    kept = {key: value for key, value in tree.items() if key in APART}
    plain = _unfolded(model, {key: value for key, value in tree.items() if key not in APART}, "", entries)
    if entries:
        kept["sources"] = [*kept.get("sources", ()), *entries]
    return {**plain, **kept}


def _unfolded(group: type[Group], tree: Mapping[str, Any], prefix: str, entries: list[Tree]) -> Tree:
    found: Tree = {}
    for key, value in tree.items():
        path, field = f"{prefix}{key}", group.model_fields.get(key)
        kind = field.annotation if field else None
        if kind is None or not isinstance(value, (dict, list)):
            found[key] = value
        elif isinstance(value, list):
            domains = group_in(kind) is Domain
            found[key] = [_domain(i, x, path, entries) if domains else x for i, x in enumerate(value)]
        elif isinstance(kind, type) and issubclass(kind, Group):
            found[key] = _unfolded(kind, value, f"{path}.", entries)
        else:
            found |= {key: value[VALUE]} if VALUE in value else {}
            entries += entries_of(path, value, value.get(VALUE))
    return found


def _domain(place: int, tree: Any, path: str, entries: list[Tree]) -> Any:
    return _unfolded(Domain, tree, f"{path}.{tree.get('name', place)}.", entries) if isinstance(tree, dict) else tree


def entries_of(path: str, said: Mapping[str, Any], value: Any) -> list[Tree]:
    """What is said of one parameter as an entry of ``sources``; none where only a value is given.

    Raises
    ------
    UnknownNameError : as :func:`unfolded`.
    """
    for word in said:
        if word not in (VALUE, *SAID):
            raise unknown(f"key in {path!r}:", word, (VALUE, *SAID))
    told = {word: said[word] for word in SAID if word in said}
    of = {VALUE: value} if _plain(value) else {}
    return [{"path": path, **told, **of}] if told else []


def separated(
    values: Mapping[str, Any], numbered: Callable[[], Mapping[str, Any]], plugins: tuple[str, ...]
) -> tuple[Tree, list[Tree]]:
    """Changes of a scenario as plain values by path, and what is said of parameters as entries of ``sources``.

    Parameters
    ----------
    values : dotted path to value, to ``{"value": …, "source": …}``, or, with a last word ``source``, ``swept`` or ``fixed``, to
        what is said.
    numbered : every parameter of the scenario by path, with its value; asked for where something is said.
    plugins : how paths of parameters of plug-ins begin.

    Raises
    ------
    UnknownNameError : as :func:`unfolded`.
    """
    plain, said = dict(values), [path for path, value in values.items() if isinstance(value, Mapping) or _word_of(path)]
    known = numbered() if said else {}
    told: dict[str, Tree] = {}
    for path in said:
        head, word = path.removesuffix(f".{_word_of(path)}"), _word_of(path)
        if word and path not in known and (head in known or head.startswith(plugins)):
            told.setdefault(head, {})[word] = plain.pop(path)
        elif isinstance(values[path], Mapping) and (path in known or path.startswith(plugins)):
            told.setdefault(path, {}).update(plain.pop(path))
    plain |= {path: about[VALUE] for path, about in told.items() if VALUE in about}
    return plain, [entry for path, about in told.items() for entry in entries_of(path, about, plain.get(path, known.get(path)))]


def _word_of(path: str) -> str:
    """The last word of a path, if it is one that says something of the parameter before it."""
    word = path.rpartition(".")[2]
    return word if word in (VALUE, *SAID) else ""


def outdated(
    sources: Iterable[Source], then: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[Source, Source], list[Source]]:
    """After values were changed: sources that now say of which value they are, and what is said of values inside groups.

    Parameters
    ----------
    sources : what was said before, and is still said.
    then, now : every parameter by path, before and after.
    """
    changed = [path for path in now if path in then and then[path] != now[path]]
    mine = [s for s in sources if s.source not in ("", ASSUMPTION) and s.value is None]
    dated = {s: _of(s, then[s.path]) for s in mine if s.path in changed}
    inside = {path for path in changed for s in mine if path.startswith(f"{s.path}.")} - {s.path for s in sources}
    return dated, [Source(path=path, source=ASSUMPTION) for path in sorted(inside)]


def _of(source: Source, value: Any) -> Source:
    return source.model_copy(update={"value": value} if _plain(value) else {"source": ASSUMPTION})


def _plain(value: Any) -> bool:
    """Whether a value can stand in an entry of ``sources``: one number or text, or several numbers."""
    several = isinstance(value, (list, tuple)) and all(isinstance(x, (int, float)) for x in value)
    return several or isinstance(value, (bool, int, float, str))
