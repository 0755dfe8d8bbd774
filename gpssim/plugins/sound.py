"""What every plug-in must be before anybody uses it, wherever it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import get_annotations, isabstract

from gpssim.errors import GpssimError


def check_shape(called: str, thing: object, base: type, is_object: bool) -> None:
    """Refuse what is no concrete class derived from the base of its kind, or no object of it where the kind's are objects.

    Raises
    ------
    GpssimError : what is wrong, in one line.
    """
    what = "an object of" if is_object else "a concrete subclass of"
    if not (
        isinstance(thing, base) if is_object else isinstance(thing, type) and issubclass(thing, base) and not isabstract(thing)
    ):
        shown = repr(thing).partition("\n")[0]
        raise GpssimError(f"{shown} is no {called}: it must be {what} {base.__module__}.{base.__name__}")


def check_words(called: str, thing: object, words: Iterable[str]) -> None:
    """Refuse a plug-in without name or labels.

    Raises
    ------
    GpssimError : what is wrong, in one line.
    """
    who = f"{called} {thing.__name__ if isinstance(thing, type) else type(thing).__name__}"
    said = {word: getattr(thing, word, None) for word in words}
    for word, text in said.items():
        if not (isinstance(text, str) and text):
            raise GpssimError(f"{who} has {word} = {text!r}: it must be text")
    if not str(said["name"]).isidentifier():
        raise GpssimError(f"{who} has name = {said['name']!r}: it must be a word such as 'open_tender'")


def check_decorated(called: str, cls: type) -> None:
    """Refuse a class with parameters that nothing would check.

    A plain dataclass will do where the class says itself, by ``of``, how a World makes it: then its fields are no parameters.

    Raises
    ------
    GpssimError : it has fields and is not decorated.
    """
    own = vars(cls)
    if _has_fields(cls) and "__pydantic_fields__" not in own and not {"__dataclass_fields__", "of"} <= own.keys():
        raise GpssimError(f"{called} {cls.__name__} must be decorated with gpssim.plugins.plugin")


def _has_fields(cls: type) -> bool:
    """Whether a class or one that it derives from declares fields, apart from what belongs to the class itself."""
    declared = (str(annotation) for one in cls.__mro__ for annotation in get_annotations(one).values())
    return any("ClassVar" not in annotation for annotation in declared)
