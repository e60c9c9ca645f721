"""Whom a project came from: found from rows, so that no merge and no undo takes anybody's part away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desireline.codevelop.projects.models import OriginText, Project, ProjectOrigin
from desireline.kit.rows.api import fetch, marks
from desireline.listen.merges.api import family
from desireline.people.identity.api import Person
from desireline.understand.themes.api import Level, Saying

CHUNK = 500  # ids in one statement

WROTE, SAID, COMMENTED, VOTED, TESTED = "wrote", "said", "commented", "voted", "tested"
"""Wrote an idea that it grew out of; spoke in a theme of its origins; commented or voted on such an idea; came to a
session that it grew out of."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody without whom the project would not be: a person, and the ways in which they took part."""

    person: int
    ways: frozenset[str]


def contributors(project: Project) -> list[Contributor]:
    """Who wrote, voted and commented on the ideas that the project grew out of, on everything merged into them and on
    what they were merged into, who said what is in its themes, and who came to its sessions. Who wrote comes first.
    Guests and people who were erased are not in it.

    A merge that stood when the idea was named as an origin counts although it was undone since.
    """
    found: dict[int, set[str]] = defaultdict(set)
    ideas = ideas_behind(project)
    for way, person in (*_of_ideas(ideas), *_of_themes(project), *_of_sessions(project)):
        found[person].add(way)
    gone = set(Person.objects.filter(erased__isnull=False).values_list("pk", flat=True))
    rank = {WROTE: 0, SAID: 1, TESTED: 2, COMMENTED: 3, VOTED: 4}
    rows = [Contributor(person, frozenset(ways)) for person, ways in found.items() if person not in gone]
    return sorted(rows, key=lambda one: (min(rank[way] for way in one.ways), -len(one.ways), one.person))


def ideas_behind(project: Project) -> set[int]:
    """Ids of the ideas of its origins with all that they belong to by merges."""
    rows = ProjectOrigin.objects.filter(project=project, idea__isnull=False).values_list("idea_id", "at")
    found: set[int] = set()
    for idea, at in rows:
        if idea is not None:
            found |= family([idea], at=at)
    return found


def projects_from(idea: int) -> list[int]:
    """Ids of the projects whose contributors those of this idea are: it is one of their origins, or belongs to one."""
    rows = ProjectOrigin.objects.filter(idea__in=family([idea])).order_by("project_id")
    return list(rows.values_list("project_id", flat=True).distinct())


def _of_ideas(ideas: Iterable[int]) -> Iterator[tuple[str, int]]:
    ids = sorted(ideas)
    for at in range(0, len(ids), CHUNK):
        some = ids[at : at + CHUNK]
        sql = (
            f"SELECT 'wrote', author_id FROM listen_idea WHERE author_id IS NOT NULL AND id IN ({marks(some)})"  # noqa: S608
            " UNION SELECT 'commented', author_id FROM listen_comment WHERE author_id IS NOT NULL AND state = 1"
            f" AND NOT internal AND idea_id IN ({marks(some)})"
            f" UNION SELECT 'voted', person_id FROM listen_vote WHERE idea_id IN ({marks(some)})"
        )
        yield from fetch(sql, [*some, *some, *some])


def _of_themes(project: Project) -> Iterator[tuple[str, int]]:
    rows = OriginText.objects.filter(origin__project=project)
    for by_comment, by_idea, comment in rows.values_list(
        "comment__author_id", "idea__author_id", "comment_id"
    ):
        person = by_comment if comment else by_idea
        if person:
            yield SAID, person


def _of_sessions(project: Project) -> Iterator[tuple[str, int]]:
    """Who came. Of a confidential project's session nobody is told outside of confidential projects."""
    rows = ProjectOrigin.objects.filter(project=project, session__guests__state="came")
    if not project.confidential:
        rows = rows.filter(session__project__confidential=False)
    for person in rows.values_list("session__guests__participant__person_id", flat=True):
        if person:
            yield TESTED, person


def keep_texts(origin: ProjectOrigin) -> None:
    """Note what is said in the theme now. Themes are found anew, and who spoke then stays behind the project."""
    theme = origin.theme
    if theme is None:
        return
    said = Saying.objects.filter(**{Level(theme.level).column: theme}).values_list("idea_id", "comment_id")
    OriginText.objects.bulk_create(
        (OriginText(origin=origin, idea_id=idea, comment_id=comment) for idea, comment in said.iterator()),
        batch_size=CHUNK,
    )
