"""The projects that people of an account are behind, in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.words import state_words
from desireline.kit.rows.api import fetch
from desireline.people.accounts.api import Account
from desireline.people.identity.api import Person

__all__ = ["Led", "led_from"]
MOST = 12

_SQL = """
WITH who AS (SELECT person_id FROM people_membership WHERE account_id = %s),
theirs AS (
  SELECT id AS idea, author_id AS person FROM listen_idea WHERE author_id IN (SELECT person_id FROM who)
  UNION SELECT idea_id, author_id FROM listen_comment
    WHERE author_id IN (SELECT person_id FROM who) AND state = 1 AND NOT internal
  UNION SELECT idea_id, person_id FROM listen_vote WHERE person_id IN (SELECT person_id FROM who)
),
trees AS (SELECT COALESCE(i.merged_into_id, i.id) AS root, t.person FROM theirs t JOIN listen_idea i ON i.id = t.idea)
SELECT project, COUNT(DISTINCT person) FROM (
  SELECT o.project_id AS project, t.person FROM codevelop_projectorigin o JOIN listen_idea i ON i.id = o.idea_id
    JOIN trees t ON t.root = COALESCE(i.merged_into_id, i.id)
  UNION SELECT o.project_id, COALESCE(c.author_id, i.author_id) FROM codevelop_origintext x
    JOIN codevelop_projectorigin o ON o.id = x.origin_id JOIN listen_idea i ON i.id = x.idea_id
    LEFT JOIN listen_comment c ON c.id = x.comment_id
    WHERE COALESCE(c.author_id, i.author_id) IN (SELECT person_id FROM who)
) found GROUP BY project
"""


@dataclass(frozen=True, slots=True)
class Led:
    """A project, where it is, and how many people of the account are behind it."""

    title: str
    url: str
    where: str
    state: str
    people: int


def led_from(account: Account, reader: Person) -> list[Led]:
    """Projects that the reader may see and that people of the account are behind, by merges as they stand now; never
    confidential ones. Most people first, at most `MOST`. Two queries."""
    counted = dict(fetch(_SQL, [account.pk]))
    if not counted:
        return []
    seen = Project.objects.visible_to(reader).filter(pk__in=list(counted)[:900], confidential=False)
    words = state_words()
    rows = [
        Led(title, f"/projects/{slug}", stage or words[state], state, int(counted[pk]))
        for pk, slug, title, stage, state in seen.values_list("pk", "slug", "title", "stage__name", "state")
    ]
    return sorted(rows, key=lambda one: (-one.people, one.title))[:MOST]
