"""An address for every route that is read with GET, with objects of the demo."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.journeys.live import Site

# What stands for the arguments of a route: the names are those of `SAMPLES` below.
FILL: dict[str, dict[str, str]] = {
    "board": {"slug": "board"}, "board_json": {"slug": "board"}, "board_feed": {"slug": "board"},
    "board_edit": {"slug": "board"}, "idea_new": {"slug": "board"},
    "future": {"slug": "future"}, "future_edit": {"slug": "future"}, "future_history": {"slug": "future"},
    "outcome_new": {"slug": "future"}, "outcome": {"slug": "outcome"}, "outcome_edit": {"slug": "outcome"},
    "scenario_new": {"slug": "outcome"}, "scenario_edit": {"slug": "scenario", "number": "one"},
    "idea": {"pk": "idea", "slug": "word"}, "person": {"pk": "person"}, "status_edit": {"pk": "status"},
    "comment": {"pk": "comment"}, "comment_replies": {"pk": "comment"}, "comment_edit": {"pk": "comment"},
    "comment_history": {"pk": "comment"}, "flag_comment": {"pk": "comment"},
    "idea_file": {"pk": "idea", "file_id": "one"}, "idea_film": {"pk": "idea", "key": "film"},
    "notice": {"pk": "notice"}, "account": {"slug": "own"}, "theme": {"pk": "theme"},
    "stage_edit": {"pk": "stage"}, "lead": {"pk": "person"}, "future_story": {"slug": "future"}, "sight_promises": {"slug": "future"},
    "review": {"pk": "review"}, "review_minutes": {"pk": "review"}, "sight_node": {"kind": "outcome_kind", "pk": "outcome_id"},
    "artefact": {"pk": "artefact"}, "project_question": {"pk": "question"},
    "release": {"pk": "release", "slug": "word"}, "release_edit": {"pk": "release"}, "thanks_edit": {"pk": "note"},
    **{name: {"pk": "session"} for name in (
        "session", "session_edit", "session_invite", "session_notes", "session_ics", "finding_new", "session_map", "map_now",
    )},
    "finding_edit": {"pk": "session", "found": "finding"}, "session_export": {"pk": "session", "form": "md"},
    "map_history": {"pk": "session", "step": "map_step", "row": "map_row"},
    "call": {"pk": "call"}, "call_edit": {"slug": "calling", "pk": "call"}, "agreement_edit": {"slug": "secret", "pk": "agreement"},
    "participant": {"slug": "calling", "pk": "participant"}, "taking_part_agreement": {"pk": "version"},
    "taking_part_project": {"pk": "own_part"}, "taking_part_invitation": {"pk": "own_part"},
    "cohort": {"slug": "beta", "pk": "cohort"}, "cohort_edit": {"slug": "beta", "pk": "cohort"},
    "cohort_access": {"slug": "beta", "pk": "cohort"},
    "account_view": {"slug": "own"}, "account_export": {"slug": "own"}, "account_edit": {"slug": "own"},
    "scorecard_rows": {"measure": "measure"}, "scorecard_export": {"form": "form"}, "scorecard_month": {"number": "yearmonth"},
}  # fmt: skip
BY_WORD = {
    "idea": "idea", "ideas": "idea", "people": "person", "accounts": "account", "boards": "board",
    "futures": "future", "outcomes": "outcome", "comments": "comment", "projects": "project",
}  # fmt: skip
SAMPLES = """
from desireline.listen.ideas.models import Idea
from desireline.listen.comments.models import Comment
from desireline.listen.boards.models import Board, Status
from desireline.futures.futures.models import Future
from desireline.futures.outcomes.models import DesiredOutcome as Outcome
from desireline.people.identity.models import Person
from desireline.people.accounts.models import Account
from desireline.people.notices.models import Notice
from desireline.understand.themes.models import Theme
from desireline.codevelop.models import Agreement, Artefact, Call, Cohort, MapStep, Participant, Project, Question, Stage
from desireline.prove.models import Release, Review, ThankNote
from django.db.models import Count
project = Project.objects.filter(artefacts__isnull=False, questions__isnull=False, confidential=False, stage__isnull=False).first()
mapped = MapStep.objects.select_related("session").first()
talk = Comment.objects.filter(parent__isnull=False).values_list("idea_id", "parent_id").first()
idea = Idea.objects.get(pk=talk[0])
step = Outcome.objects.annotate(n=Count("scenarios")).order_by("-n", "pk").first()
calling = Call.objects.exclude(participants=None).order_by("pk").first()
group = Cohort.objects.first()
agreement = Agreement.objects.first()
own_part = Participant.objects.filter(person__attributes__cast="amara", state="joined").order_by("-pk").first()
answer = {
    "call": calling.pk, "calling": calling.project.slug, "participant": calling.participants.first().pk,
    "cohort": group.pk, "beta": group.project.slug, "agreement": agreement.pk, "secret": agreement.project.slug,
    "version": agreement.versions.first().pk, "own_part": own_part.pk,
    "idea": idea.pk, "word": "x", "board": idea.board.slug, "comment": talk[1], "one": 1, "film": "aaaaaaaaaaa",
    "future": step.future.slug, "outcome": step.slug, "scenario": step.slug, "status": Status.objects.first().pk,
    "person": Person.objects.filter(attributes__cast="amara").get().pk, "account": Account.objects.first().pk,
    "theme": (Theme.objects.first() or idea).pk,
    "own": Person.objects.filter(attributes__cast="amara").get().account.slug,
    "project": project.slug, "stage": project.stage_id, "artefact": project.artefacts.first().pk,
    "session": mapped.session_id, "meeting": mapped.session.project.slug, "map_step": mapped.pk, "map_row": "does", "md": "md",
    "finding": mapped.session.findings.first().pk,
    "question": project.questions.first().pk, "review": Review.objects.first().pk,
    "release": Release.objects.filter(published__isnull=False).first().pk, "note": ThankNote.objects.first().pk,
    "measure": "codeveloped", "form": "csv", "yearmonth": 202610,
    "outcome_kind": "outcome", "outcome_id": step.pk,
    "notice": (Notice.objects.first() or idea).pk, "token": "none", "key": "x", "source": "orders",
}
"""


def samples(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = site.script(SAMPLES)
    return found


def addresses(known: dict[str, Any]) -> list[str]:
    """Each route of the URLconf once, its arguments filled with objects of the demo."""

    def sample(name: str, part: str, before: str) -> str:
        sign = FILL.get(name, {}).get(part) or (part if part in known else BY_WORD.get(before, "one"))
        return str(known[sign])

    return filled(sample)


def filled(sample: Callable[..., str]) -> list[str]:
    """Each path once; `sample(route, argument, first part of the path)` gives the arguments."""
    from tests.matrix import routes

    found: list[str] = []
    for name, path in routes():
        path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", path).strip("^$").replace("\\.", ".")
        pieces = re.split(r"<([^>]+)>", path)
        pieces[1::2] = [sample(name, part.split(":")[-1], path.split("/")[0]) for part in pieces[1::2]]
        found.append("/" + "".join(pieces))
    return list(dict.fromkeys(found))
