"""Fills an empty instance with ideas and votes quickly: narrow rows, skewed like real boards.

python bench/seed.py 10000 500000        (ideas, votes) into the instance that DESIRELINE_DATA or DATABASE_URL names
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desireline.site.settings")

WORDS = """account balance card payment round limit invoice branch app message alert transfer export rate saving budget
family travel receipt tax standing order overdraft loan interest statement search filter delay notice phone shared
recurring merchant refund currency exchange advisor appointment letter signature contract security passkey""".split()
COMMENTS_AN_IDEA = 3


def people_for(votes: int) -> int:
    return min(20_000, max(2_000, votes // 25))


def main(ideas: int, votes: int) -> dict[str, int]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from desireline.people.audiences.api import basic

    for kind in ("public", "signed_in", "staff"):
        basic(kind)
    return seed(ideas, votes)


def seed(ideas: int, votes: int) -> dict[str, int]:
    from django.db import connection, transaction

    from desireline.engines.search.api import reindex
    from desireline.listen.boards.api import ensure
    from desireline.listen.boards.models import Board, Status
    from desireline.listen.order.api import rank_board
    from desireline.people.audiences.api import basic
    from desireline.people.identity.models import Person

    start, rng = time.perf_counter(), random.Random(7)
    ensure()
    statuses = list(Status.objects.values_list("pk", flat=True))
    people = people_for(votes)
    with transaction.atomic():
        staff = Person.objects.create_user("bench@example.org", name="Bench", role="admin")
        board = Board.objects.create(slug="bench", name="Bench", audience=basic("public"))
        base = _people(people)
        _ideas(board.pk, ideas, base, people, statuses, rng)
        first = min(board.ideas.values_list("pk", flat=True))
        _votes(first, ideas, votes, base, people, rng)
        _comments(first, ideas, base, people, rng)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE listen_idea SET votes = (SELECT COUNT(*) FROM listen_vote v WHERE v.idea_id = listen_idea.id)"
            )
            cursor.execute(
                "UPDATE listen_idea SET seen = votes * 4, seen_votes = votes, exposure = votes * 2.5, trend = votes / 100.0"
            )
    with connection.cursor() as cursor:  # as autovacuum does, and the job `site.statistics`
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize = 0x10002")
    rank_board(board.pk)
    if reindex() < ideas:  # a search over an empty index would be fast and say nothing
        raise SystemExit("the search index does not hold all ideas")
    took = round(time.perf_counter() - start)
    sys.stderr.write(f"seeded {ideas:,} ideas, {votes:,} votes, {people:,} people in {took} s\n")
    return {
        "board": board.pk,
        "first": first,
        "ideas": ideas,
        "person": base,
        "people": people,
        "staff": staff.pk,
    }


def _many(table: str, columns: str, rows: Iterator[tuple[Any, ...]], size: int = 5000) -> None:
    from django.db import connection

    names = columns.split(", ")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(names))})"
        while batch := list(islice(rows, size)):
            cursor.executemany(sql, batch)


def _now() -> Any:
    from desireline.kit.rows.api import now_value

    return now_value()


def _people(people: int) -> int:
    from desireline.people.identity.models import Person

    rows = [
        Person(email=f"p{n}@bench.example", name=f"Person {n}", password="!", trust=1) for n in range(people)
    ]
    Person.objects.bulk_create(rows, batch_size=500)
    return int(Person.objects.filter(email="p0@bench.example").values_list("pk", flat=True)[0])


def _text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize()


def _ideas(board: int, ideas: int, base: int, people: int, statuses: list[int], rng: random.Random) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from desireline.listen.ideas.models import Idea

    now = timezone.now()
    for start in range(0, ideas, 1000):
        rows = []
        for n in range(start, min(start + 1000, ideas)):
            title = _text(rng, 7)
            at = now - timedelta(minutes=5 * (ideas - n))
            rows.append(
                Idea(
                    board_id=board, title=title, slug=title.lower().replace(" ", "-"), body=_text(rng, 55), language="en",
                    author_id=base + rng.randrange(people), status_id=rng.choice(statuses), created=at, active=at,
                    status_at=at, comments=COMMENTS_AN_IDEA,
                )
            )  # fmt: skip
        Idea.objects.bulk_create(rows, batch_size=500)


def _votes(first: int, ideas: int, votes: int, base: int, people: int, rng: random.Random) -> None:
    """Each person votes for different ideas, the popular ones more often (the square of a uniform draw)."""
    now, each = _now(), -(-votes // people)

    def rows() -> Iterator[tuple[Any, ...]]:
        for person in range(people):
            chosen: set[int] = set()
            while len(chosen) < min(each, ideas // 2):
                chosen.add(int(rng.random() ** 2 * ideas))
            for idea in sorted(chosen):
                yield (first + idea, base + person, 1, 1, True, "", now)

    _many("listen_vote", "idea_id, person_id, how_much, source, seen, note, created", rows())


def _comments(first: int, ideas: int, base: int, people: int, rng: random.Random) -> None:
    from desireline.listen.comments.models import Comment

    for start in range(0, ideas, 1000):
        Comment.objects.bulk_create(
            [
                Comment(idea_id=first + n, author_id=base + rng.randrange(people), body=_text(rng, 20))
                for n in range(start, min(start + 1000, ideas))
                for _ in range(COMMENTS_AN_IDEA)
            ],
            batch_size=500,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
