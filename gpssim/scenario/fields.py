"""How a parameter is declared: default, unit, range, meaning, source, and the range that studies sweep, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from gpssim.errors import no_attribute
from gpssim.plain import plain
from gpssim.scenario.in_order import with_tuples
from gpssim.scenario.refusal import refused


class Group(BaseModel):
    """A frozen group of parameters that refuses unknown keys, wrong types, infinities and NaN; a list may stand for a tuple.

    Raises
    ------
    ScenarioError : what is refused, one line each.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, validate_default=True)

    def __init__(self, **values: Any) -> None:
        told: dict[str, Any] | None = plain(values)
        while told is not None:
            try:
                super().__init__(**told)
            except ValidationError as error:
                told = with_tuples(told, error)
                if told is None:
                    raise refused(error, type(self), values, type(self).__name__) from None
            else:
                return

    @classmethod
    def as_declared(cls, tree: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raw data in the shape of the declarations, where a file may write them in another."""
        return tree

    def told(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """What :func:`gpssim.scenario.replace` is told, as paths of parameters and their values."""
        return values

    def made_into(self, other: Self) -> Self:
        """What this group was changed into, once it is valid."""
        return other

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Refuse a misspelt parameter with the nearest right one."""
            try:
                return super().__getattr__(name)
            except AttributeError:
                raise no_attribute(type(self).__name__, name, type(self).model_fields) from None

    # groups inside groups are validated by pydantic itself, so that errors keep their whole path
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]  # pydantic's own mark, as on its root models


def param(
    default: Any,
    unit: str,
    meaning: str,
    source: str = "assumption",
    *,
    ge: float | None = None,
    le: float | None = None,
    swept: tuple[float, float] | None = None,
    meaning_zh: str = "",
) -> Any:
    """Declare one parameter.

    Parameters
    ----------
    default : value used where a scenario says nothing.
    unit : unit in words, ``share`` for numbers in [0, 1], ``1`` for pure numbers.
    meaning : one plain sentence.
    source : bibliography key or published figure with its evidence mark (VERIFIED, DERIVED, DATA, MEMORY), or ``assumption``.
    ge, le : the domain, both ends included.
    swept : range tested by studies over uncertain worlds; ``None`` keeps the parameter fixed there.
    meaning_zh : the meaning in Chinese, for plug-ins from outside; what is shipped has its Chinese in tables.
    """
    extra: dict[str, Any] = {"unit": unit, "source": source, "swept": swept} | ({"meaning_zh": meaning_zh} if meaning_zh else {})
    info: FieldInfo = Field(default=default, ge=ge, le=le, description=meaning, json_schema_extra=extra)
    return info


def share(default: float, meaning: str, source: str = "assumption", swept: tuple[float, float] | None = None) -> Any:
    """A parameter in [0, 1]."""
    return param(default, "share", meaning, source, ge=0.0, le=1.0, swept=swept)
