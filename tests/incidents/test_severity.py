from itertools import product

import pytest

from commune.rulebook import seeds
from incidents import severity
from incidents.seeds import DATA

CASES = seeds.read(DATA / "incident-cases.yaml")


@pytest.mark.parametrize("case", CASES, ids=[c["ref"] for c in CASES])
def test_severity_of_the_eight_cases_is_as_expected(case):
    found = severity.assess(case["factors"], floor=case.get("floor", ""))
    expect = case["expect"]
    assert found == (
        expect["impact"],
        expect["urgency"],
        expect["severity"],
        expect["score"],
    )


def test_severity_never_falls_when_one_factor_rises():
    for values in product(range(4), repeat=6):
        factors = dict(zip(severity.FACTORS, values, strict=True))
        before = severity.assess(factors)
        for name in severity.FACTORS:
            if factors[name] == 3:
                continue
            after = severity.assess(factors | {name: factors[name] + 1})
            assert severity.steps_up(before.severity, after.severity) >= 0
            assert after.score >= before.score


def test_severity_floor_lifts_and_never_lowers():
    calm = dict.fromkeys(severity.FACTORS, 0)
    worst = dict.fromkeys(severity.FACTORS, 3)
    assert severity.assess(calm, floor="P2").severity == "P2"
    assert severity.assess(worst, floor="P2").severity == "P1"


@pytest.mark.parametrize("value", [-1, 4])
def test_severity_refuses_factors_outside_the_scale(value):
    with pytest.raises(ValueError, match="FI"):
        severity.assess({"FI": value})
