"""What makes a class a plug-in: parameters that are declared as its fields, and checked when it is made."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, Final, TypeVar, dataclass_transform, get_args, get_origin

import pydantic.dataclasses
from pydantic import ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from gpssim.errors import GpssimError, ScenarioError, impossible, unknown
from gpssim.scenario.domains import domain_of
from gpssim.texts.parameters_of_mechanisms import CHINESE as OF_MECHANISMS
from gpssim.texts.parameters_of_rules import CHINESE as OF_RULES

Plugin = TypeVar("Plugin")

CHINESE: Final = {**OF_MECHANISMS, **OF_RULES}
_RULES: Final = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, validate_default=True)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a plug-in, as tables and schemas show it."""

    name: str
    default: object
    unit: str
    domain: str
    meaning: str
    source: str
    swept: tuple[float, float] | None
    domain_zh: str = ""
    meaning_zh: str = ""
    """Domain and meaning in Chinese; a plug-in from outside says its own (``param(..., meaning_zh=...)``), or else the English."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def plugin(cls: type[Plugin]) -> type[Plugin]:
    """A frozen dataclass whose fields are its parameters, declared with :func:`gpssim.scenario.fields.param`.

    It refuses misspelt names, values outside their domain, infinities, NaN and ``True`` for a number, each in one line.

    Raises
    ------
    TypeError : a parameter is declared without default, unit or meaning, or is a list, a set or a dict.
    """
    made: Any = pydantic.dataclasses.dataclass(frozen=True, kw_only=True, config=_RULES)(cls)
    for name, field in _fields(made).items():
        _well_declared(f"{cls.__name__}.{name}", field)
    validate = made.__init__

    @functools.wraps(validate)
    def __init__(self: object, **named: object) -> None:  # noqa: N807  # becomes the class's own
        try:
            validate(self, **named)
        except ValidationError as error:
            raise _refused(error, type(self)) from None

    made.__init__ = __init__
    return made  # type: ignore[no-any-return]  # the class that was handed in


def parameters(cls: type) -> tuple[Parameter, ...]:
    """The parameters of a plug-in in the order of their declaration; none of a class that is not decorated."""
    return tuple(_parameter(name, field) for name, field in _fields(cls).items())


def _parameter(name: str, field: FieldInfo) -> Parameter:
    extra, meaning = _extra(field), field.description or ""
    return Parameter(
        name=name,
        default=field.default,
        unit=extra["unit"],
        domain=domain_of(field),
        meaning=meaning,
        source=extra["source"],
        swept=extra["swept"],
        domain_zh=domain_of(field, "zh"),
        meaning_zh=extra.get("meaning_zh") or CHINESE.get(meaning, meaning),
    )


def _fields(cls: type) -> dict[str, FieldInfo]:
    return getattr(cls, "__pydantic_fields__", {})  # made by the decorator


def _extra(field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra
    return extra if isinstance(extra, dict) else {}


def _well_declared(place: str, field: FieldInfo) -> None:
    if field.is_required() or not field.description or "unit" not in _extra(field):
        raise TypeError(f"{place} is declared without default, unit or meaning: declare it with param(default, unit, meaning)")
    if _mutable(field.annotation):
        raise TypeError(f"{place} is a {field.annotation}: parameters of plug-ins are numbers, words and tuples of them")


def _mutable(annotation: Any) -> bool:
    kind = get_origin(annotation) or annotation
    return kind in (list, dict, set) or any(_mutable(inner) for inner in get_args(annotation) if isinstance(inner, type))


def _refused(error: ValidationError, cls: type) -> GpssimError:
    """What was refused, one line for each parameter; a misspelt name alone keeps its own kind of error."""
    errors = [_line(details, cls) for details in error.errors(include_url=False)]
    return errors[0] if len(errors) == 1 else ScenarioError("\n".join(map(str, errors)))


def _line(details: ErrorDetails, cls: type) -> GpssimError:
    raised = details.get("ctx", {}).get("error")
    if isinstance(raised, GpssimError):
        return raised
    label, fields = getattr(cls, "name", cls.__name__), _fields(cls)
    place = details["loc"][0] if details["loc"] else ""
    if place in fields:
        return impossible(f"{label}.{place}", details["input"], domain_of(fields[str(place)]))
    if details["type"] == "unexpected_keyword_argument":
        return unknown(f"parameter of {label}", str(place), fields)
    return ScenarioError(f"{label}: {details['msg']}")
