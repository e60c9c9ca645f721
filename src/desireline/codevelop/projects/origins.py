"""What a project grew out of, and who is behind it, as its page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desireline.codevelop.projects.models import Project, ProjectOrigin
from desireline.codevelop.projects.provenance import COMMENTED, SAID, TESTED, VOTED, WROTE, contributors
from desireline.listen.ideas.api import Idea
from desireline.people.accounts.api import Account
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

MOST = 24  # people and accounts by name


@dataclass(frozen=True, slots=True)
class Origin:
    """An idea, a theme or a session that the reader may see. `votes` and `accounts` are those of an idea, else None."""

    id: int
    title: str
    url: str
    theme: bool = False
    session: bool = False
    votes: int | None = None
    accounts: int | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """Who a project came from. Names and accounts only for the team; `mine` are the reader's own ways."""

    people: int
    by_way: dict[str, int]
    named: Sequence[tuple[Person, frozenset[str]]]
    accounts: Sequence[tuple[Account, int]]
    mine: frozenset[str]


def origins(project: Project, person: Person | None) -> list[Origin]:
    """The origins that the person may see, in the order in which they were named."""
    rows = list(
        ProjectOrigin.objects.filter(project=project).select_related("theme", "session").order_by("id")
    )
    ids = [row.idea_id for row in rows if row.idea_id]
    ideas: dict[int, Any] = {one.pk: one for one in Idea.objects.visible_to(person).filter(pk__in=ids)}
    seen = _projects(person, {row.session.project_id for row in rows if row.session})
    found = []
    for row in rows:
        idea = ideas.get(row.idea_id or 0)
        if row.session is not None:
            if row.session.project_id in seen:
                found.append(Origin(row.pk, row.session.title, f"/sessions/{row.session_id}", session=True))
        elif idea is not None:
            found.append(
                Origin(
                    row.pk, idea.title, f"/ideas/{idea.pk}-{idea.slug}",
                    votes=idea.votes + idea.imported_votes, accounts=idea.accounts,
                    merged=idea.state == Idea.State.MERGED,
                )
            )  # fmt: skip
        elif row.theme is not None and may(person, Permission.SEE_LANDSCAPE):
            address = "" if row.theme.gone else f"/themes/{row.theme_id}"
            found.append(Origin(row.pk, row.theme.shown_name, address, theme=True))
    return found


def _projects(person: Person | None, wanted: set[int]) -> set[int]:
    """Those of the projects whose sessions the person may read: the team those that it sees."""
    if not wanted or not may(person, Permission.CODEVELOP):
        return set()
    return set(Project.objects.visible_to(person).filter(pk__in=wanted).values_list("pk", flat=True))


def behind(project: Project, person: Person | None) -> Behind:
    rows = contributors(project)
    counted = Counter(way for row in rows for way in row.ways)
    mine = next((row.ways for row in rows if person is not None and row.person == person.pk), frozenset())
    by_way = {way: counted[way] for way in (WROTE, SAID, TESTED, COMMENTED, VOTED) if counted[way]}
    if not may(person, Permission.SEE_TEAM):
        return Behind(len(rows), by_way, (), (), mine)
    first = {row.person: row.ways for row in rows[:MOST]}
    people = {one.pk: one for one in Person.objects.filter(pk__in=first).select_related("account")}
    named = [(people[pk], ways) for pk, ways in first.items() if pk in people]
    of = Counter(
        Person.objects.filter(pk__in=[row.person for row in rows], account__isnull=False)
        .order_by()
        .values_list("account_id", flat=True)
    )
    accounts = {one.pk: one for one in Account.objects.filter(pk__in=[pk for pk, _n in of.most_common(MOST)])}
    return Behind(
        len(rows),
        by_way,
        named,
        [(accounts[pk], n) for pk, n in of.most_common(MOST) if pk in accounts],
        mine,
    )
