"""A verification in words for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any, Final

from gpssim.texts.text import Language, listed, said
from gpssim.theory.claims import SORTS, Claim, claim_of
from gpssim.theory.judging import Verdict
from gpssim.theory.verifying import Verification
from gpssim.theory.words import REPORT
from gpssim.theory.words import SORTS as SAID

EVIDENCE: Final = ("simulated", "solved")
WIDTH: Final = 52


def lines(found: Verification, language: Language = "en") -> Iterator[str]:
    """Every value of every case, references apart, and a summary."""
    for case, mine in found.by_case():
        title = (case.title_zh or said(REPORT, "a_case", language)) if language == "zh" else case.title
        yield said(REPORT, "case", language, id=case.id, kind=case.kind, title=title) if title else f"{case.id} {case.kind}"
        yield from (f"  {part}" for part in parts(claim_of(case.kind), language))
        whole = _whole(mine)
        if whole:
            yield f"  {said(REPORT, 'none_found', language, n=len(mine), reason=whole)}"
            continue
        yield from (_line(v, language) for v in mine if v.via != "reference")
        apart = [v for v in mine if v.via == "reference"]
        if apart:
            yield f"  {said(REPORT, 'apart', language)}"
            yield from (_line(v, language) for v in apart)
    yield ""
    yield from summary(found, language)


def _whole(verdicts: Sequence[Verdict]) -> str:
    """The one reason why a case gave nothing at all; empty where it gave something."""
    reasons = {v.reason for v in verdicts if not v.via}
    return reasons.pop() if len(reasons) == 1 and not any(v.via for v in verdicts) else ""


def summary(found: Verification, language: Language = "en") -> Iterator[str]:
    """How many values agree, by what they rest on; what does not agree is named again."""
    for case, mine in found.by_case():
        whole = _whole(mine)
        words = {"id": case.id, "kind": case.kind, "n": len(mine), "reason": whole}
        if claim_of(case.kind) == Claim():
            yield said(REPORT, "not_in_product", language, **words)
        elif whole:
            yield said(REPORT, "not_run", language, **words)
        else:
            failed = (v for v in mine if not v.passed)
            yield from (
                said(REPORT, "disagrees", language, id=case.id, address=addressed(v), reason=_why(v, language)) for v in failed
            )
    for via in EVIDENCE:
        of = [v for v in found.verdicts if v.via == via]
        yield said(REPORT, "agree", language, what=said(REPORT, via, language), passed=sum(v.passed for v in of), n=len(of))
    apart = [v for v in found.verdicts if v.via == "reference"]
    yield said(REPORT, "reference_agree", language, passed=sum(v.passed for v in apart), n=len(apart))
    yield from _by_parts(found, language)
    nothing = [v for v in found.verdicts if not v.via and claim_of(v.kind) != Claim()]
    if nothing:
        yield said(REPORT, "nothing_found", language, n=len(nothing))
    n = len(found.verdicts)
    yield said(REPORT, "total", language, passed=n - len(found.failed), n=n, cases=len(found.cases), seed=found.seed)


def _by_parts(found: Verification, language: Language) -> Iterator[str]:
    """The same values by what their kinds rest on."""
    for sort, (n_cases, n_values, n_passed) in by_sort(found).items():
        if n_values:
            one, many = ("sort_one_none", "sort_none") if sort == "nothing" else ("sort_one", "sort_agree")
            key = one if n_cases == 1 else many
            yield said(REPORT, key, language, what=said(SAID, sort, language), passed=n_passed, n=n_values, cases=n_cases)


def parts(rests_on: Claim, language: Language = "en") -> Iterator[str]:
    """What a kind goes through, in words, a line for each sort of part that it has."""
    for words, modules in (
        ("market_parts", rests_on.market),
        ("measures", rests_on.measures),
        ("textbook_parts", tuple(module.removeprefix("theory.textbook.") for module in rests_on.textbook)),
    ):
        if modules:
            yield said(REPORT, "rests_on", language, what=said(REPORT, words, language), modules=listed(modules, language))


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


def _line(v: Verdict, language: Language) -> str:
    verdict = said(REPORT, "ok" if v.passed else "fail", language)
    words = {"expected": v.value.expected, "got": v.got, "tolerance": v.tolerance, "reason": v.reason}
    address = f"  {verdict}  {addressed(v):<{WIDTH}} "
    if not v.via:
        return f"  {said(REPORT, 'fail', language)}  {addressed(v):<{WIDTH}} {said(REPORT, 'nothing', language, **words)}"
    draws = said(REPORT, "draws", language, n=v.n_draws) if v.n_draws else ""
    via = said(REPORT, v.via, language)
    return f"{address}{said(REPORT, 'numbers', language, **words)} {via}{draws}{' ' * bool(v.reason)}{v.reason}"


def _why(v: Verdict, language: Language) -> str:
    if v.reason:
        return v.reason
    return said(REPORT, "why", language, expected=v.value.expected, got=v.got, tolerance=v.tolerance)


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
