from datetime import timedelta

import pytest

from commune import demo as ground
from commune.rulebook import seeds
from incidents import demo, demo_scale
from incidents.models import Deadline, DeadlineRule, Incident, SearchWord
from incidents.seeds import DATA

pytestmark = pytest.mark.django_db
CASES = seeds.read(DATA / "incident-cases.yaml")
WORDS = seeds.read(DATA / "demo_words.yaml")
CODES = {"ack": "acknowledge", "contain": "contain", "resolve": "resolve"}


@pytest.fixture
def accounts(db):
    ground.load(write=lambda text: None)


@pytest.mark.parametrize("days", [0, -7])
def test_the_cases_get_the_expected_levels_and_due_times(accounts, days):
    shift = timedelta(days=days)
    for case in CASES:
        incident = demo.play(case, WORDS, shift=shift)
        expect = case["expect"]
        assert (incident.severity, incident.score) == (
            expect["severity"],
            expect["score"],
        )
        for name, code in CODES.items():
            row = incident.deadlines.get(code=code)
            # What the file expects does not count the time on hold.
            due = row.due_at - timedelta(minutes=row.paused_minutes)
            assert due == demo.moment(expect[f"{name}_due"], shift), case["ref"]
        if "law_72h" in expect:
            row = incident.deadlines.get(code="pdp72")
            assert row.due_at == demo.moment(expect["law_72h"], shift)


def test_due_times_follow_a_report_moved_by_a_day(accounts):
    day = timedelta(days=1)
    words = WORDS | {"resolutions": {"X": "Đã khắc phục xong, kiểm tra lại đủ."}}
    case = CASES[5] | {"ref": "X"}
    plain = demo.play(CASES[5], WORDS)
    later = demo.play(case, words, shift=day)
    for row in plain.deadlines.all():
        assert later.deadlines.get(code=row.code).due_at == row.due_at + day


def test_the_old_rule_of_five_days_runs_where_it_is_switched_on(accounts):
    rule = DeadlineRule.objects.get(code="old5d")
    rule.status = "in_force"
    rule.save()
    incident = demo.play(CASES[2], WORDS)
    row = incident.deadlines.get(code="old5d")
    assert row.due_at == demo.moment(CASES[2]["expect"]["old_5d"])


def test_loading_twice_changes_nothing(accounts):
    said = []
    for _n in range(2):
        demo.load(write=said.append)
    assert said[0] == said[1]
    assert Incident.objects.count() == len(CASES) + len(WORDS["others"])
    assert Incident.objects.filter(kind="drill").count() == 2
    assert Incident.objects.get(status="rejected").disposition == "misconfiguration"


def test_scale_adds_incidents_with_history_words_and_deadlines(accounts):
    actor = demo.account("ungcuu")
    assert demo_scale.fill(30, actor=actor) == 30
    assert demo_scale.fill(30, actor=actor) == 0
    made = Incident.objects.filter(request_key__startswith="scale:")
    assert made.count() == Incident.history.count() == 30
    assert len(set(made.values_list("ref", flat=True))) == 30
    assert Deadline.objects.count() >= 90
    assert SearchWord.objects.filter(incident__in=made).exists()
