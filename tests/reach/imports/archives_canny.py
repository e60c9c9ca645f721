"""Canny API dumps: one JSON object of lists, or a zip of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.reach.imports.making import at, json_list, pairs, rows_json, words, zipped


def _who(n: int) -> dict[str, Any]:
    return {
        "id": f"user{n}",
        "created": at(n),
        "email": f"p{n}@example.com",
        "isAdmin": n == 1,
        "name": f"Person {n}",
        "url": "https://halden.canny.io/admin/users/x",
        "userID": f"ext-{n}",
    }


def _post(rng: random.Random, n: int, crowd: int, board: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"post{n}",
        "author": _who(n % crowd + 1),
        "board": board,
        "by": None,
        "category": {"id": "cat1", "name": "Cards", "parentID": None},
        "commentCount": 1,
        "created": at(n * 7),
        "customFields": [],
        "details": words(rng, 40),
        "eta": None,
        "imageURLs": ["https://canny.io/images/1.png"] if n % 50 == 1 else [],
        "jira": {"linkedIssueIDs": [], "linkedIssues": []},
        "mergeHistory": [],
        "owner": None,
        "score": 3,
        "status": ("open", "planned", "complete")[n % 3],
        "statusChangedAt": at(n * 9),
        "tags": [{"id": "t1", "name": "mobile", "postCount": 3, "url": "u"}] if n % 2 else [],
        "title": f"{words(rng, 5)} {n}",
        "totalMRR": 100,
        "url": f"https://halden.canny.io/p/{n}",
    }


def _comment(rng: random.Random, n: int, crowd: int, ideas: int) -> dict[str, Any]:
    return {
        "id": f"c{n}",
        "author": _who(n % crowd + 1),
        "board": {"id": "board1"},
        "created": at(n * 11),
        "imageURLs": [],
        "internal": n % 10 == 0,
        "likeCount": 0,
        "mentions": [],
        "parentID": f"c{n - ideas}" if n > ideas and n % 3 == 0 else None,
        "post": {"id": f"post{n % ideas + 1}"},
        "private": False,
        "value": words(rng, 15),
    }


def _user(n: int) -> dict[str, Any]:
    return {
        **_who(n),
        "alias": "",
        "lastActivity": at(n),
        "customFields": {},
        "companies": [
            {
                "id": "co1",
                "name": "Nordwind",
                "monthlySpend": 99.5,
                "created": at(1),
                "customFields": {},
            }
        ]
        if n % 4 == 0
        else [],
    }


def canny_lists(
    ideas: int, votes: int, comments: int, people: int | None, seed: int
) -> dict[str, Iterator[str]]:
    rng, crowd = random.Random(seed), people or max(50, votes // 25)
    board = {
        "id": "board1",
        "created": at(0),
        "name": "Ideas",
        "isPrivate": False,
        "postCount": ideas,
        "url": "u",
    }
    who = [json.dumps(_who(n)) for n in range(crowd + 1)]
    return {
        "boards": rows_json([board]),
        "categories": rows_json([{"id": "cat1", "name": "Cards", "board": board}]),
        "posts": rows_json(_post(rng, n, crowd, board) for n in range(1, ideas + 1)),
        "votes": json_list(
            f'{{"id": "v{i}x{p}", "board": {{"id": "board1", "name": "Ideas"}}, "by": null, '
            f'"created": "{at(i * 7 + p)}", '
            f'"post": {{"id": "post{i}", "title": "t", "score": 3}}, "voter": {who[p]}}}'
            for i, p in pairs(ideas, votes, crowd)
        ),
        "comments": rows_json(  # newest first, as the API answers: replies before what they answer
            _comment(rng, n, crowd, ideas) for n in range(comments, 0, -1)
        ),
        "companies": rows_json(
            [
                {
                    "id": "co1",
                    "name": "Nordwind",
                    "created": at(1),
                    "domain": "Nordwind.example",
                    "memberCount": 2,
                    "monthlySpend": 99.5,
                    "customFields": {},
                }
            ]
        ),
        "users": rows_json(_user(n) for n in range(1, crowd // 2 + 1)),
        "status_changes": rows_json(
            [
                {
                    "id": "sc1",
                    "changer": _who(1),
                    "created": at(50),
                    "post": {"id": "post1"},
                    "status": "planned",
                }
            ]
        ),
        "entries": rows_json([{"id": "e1", "title": "Shipped", "status": "published"}]),
    }


def canny_json(
    path: Path,
    *,
    ideas: int = 10,
    votes: int = 30,
    comments: int = 25,
    people: int | None = None,
    seed: int = 1,
    **extra: Any,
) -> Path:
    """One object of lists; with a name that ends in .zip, a zip of one file per list. `extra` replaces lists."""
    lists: dict[str, Iterable[str]] = dict(canny_lists(ideas, votes, comments, people, seed))
    lists.update({name: rows_json(value) for name, value in extra.items()})
    if path.suffix == ".zip":
        return zipped(path, {f"dump/{name}.json": content for name, content in lists.items()})
    with path.open("w", encoding="utf-8") as out:
        opening = "{"
        for name, content in lists.items():
            out.write(f'{opening}"{name}": ')
            out.writelines(content)
            opening = ","
        out.write("}")
    return path
