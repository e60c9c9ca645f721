"""Reviews: the agenda from what is due, decisions in words, minutes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from desireline.codevelop.projects.models import Project, Visit
from desireline.kit.errors import Refused
from desireline.prove.portfolio.api import Review, save_case
from desireline.prove.portfolio.reviewing import (
    add_item,
    call_review,
    close_review,
    decide_item,
    drop_item,
    renew,
    shift_item,
)
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def aged(project: Project, days: int) -> Project:
    Visit.objects.filter(project=project).update(entered=timezone.now() - timedelta(days=days))
    return project


def kinds(review: Review) -> list[tuple[str, str]]:
    return [(one.kind, one.project.title if one.project else "") for one in review.items.all()]


def test_the_agenda_is_made_from_what_is_due(cast: Cast) -> None:
    Review.objects.create(on=TODAY - timedelta(days=30), title="Before")
    aged(make.project("Late", by=cast.tom), 60)
    soon = make.project("Soon", by=cast.tom)
    held = make.project("Held", by=cast.tom)
    make.project("New", by=cast.tom)
    quiet = make.project("Quiet", by=cast.tom)
    long = timezone.now() - timedelta(days=80)
    Project.objects.filter(pk=soon.pk).update(due=TODAY + timedelta(days=3))
    Project.objects.filter(pk=held.pk).update(state="held", entered=long, created=long)
    Project.objects.filter(pk=quiet.pk).update(created=long)
    save_case(quiet, by=cast.tom, horizon=3, days_planned=10)
    made = call_review(by=cast.stella, on=TODAY)
    assert kinds(made)[:4] == [("overdue", "Late"), ("gate", "Soon"), ("held", "Held"), ("new", "New")]
    assert {one.facts["key"]: one.facts["share"] for one in made.items.filter(kind="target")} == {
        "1": 0,
        "2": 0,
        "3": 100,
    }


def test_renewing_adds_only_what_is_new_and_leaves_what_was_taken_off(cast: Cast) -> None:
    aged(make.project("Late", by=cast.tom), 60)
    made = call_review(by=cast.stella, on=TODAY)
    drop_item(made.items.get(), by=cast.stella)
    aged(make.project("Later", by=cast.tom), 70)
    assert renew(made, by=cast.stella) == 1
    assert renew(made, by=cast.stella) == 0


def test_points_are_moved_decided_and_taken_back(cast: Cast) -> None:
    made = call_review(by=cast.stella, on=TODAY)
    first = add_item(made, by=cast.stella, text="Money")
    second = add_item(made, by=cast.stella, text="People")
    shift_item(second, by=cast.stella, way="up")
    assert [one.text for one in made.items.all()] == ["People", "Money"]
    shift_item(second, by=cast.stella, way="up")
    decide_item(first, by=cast.stella, decision="Half of it")
    assert first.decided_by == cast.stella
    decide_item(first, by=cast.stella, decision=" ")
    assert (first.decided_by, first.decided_at) == (None, None)
    with pytest.raises(Refused, match="what it is about"):
        add_item(made, by=cast.stella, text=" ")


def test_closed_minutes_stay_as_they_are_until_opened_again(cast: Cast) -> None:
    made = call_review(by=cast.stella, on=TODAY)
    item = add_item(made, by=cast.stella, text="Money")
    close_review(made, by=cast.stella)
    made.refresh_from_db()
    item.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        add_item(made, by=cast.stella, text="More")
    with pytest.raises(Refused, match="closed"):
        decide_item(item, by=cast.stella, decision="More")
    close_review(made, by=cast.stella, undo=True)
    made.refresh_from_db()
    add_item(made, by=cast.stella, text="More")


def test_only_stewards_call_reviews(cast: Cast) -> None:
    with pytest.raises(Refused):
        call_review(by=cast.tom, on=TODAY)


def test_minutes_as_markdown_keep_signs_apart_from_words(cast: Cast, client: Client) -> None:
    made = call_review(by=cast.stella, on=date(2026, 3, 2), title="Spring")
    project = make.project("Cards # <b>now</b>", by=cast.tom)
    made.items.create(kind="gate", project=project, facts={"due": "2026-03-05"})
    decide_item(made.items.get(), by=cast.stella, decision="Yes.\nWith care.")
    client.force_login(cast.tom)
    answer = client.get(f"/portfolio/reviews/{made.pk}/minutes?as=markdown")
    text = answer.content.decode()
    assert answer["Content-Disposition"].endswith('"review-2026-03-02.md"')
    assert text.startswith("# Spring\n\nMarch 2, 2026\n\n## 1. Cards \\# \\<b\\>now\\</b\\>")
    assert "> Yes.\n> With care.\n\nStella, " in text
    page = client.get(f"/portfolio/reviews/{made.pk}/minutes").content.decode()
    assert "Cards # &lt;b&gt;now" in page


def test_the_team_reads_and_has_no_forms(cast: Cast, client: Client) -> None:
    made = call_review(by=cast.stella, on=TODAY)
    add_item(made, by=cast.stella, text="Money")
    client.force_login(cast.tom)
    page = client.get(f"/portfolio/reviews/{made.pk}").content.decode()
    assert "Money" in page
    assert "textarea" not in page


def test_the_list_pages_by_key(cast: Cast, client: Client) -> None:
    for n in range(25):
        Review.objects.create(on=TODAY - timedelta(days=n), title=f"Review {n}.")
    client.force_login(cast.tom)
    first = client.get("/portfolio/reviews").content.decode()
    assert "Review 19." in first
    assert "Review 20." not in first
    after = first.split("after=")[1].split('"')[0]
    second = client.get(f"/portfolio/reviews?after={after}").content.decode()
    assert "Review 20." in second
    assert "Review 19." not in second
    assert client.get("/portfolio/reviews?after=W10").status_code == 200
