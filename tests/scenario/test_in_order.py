"""Lists of Python where tuples are declared, and what is said of what is no list."""

from __future__ import annotations

import pytest

from gpssim.errors import ScenarioError
from gpssim.inquiry import StudyFile
from gpssim.inquiry.study_file import Outputs
from gpssim.scenario import MechanismShare, Policy
from gpssim.scenario.declarations.organizations import Organizations
from gpssim.scenario.domains import domain_of


def test_a_list_of_python_is_one_of_a_file() -> None:
    """Each kind of place in which a tuple is declared: numbers, names, groups, groups in groups, one of several kinds."""
    policy = {"name": "mine", "shares": [{"mechanism": "lottery", "share": 1.0}]}
    told = StudyFile(policies=["open_tender", policy], outcomes=[{"outcome": "coverage"}], outputs={"by": ["group"]})
    assert told.policies == ("open_tender", Policy(**policy))
    assert told.policies[1].shares == (MechanismShare(mechanism="lottery", share=1.0),)
    assert (told.outcomes[0].outcome, told.outputs.by) == ("coverage", ("group",))
    shares = [0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
    assert Organizations(kind_shares=shares).kind_shares == tuple(shares)
    assert StudyFile(set={"plausible.offers": [2.0, 6.0]}).set == {"plausible.offers": [2.0, 6.0]}, "what is any value stays one"


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("group", "StudyFile.outputs.by = 'group' is impossible: it must be a list of texts"),
        (["group", 3], "StudyFile.outputs.by = ['group', 3] is impossible: it must be a list of texts"),
        ([["group"]], "StudyFile.outputs.by = [['group']] is impossible: it must be a list of texts"),
        ({"group"}, "StudyFile.outputs.by = {'group'} is impossible: it must be a list of texts"),
    ],
)
def test_what_is_no_list_is_told_what_it_must_be(by: object, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        StudyFile(outputs={"by": by})
    assert str(refused.value) == said


def test_domains_of_lists_in_words() -> None:
    words = {language: domain_of(Outputs.model_fields["by"], language) for language in ("en", "zh")}
    assert words == {"en": "a list of texts", "zh": "若干文本"}
    assert domain_of(Organizations.model_fields["kind_shares"]) == "4 numbers or 7 numbers"
