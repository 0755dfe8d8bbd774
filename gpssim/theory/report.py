"""A verification in words for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any, Final

from gpssim.theory.claims import SAID, SORTS, Claim, claim_of
from gpssim.theory.judging import Verdict
from gpssim.theory.verifying import Verification

EVIDENCE: Final = ("simulated", "solved")
WIDTH: Final = 52


def lines(found: Verification) -> Iterator[str]:
    """Every value of every case, references apart, and a summary."""
    for case, mine in found.by_case():
        yield f"{case.id} {case.kind}{': ' * bool(case.title)}{case.title}"
        yield from (f"  {part}" for part in parts(claim_of(case.kind)))
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
        if claim_of(case.kind) == Claim():
            yield f"kind not in this product: {case.kind} (case {case.id}, {len(mine)} values, none run)"
        elif whole:
            yield f"not run: {case.id} ({len(mine)} values): {whole}"
        else:
            yield from (f"does not agree: {case.id} {addressed(v)}: {_why(v)}" for v in mine if not v.passed)
    for via in EVIDENCE:
        of = [v for v in found.verdicts if v.via == via]
        yield f"{via}: {sum(v.passed for v in of)} of {len(of)} values agree"
    apart = [v for v in found.verdicts if v.via == "reference"]
    yield f"reference (no evidence): {sum(v.passed for v in apart)} of {len(apart)} agree"
    yield from _by_parts(found)
    nothing = [v for v in found.verdicts if not v.via and claim_of(v.kind) != Claim()]
    if nothing:
        yield f"nothing found for {len(nothing)} values"
    n = len(found.verdicts)
    yield f"{n - len(found.failed)} of {n} values of {len(found.cases)} cases agree, seed {found.seed}"


def _by_parts(found: Verification) -> Iterator[str]:
    """The same values by what their kinds rest on."""
    for sort, (n_cases, n_values, n_passed) in by_sort(found).items():
        cases = f"{n_cases} case{'s' * (n_cases != 1)}"
        if n_values and sort == "nothing":
            yield f"{SAID[sort]}: {n_values} values of {cases}, none run"
        elif n_values:
            yield f"{SAID[sort]}: {n_passed} of {n_values} values of {cases} agree"


def parts(rests_on: Claim) -> Iterator[str]:
    """What a kind goes through, in words, a line for each sort of part that it has."""
    for words, modules in (
        ("the market's own parts", rests_on.market),
        ("measures of the analysis", rests_on.measures),
        ("textbook parts", tuple(module.removeprefix("theory.textbook.") for module in rests_on.textbook)),
    ):
        if modules:
            yield f"{words}: {', '.join(modules)}"


def by_sort(found: Verification) -> dict[str, tuple[int, int, int]]:
    """Cases, values, and values that agree, by what their kinds rest on (see :mod:`gpssim.theory.claims`)."""
    counted = dict.fromkeys(SORTS, (0, 0, 0))
    for case, mine in found.by_case():
        sort, passed = claim_of(case.kind).sort, sum(v.passed for v in mine)
        cases, values, agree = counted[sort]
        counted[sort] = cases + 1, values + len(mine), agree + passed
    return counted


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
    """The verification as JSON: ``summary``, ``kinds`` with the parts that each goes through, ``results`` with every value."""
    kinds = {kind: _rests_on(claim_of(kind)) for kind in dict.fromkeys(case.kind for case in found.cases)}
    told = {"summary": counts(found), "kinds": kinds, "results": [row(v) for v in found.verdicts]}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _rests_on(claim: Claim) -> Mapping[str, Any]:
    return {"parts": claim.sort, **asdict(claim)}


def counts(found: Verification) -> dict[str, Any]:
    """The summary as numbers."""
    by: dict[str, Any] = {}
    for via in (*EVIDENCE, "reference", ""):
        of = [v for v in found.verdicts if v.via == via]
        by[via or "nothing"] = {"values": len(of), "passed": sum(v.passed for v in of)}
    sorts = {s: dict(zip(("cases", "values", "passed"), numbers, strict=True)) for s, numbers in by_sort(found).items()}
    return {
        "pass": not found.failed,
        "seed": found.seed,
        "cases": len(found.cases),
        "values": len(found.verdicts),
        "passed": len(found.verdicts) - len(found.failed),
        "via": by,
        "parts": sorts,
    }


def row(v: Verdict) -> Mapping[str, Any]:
    """One value for programs; numbers that are not there are null."""
    return {
        "id": v.case,
        "kind": v.kind,
        "parts": claim_of(v.kind).sort,
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
