"""Evidence that there is: ideas and what was merged with them, comments, answers, scores, people who were named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.codevelop.gates.api import Score
from desireline.codevelop.projects.api import Project, ProjectOrigin, contributors, ideas_behind
from desireline.codevelop.work.api import Answer, Question
from desireline.kit.text.api import excerpt
from desireline.listen.addresses import address_of
from desireline.listen.comments.api import Comment
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.recognition.evidence import EVIDENCE, Evidence, Found, Shown
from desireline.prove.recognition.models import Part

CHUNK = 500
STANDING = (Idea.State.PUBLISHED, Idea.State.MERGED)
Seen = Mapping[Found, Shown]


def _spoken(project: Project) -> tuple[set[int], set[int]]:
    """Ids of the ideas and of the comments that stood in its themes when it grew out of them."""
    rows = ProjectOrigin.objects.filter(project=project, texts__isnull=False)
    pairs = list(rows.values_list("texts__idea", "texts__comment"))
    return {idea for idea, comment in pairs if idea and not comment}, {two for _one, two in pairs if two}


def _some(ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK))


def find_ideas(project: Project) -> Iterable[Found]:
    spoken, _comments = _spoken(project)
    for some in _some(ideas_behind(project) | spoken):
        rows = Idea.objects.filter(pk__in=some, author__isnull=False, state__in=STANDING)
        for pk, author in rows.order_by("id").values_list("pk", "author_id"):
            yield Found(author or 0, Part.SPOTTER, pk)


def show_ideas(project: Project, reader: Person | None, rows: Sequence[Found]) -> Seen:
    seen = {
        pk: Shown(title, address_of(pk, slug))
        for some in _some({row.row for row in rows})
        for pk, title, slug in Idea.objects.visible_to(reader)
        .filter(pk__in=some)
        .values_list("pk", "title", "slug")
    }
    return {row: seen[row.row] for row in rows if row.row in seen}


def find_comments(project: Project) -> Iterable[Found]:
    """Who spoke in a theme saw it first; who commented on an idea made it better."""
    _ideas, spoken = _spoken(project)
    good = Comment.objects.filter(author__isnull=False, state=Comment.State.PUBLISHED, internal=False)
    for some in _some(spoken):
        for pk, author in good.filter(pk__in=some).order_by("id").values_list("pk", "author_id"):
            yield Found(author or 0, Part.SPOTTER, pk)
    for some in _some(ideas_behind(project)):
        rows = (
            good.filter(idea__in=some).exclude(pk__in=spoken)
            if len(spoken) < CHUNK
            else good.filter(idea__in=some)
        )
        for pk, author in rows.order_by("id").values_list("pk", "author_id"):
            yield Found(author or 0, Part.REFINER, pk)


def show_comments(project: Project, reader: Person | None, rows: Sequence[Found]) -> Seen:
    seen: dict[int, Shown] = {}
    for some in _some({row.row for row in rows}):
        found = Comment.objects.visible_to(reader).filter(
            pk__in=some, internal=False, state=Comment.State.PUBLISHED
        )
        told = list(found.values_list("pk", "body", "idea_id"))
        ideas = Idea.objects.visible_to(reader).filter(pk__in={idea for _pk, _body, idea in told})
        open_ = set(ideas.values_list("pk", flat=True))
        seen |= {
            pk: Shown(excerpt(body, length=120), reverse("comment", args=[pk]))
            for pk, body, idea in told
            if idea in open_
        }
    return {row: seen[row.row] for row in rows if row.row in seen}


def find_answers(project: Project) -> Iterable[Found]:
    rows = Answer.objects.filter(question__project=project, person__isnull=False).order_by("id")
    for person, question in rows.values_list("person_id", "question_id"):
        yield Found(person or 0, Part.TESTER, question)


def show_answers(project: Project, reader: Person | None, rows: Sequence[Found]) -> Seen:
    """Answers are given to the team in confidence: it alone sees who answered what, and everyone their own."""
    team = may(reader, Permission.SEE_TEAM)
    ours = [row for row in rows if team or (reader is not None and row.person == reader.pk)]
    texts = (
        dict(Question.objects.filter(pk__in={row.row for row in ours}).values_list("pk", "text"))
        if ours
        else {}
    )

    def shown(pk: int) -> Shown:
        return Shown(texts[pk], reverse("project_question", args=[project.slug, pk]) if team else "")

    return {row: shown(row.row) for row in ours if row.row in texts}


def find_scores(project: Project) -> Iterable[Found]:
    rows = Score.objects.filter(visit__project=project).order_by("visit_id", "rater_id")
    for person, visit in rows.values_list("rater_id", "visit_id").distinct():
        yield Found(person, Part.REVIEWER, visit)


def show_scores(project: Project, reader: Person | None, rows: Sequence[Found]) -> Seen:
    """Which gates somebody rated at: for the team."""
    if not may(reader, Permission.SEE_TEAM) or not rows:
        return {}
    stages = dict(project.visits.values_list("pk", "stage__name"))
    url = reverse("project_decisions", args=[project.slug])
    return {
        row: Shown(_("Gate after %(stage)s") % {"stage": stages[row.row]}, url)
        for row in rows
        if row.row in stages
    }


def find_namers(project: Project) -> Iterable[Found]:
    """Who named somebody as further ahead who then took part: not only by a vote."""
    there = {one.person for one in contributors(project) if one.ways != {"voted"}}
    there |= {one.person for one in find_answers(project)}
    for some in _some(there):
        rows = Person.objects.filter(leads_named__person__in=some, leads_named__undone_at__isnull=True)
        for pk, named in rows.order_by("pk").values_list("pk", "leads_named__person"):
            yield Found(pk, Part.CONNECTOR, named)


def show_namers(project: Project, reader: Person | None, rows: Sequence[Found]) -> Seen:
    """Whom somebody named: for the team."""
    if not may(reader, Permission.SEE_TEAM) or not rows:
        return {}
    people = Person.objects.in_bulk({row.row for row in rows})
    return {
        row: Shown(
            _("Named %(name)s") % {"name": people[row.row].shown_name}, reverse("lead", args=[row.row])
        )
        for row in rows
        if row.row in people
    }


EVIDENCE.add("ideas", Evidence(frozenset({Part.SPOTTER}), find_ideas, show_ideas))
EVIDENCE.add("comments", Evidence(frozenset({Part.SPOTTER, Part.REFINER}), find_comments, show_comments))
EVIDENCE.add("answers", Evidence(frozenset({Part.TESTER}), find_answers, show_answers))
EVIDENCE.add("scores", Evidence(frozenset({Part.REVIEWER}), find_scores, show_scores))
EVIDENCE.add("namers", Evidence(frozenset({Part.CONNECTOR}), find_namers, show_namers))
