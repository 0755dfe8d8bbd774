"""A rule set: thresholds, mechanisms allowed, terms, ratings, sanctions and what follows failure, as data with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, Literal, Self

from pydantic import model_validator

from gpssim.errors import impossible, unknown
from gpssim.scenario.declarations.law import Value
from gpssim.scenario.fields import Group, param, share

Zone = Literal["outside", "below", "above"]
Standing = Literal["allowed", "approval", "forbidden"]
NO_LIMIT: Final = 1.0e15
"""A threshold that nothing reaches, yuan."""


class Thresholds(Group):
    """Values that divide purchases into three zones: outside the Law, below and above the threshold of open tender."""

    purchase_limit: float = param(0.0, "yuan", "purchase limit 采购限额: below it the Law does not apply", ge=0.0, le=1.0e15)
    open_tender: float = param(NO_LIMIT, "yuan", "from this value on open tender is the rule 公开招标数额标准", ge=0.0, le=1.0e15)
    counted: Literal["project", "item"] = param("project", "rule", "what is compared: a project's value, or all of a purchaser's purchases of the domain in a district and year together (splitting 化整为零)")


class Approval(Group):
    """Permission to leave the mechanism that the rules prescribe."""

    by: str = param("", "text", "who approves")
    months: int = param(1, "months", "time it takes", ge=0, le=24)
    refusal: float = share(0.0, "chance that it is refused")


class Permission(Group):
    """What the rules say of one mechanism."""

    name: str = param("open_tender", "name", "purchasing mechanism")
    outside: Standing = param("allowed", "rule", "below the purchase limit")
    below: Standing = param("allowed", "rule", "from the purchase limit to the threshold of open tender")
    above: Standing = param("allowed", "rule", "from the threshold of open tender on")
    tender: bool = param(False, "flag", "counts as a tender")
    published: bool = param(False, "flag", "its intention is published before (single source)")
    purchase: bool = param(True, "flag", "a purchase in the sense of the rules: the catalogue applies to it")
    min_bidders: int = param(1, "offers", "valid offers without which it fails, where the mechanism asks for no number of its own", ge=1, le=20)

    def standing(self, zone: Zone) -> Standing:
        """Whether it is allowed at a value of this zone."""
        return {"outside": self.outside, "below": self.below, "above": self.above}[zone]


class FailureStep(Group):
    """One step after a failed purchase."""

    step: Literal["retender", "other", "in_house", "give_up"] = param("give_up", "rule", "once more, another mechanism, provision in house, or the end")
    mechanism: str = param("", "name", "the other mechanism")
    times: int = param(1, "attempts", "how often", ge=1, le=10)
    approval: bool = param(False, "flag", "needs approval whatever the value")

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.step == "other") != bool(self.mechanism):
            raise impossible("rule set: failure.mechanism", self.mechanism, "named where step = 'other', and only there")
        return self


class Terms(Group):
    """Limits of contracts and offers."""

    months: int = param(12, "months", "usual term", ge=1, le=120)
    months_max: int = param(120, "months", "longest term", ge=1, le=1200)
    renewal: bool = param(True, "flag", "the next year of a cycle may be signed without a new purchase")
    bond_max: float = share(1.0, "highest performance bond, share of the contract's value")
    price_weight_min: float = share(0.0, "lowest weight of price in a comprehensive score")
    price_weight_max: float = share(1.0, "highest weight of price in a comprehensive score")
    expert_share: float = share(0.0, "lowest share of experts on a committee")
    purchaser_share: float = share(1.0, "highest share of the purchaser's representatives on a committee")


class Catalogue(Group):
    """What may be bought."""

    domains: tuple[str, ...] = param(("*",), "names", "service domains in the guiding catalogue 指导性目录; *: all")
    negative: tuple[str, ...] = param((), "names", "service domains on the negative list 负面清单: government must do them itself")


class Ratings(Group):
    """Grades 1A to 5A and what they are good for."""

    points: tuple[int, int, int, int] = param((600, 700, 800, 900), "points", "points of 1000 from which 2A, 3A, 4A and 5A are given")
    valid_months: int = param(1200, "months", "how long a grade is valid after the last published evaluation", ge=1, le=1200)
    age_months: int = param(0, "months", "months after registration before a grade can be asked for", ge=0, le=1200)
    priority_grade: int = param(0, "grade", "organizations of this grade and above come first, where there are enough; 0: none do", ge=0, le=5)


class Sanctions(Group):
    """Between which limits providers that broke the rules are punished."""

    ban_min: int = param(0, "months", "shortest ban from purchases", ge=0, le=600)
    ban_max: int = param(600, "months", "longest ban from purchases", ge=0, le=600)
    fine_max: float = param(10.0, "share", "highest fine, share of the contract's value", ge=0.0, le=10.0)


class Variant(Group):
    """A rule that differs at another date or level of government."""

    when: str = param("2014", "name", "a year of rules_as_of, or a level of government")
    path: str = param("thresholds.open_tender", "path", "dotted path of the rule")
    value: Value = param(0.0, "as declared", "its value then")
    source: str = param("assumption", "text", "where this is known from, with its evidence mark")


class Evidence(Group):
    """Where rules are known from; the longest path wins."""

    path: str = param("thresholds", "path", "dotted path of a rule, or of a group for all in it")
    source: str = param("assumption", "text", "document and article, with its evidence mark")


class RuleSet(Group):
    """The rules of procurement of one place."""

    name: str = param("", "name", "name of the rule set")
    title: str = param("", "text", "title in English")
    title_zh: str = param("", "text", "title in Chinese")
    notes: str = param("", "text", "what a reader should know about it")
    unlisted: Standing = param("approval", "rule", "standing of mechanisms the rule set does not name")
    thresholds: Thresholds = Thresholds()
    approval: Approval = Approval()
    permission: tuple[Permission, ...] = param((), "permissions", "mechanisms, in the order in which they are preferred")
    failure: tuple[FailureStep, ...] = param((), "steps", "what follows a failed purchase, in order")
    terms: Terms = Terms()
    catalogue: Catalogue = Catalogue()
    ratings: Ratings = Ratings()
    sanctions: Sanctions = Sanctions()
    variant: tuple[Variant, ...] = param((), "variants", "rules of other dates and levels")
    evidence: tuple[Evidence, ...] = param((), "sources", "where each rule is known from")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for parameter, value, domain, holds in self._laws():
            if not holds:
                raise impossible(f"rule set {self.name!r}: {parameter}", value, domain)
        return self

    def _laws(self) -> Iterator[tuple[str, object, str, bool]]:
        """What single rules cannot say: parameter, value, domain in words, and whether it holds."""
        t, terms, names = self.thresholds, self.terms, [p.name for p in self.permission]
        yield "thresholds.open_tender", t.open_tender, f"at least the purchase limit, {t.purchase_limit:g}", t.open_tender >= t.purchase_limit
        yield "terms.months", terms.months, f"at most the longest term, {terms.months_max}", terms.months <= terms.months_max
        yield "terms.price_weight_min", terms.price_weight_min, f"at most the highest weight, {terms.price_weight_max:g}", terms.price_weight_min <= terms.price_weight_max
        shares = round(terms.expert_share + terms.purchaser_share, 6)
        yield "terms.expert_share + purchaser_share", shares, "1", terms.expert_share == 0.0 or abs(shares - 1.0) <= 1e-3
        yield "permission", names, "mechanisms that differ from each other", len(set(names)) == len(names)
        yield "ratings.points", self.ratings.points, "four rising numbers", all(a < b for a, b in pairwise(self.ratings.points))
        yield "sanctions.ban_min", self.sanctions.ban_min, f"at most the longest ban, {self.sanctions.ban_max}", self.sanctions.ban_min <= self.sanctions.ban_max
        yield "failure", [s.step for s in self.failure], "steps of which none follows giving up", all(s.step != "give_up" for s in self.failure[:-1])

    def of(self, mechanism: str) -> Permission:
        """What the rules say of a mechanism; one that they do not name stands as ``unlisted`` wherever the rules apply."""
        named = next((p for p in self.permission if p.name == mechanism), None)
        return named or Permission(name=mechanism, below=self.unlisted, above=self.unlisted)

    def buyable(self, domain: str) -> bool:
        """Whether a service domain may be purchased: in the catalogue, and not on the negative list."""
        return domain not in self.catalogue.negative and bool({"*", domain} & set(self.catalogue.domains))

    @property
    def steps(self) -> tuple[FailureStep, ...]:
        """What follows each failed attempt, one entry an attempt."""
        return tuple(step for step in self.failure for _ in range(step.times))

    @property
    def mechanisms_named(self) -> tuple[str, ...]:
        """Every mechanism that the rules mention."""
        return tuple(dict.fromkeys([*(p.name for p in self.permission), *(s.mechanism for s in self.failure if s.mechanism)]))

    def source_of(self, path: str) -> str:
        """Where a rule is known from: the entry of evidence with the longest path that leads to it."""
        fitting = [e for e in self.evidence if f"{path}.".startswith(f"{e.path}.")]
        return max(fitting, key=lambda e: len(e.path)).source if fitting else ""

    def at(self, names: tuple[str, ...]) -> dict[str, Value]:
        """The variants of these dates and levels by path, later ones before earlier ones."""
        return {v.path: v.value for name in names for v in self.variant if v.when == name}

    def check_level(self, level: str, years: tuple[str, ...]) -> None:
        """Whether the rule set knows a level of government.

        Raises
        ------
        UnknownNameError : it does not.
        """
        levels = {v.when for v in self.variant} - set(years)
        if level and level not in levels:
            raise unknown(f"level of government in rule set {self.name!r}:", level, levels)
