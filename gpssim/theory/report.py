"""A verification in words for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, Final

from gpssim.theory.judging import Verdict
from gpssim.theory.verifying import Verification

EVIDENCE: Final = ("simulated", "solved")
WIDTH: Final = 52


def lines(found: Verification) -> Iterator[str]:
    """Every value of every case, references apart, and a summary."""
    for case, mine in found.by_case():
        yield f"{case.id} {case.kind}{': ' * bool(case.title)}{case.title}"
        whole = _whole(mine)
        if whole:
            yield f"  FAIL  none of its {len(mine)} values found: {whole}"
            continue
        yield from (_line(v) for v in mine if v.via != "reference")
        apart = [v for v in mine if v.via == "reference"]
        if apart:
            yield "  for reference, computed from the inputs (no evidence):"
            yield from (_line(v) for v in apart)
    yield ""
    yield from summary(found)


def _whole(verdicts: Sequence[Verdict]) -> str:
    """The one reason why a case gave nothing at all; empty where it gave something."""
    reasons = {v.reason for v in verdicts if not v.via}
    return reasons.pop() if len(reasons) == 1 and not any(v.via for v in verdicts) else ""


def summary(found: Verification) -> Iterator[str]:
    """How many values agree, by what they rest on; what does not agree is named again."""
    for case, mine in found.by_case():
        whole = _whole(mine)
        if whole:
            yield f"not run: {case.id} ({len(mine)} values): {whole}"
        else:
            yield from (f"does not agree: {case.id} {addressed(v)}: {_why(v)}" for v in mine if not v.passed)
    for via in EVIDENCE:
        of = [v for v in found.verdicts if v.via == via]
        yield f"{via}: {sum(v.passed for v in of)} of {len(of)} values agree"
    apart = [v for v in found.verdicts if v.via == "reference"]
    yield f"reference (no evidence): {sum(v.passed for v in apart)} of {len(apart)} agree"
    nothing = [v for v in found.verdicts if not v.via]
    if nothing:
        yield f"nothing found for {len(nothing)} values"
    n = len(found.verdicts)
    yield f"{n - len(found.failed)} of {n} values of {len(found.cases)} cases agree, seed {found.seed}"


def addressed(verdict: Verdict) -> str:
    """The value's address: quantity and inputs."""
    of = ", ".join(f"{name}={x:g}" if isinstance(x, int | float) else f"{name}={x}" for name, x in verdict.value.inputs.items())
    return f"{verdict.value.quantity}({of})" if of else verdict.value.quantity


def _line(v: Verdict) -> str:
    if not v.via:
        return f"  FAIL  {addressed(v):<{WIDTH}} expected {v.value.expected:<14.10g} nothing found: {v.reason}"
    numbers = f"expected {v.value.expected:<14.10g} got {v.got:<14.10g} tolerance {v.tolerance:<9.3g}"
    draws = f" ({v.n_draws} draws)" if v.n_draws else ""
    return f"  {'ok  ' if v.passed else 'FAIL'}  {addressed(v):<{WIDTH}} {numbers} {v.via}{draws}{' ' * bool(v.reason)}{v.reason}"


def _why(v: Verdict) -> str:
    if v.reason:
        return v.reason
    return f"expected {v.value.expected:.10g}, got {v.got:.10g}, tolerance {v.tolerance:.3g}"


def as_text(found: Verification) -> str:
    """The verification as JSON: ``summary`` and ``results``, one entry for each value."""
    return json.dumps({"summary": counts(found), "results": [row(v) for v in found.verdicts]}, ensure_ascii=False, indent=1)


def counts(found: Verification) -> dict[str, Any]:
    """The summary as numbers."""
    by: dict[str, Any] = {}
    for via in (*EVIDENCE, "reference", ""):
        of = [v for v in found.verdicts if v.via == via]
        by[via or "nothing"] = {"values": len(of), "passed": sum(v.passed for v in of)}
    return {
        "pass": not found.failed,
        "seed": found.seed,
        "cases": len(found.cases),
        "values": len(found.verdicts),
        "passed": len(found.verdicts) - len(found.failed),
        "via": by,
    }


def row(v: Verdict) -> Mapping[str, Any]:
    """One value for programs; numbers that are not there are null."""
    return {
        "id": v.case,
        "kind": v.kind,
        "key": v.value.key,
        "quantity": v.value.quantity,
        "inputs": dict(v.value.inputs),
        "value_kind": v.value.kind,
        "expected": v.value.expected,
        "got": _number(v.got),
        "tolerance": _number(v.tolerance),
        "pass": v.passed,
        "via": v.via or None,
        "n_draws": v.n_draws or None,
        "reason": v.reason or None,
    }


def _number(x: float) -> float | None:
    return x if isfinite(x) else None
