"""Fider's backup zip and its posts.csv."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.reach.imports.making import at, csv_lines, json_list, pairs, rows_json, text_file, words, zipped


def _user(n: int) -> dict[str, Any]:
    return {
        "id": n,
        "name": f"Person {n}",
        "email": f"p{n}@example.com",
        "created_at": at(n),
        "tenant_id": 1,
        "role": 3 if n == 1 else 2 if n == 2 else 1,
        "status": 1,
        "api_key": "SECRET-KEY",
        "security_stamp": "SECRET-STAMP",
    }


def _post(rng: random.Random, n: int, crowd: int) -> dict[str, Any]:
    return {
        "id": n,
        "title": f"{words(rng, 5)} {n}",
        "description": words(rng, 40),
        "tenant_id": 1,
        "created_at": at(n * 7),
        "user_id": n % crowd + 1,
        "number": n,
        "status": (0, 0, 1, 2, 3, 4)[n % 6],
        "slug": f"s-{n}",
        "response": words(rng, 8) if n % 6 > 1 else None,
        "response_user_id": 2 if n % 6 > 1 else None,
        "response_date": at(n * 9) if n % 6 > 1 else None,
        "original_id": None,
        "language": "en",
        "is_approved": True,
        "search": "x",
    }


def _comment(rng: random.Random, n: int, crowd: int, ideas: int) -> dict[str, Any]:
    return {
        "id": n,
        "content": words(rng, 15),
        "post_id": n % ideas + 1,
        "user_id": n % crowd + 1,
        "created_at": at(n * 11),
        "tenant_id": 1,
        "edited_at": None,
        "edited_by_id": None,
        "deleted_at": None,
        "deleted_by_id": None,
        "is_approved": True,
    }


def fider_zip(
    path: Path,
    *,
    ideas: int = 10,
    votes: int = 30,
    comments: int = 12,
    people: int | None = None,
    seed: int = 1,
    **extra: Any,
) -> Path:
    """A Fider backup. `extra` replaces or adds members, as lists of rows or bytes (`posts=[...]`)."""
    rng, crowd = random.Random(seed), people or max(50, votes // 25)
    members: dict[str, bytes | Iterable[str]] = {
        "tenants.json": rows_json([{"id": 1, "name": "Halden Bank", "subdomain": "halden", "status": 1}]),
        "users.json": rows_json(_user(n) for n in range(1, crowd + 1)),
        "tags.json": rows_json(
            {"id": n, "name": f"tag {n}", "slug": f"tag-{n}", "color": "00AA11", "is_public": n != 3}
            for n in (1, 2, 3)
        ),
        "post_tags.json": rows_json(
            {"tag_id": n % 3 + 1, "post_id": n, "created_by_id": 1} for n in range(1, ideas + 1)
        ),
        "posts.json": rows_json(_post(rng, n, crowd) for n in range(1, ideas + 1)),
        "post_votes.json": json_list(
            f'{{"user_id": {person}, "post_id": {idea}, "created_at": "{at(idea * 7 + person)}", "tenant_id": 1}}'
            for idea, person in pairs(ideas, votes, crowd)
        ),
        "comments.json": rows_json(_comment(rng, n, crowd, ideas) for n in range(1, comments + 1)),
        "email_verifications.json": rows_json([{"id": 1, "key": "SECRET-LINK", "code": "123456"}]),
        "oauth_providers.json": rows_json([{"id": 1, "client_secret": "SECRET-OAUTH"}]),
        "attachments.json": rows_json([]),
    }
    for name, value in extra.items():
        if isinstance(value, bytes):
            members[name] = value
        else:
            members[f"{name}.json"] = rows_json(value)
    return zipped(path, members)


def fider_csv(path: Path, *, ideas: int = 10, seed: int = 1) -> Path:
    rng = random.Random(seed)
    header = (
        "number,title,description,created_at,created_by,votes_count,comments_count,status,responded_by,responded_at,"
        "response,original_number,original_title,tags"
    )
    rows = (
        (
            n,
            f"{words(rng, 4)} {n}",
            words(rng, 30),
            at(n),
            f"Person {n % 7}",
            n * 3,
            n,
            "planned" if n % 2 else "open",
            "Team" if n % 2 else "",
            at(n + 5) if n % 2 else "",
            "We will." if n % 2 else "",
            "",
            "",
            "mobile, web" if n % 3 else "",
        )
        for n in range(1, ideas + 1)
    )
    return text_file(path, csv_lines(header, rows))
