"""Archives of every format, small and large, and bombs. Seeded: the same arguments give the same bytes."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

START = datetime(2023, 1, 1, tzinfo=UTC)
_WORDS = [
    "export",
    "statement",
    "card",
    "limit",
    "search",
    "faster",
    "mobile",
    "login",
    "alert",
    "budget",
    "shared",
    "account",
    "transfer",
    "schedule",
    "report",
    "filter",
    "dark",
    "language",
    "invoice",
    "receipt",
    "savings",
    "goal",
    "family",
    "child",
    "travel",
    "abroad",
    "fee",
    "refund",
    "branch",
    "advisor",
    "video",
    "call",
]


def at(minutes: int, form: str = "iso") -> str:
    moment = START + timedelta(minutes=minutes % 1_000_000)
    return (
        moment.strftime("%Y-%m-%d %H:%M:%S") if form == "sql" else moment.strftime("%Y-%m-%dT%H:%M:%S.250Z")
    )


def words(rng: random.Random, number: int) -> str:
    return " ".join(rng.choices(_WORDS, k=number))


def pairs(ideas: int, votes: int, people: int) -> Iterator[tuple[int, int]]:
    """Distinct (idea, person) pairs, the first ideas with the most votes."""
    given = 0
    for round_ in range(people):
        reach = max(1, ideas // 25, min(ideas, ideas * 4 // (round_ + 4)))
        for idea in range(reach):
            if given >= votes:
                return
            yield idea + 1, (idea * 7919 + round_) % people + 1
            given += 1


def zipped(path: Path, members: dict[str, bytes | Iterable[str]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            with archive.open(name, "w", force_zip64=True) as out:
                if isinstance(content, bytes):
                    out.write(content)
                else:
                    _pour(content, out)
    return path


def _pour(pieces: Iterable[str], out: Any) -> None:
    batch: list[str] = []
    for piece in pieces:
        batch.append(piece)
        if len(batch) >= 5000:
            out.write("".join(batch).encode())
            batch.clear()
    out.write("".join(batch).encode())


def json_list(items: Iterable[str]) -> Iterator[str]:
    yield "["
    comma = ""
    for item in items:
        yield comma + item
        comma = ","
    yield "]"


def rows_json(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    return json_list(json.dumps(row) for row in rows)


def csv_lines(header: str, rows: Iterable[Iterable[object]]) -> Iterator[str]:
    yield header + "\r\n"
    for row in rows:
        yield ",".join(cell(value) for value in row) + "\r\n"


def cell(value: object) -> str:
    shown = "" if value is None else str(value)
    return '"' + shown.replace('"', '""') + '"' if set(shown) & set(',"\n\r') else shown


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
        "users.json": rows_json(
            {
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
            for n in range(1, crowd + 1)
        ),
        "tags.json": rows_json(
            {"id": n, "name": f"tag {n}", "slug": f"tag-{n}", "color": "00AA11", "is_public": n != 3}
            for n in (1, 2, 3)
        ),
        "post_tags.json": rows_json(
            {"tag_id": n % 3 + 1, "post_id": n, "created_by_id": 1} for n in range(1, ideas + 1)
        ),
        "posts.json": rows_json(
            {
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
            for n in range(1, ideas + 1)
        ),
        "post_votes.json": json_list(
            f'{{"user_id": {person}, "post_id": {idea}, "created_at": "{at(idea * 7 + person)}", "tenant_id": 1}}'
            for idea, person in pairs(ideas, votes, crowd)
        ),
        "comments.json": rows_json(
            {
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
            for n in range(1, comments + 1)
        ),
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
    return _text(path, csv_lines(header, rows))


def uservoice_csv(
    path: Path,
    *,
    ideas: int = 10,
    votes: int = 30,
    people: int | None = None,
    seed: int = 1,
    encoding: str = "utf-8",
) -> Path:
    """The full suggestions CSV: a line per idea and voter, grouped by idea; ideas without voters have a line of their own."""
    rng, crowd = random.Random(seed), people or max(50, votes // 25)
    voters: dict[int, list[int]] = {}
    for idea, person in pairs(ideas, votes, crowd):
        voters.setdefault(idea, []).append(person)
    header = (
        "Idea Id,Idea Title,Idea Description,Category Name,Public Status Name,Labels,Voters Count,Created Timestamp,"
        "Idea Creator Name,Idea Creator Email Address,User Email Address,User Name,Linked Idea Creation Date,Forum Name"
    )

    def rows() -> Iterator[tuple[object, ...]]:
        for n in range(1, ideas + 1):
            fixed = (
                n,
                f"{words(rng, 5)} {n}",
                words(rng, 25),
                "Cards" if n % 2 else "",
                ("planned", "", "completed")[n % 3],
                '["mobile","web"]' if n % 2 else "api, web",
                len(voters.get(n, ())) + 2,
                at(n * 7, "sql"),
                f"Person {n}",
                f"p{n}@example.com",
            )
            for person in voters.get(n, ()) or (0,):
                yield (
                    *fixed,
                    f"p{person}@example.com" if person else "",
                    f"Person {person}" if person else "",
                    at(n * 7 + person, "sql") if person else "",
                    "General",
                )

    return _text(path, csv_lines(header, rows()), encoding)


def uservoice_comments(path: Path, *, ideas: int = 10, comments: int = 12, seed: int = 1) -> Path:
    rng = random.Random(seed)
    rows = (
        (n % ideas + 1, words(rng, 12), f"p{n % 9 + 1}@example.com", f"Person {n % 9 + 1}", at(n, "sql"))
        for n in range(comments)
    )
    return _text(path, csv_lines("suggestionId,text,userEmail,userName,createdAt", rows))


def quackback_zip(
    path: Path,
    *,
    ideas: int = 10,
    votes: int = 30,
    comments: int = 12,
    people: int | None = None,
    seed: int = 1,
) -> Path:
    rng, crowd = random.Random(seed), people or max(50, votes // 25)
    return zipped(
        path,
        {
            "boards.csv": csv_lines(
                "id,slug,name,description,created_at", [("b1", "ideas", "Ideas", "All of them", at(0))]
            ),
            "statuses.csv": csv_lines(
                "id,name,slug,color,category,position,show_on_roadmap,is_default",
                [
                    ("s1", "Open", "open", "#ccc", "active", 0, "false", "true"),
                    ("s2", "Shipped", "shipped", "#0a0", "complete", 1, "true", "false"),
                ],
            ),
            "companies.csv": csv_lines(
                "name,domain,external_id,plan,monthly_spend,people_count,created_at",
                [("Nordwind", "nordwind.example", "c-1", "pro", "1200.50", 4, at(3))],
            ),
            "users.csv": csv_lines(
                "name,email,verified,lifecycle,segments,joined_at,last_seen_at,post_count,comment_count,vote_count",
                (
                    (f"Person {n}", f"p{n}@example.com", "true", "", "", at(n), at(n), 0, 0, 0)
                    for n in range(1, crowd + 1)
                ),
            ),
            "posts.csv": csv_lines(
                "id,title,content,status,tags,board,author_name,author_email,vote_count,created_at",
                (
                    (
                        f"post_{n}",
                        f"{words(rng, 4)} {n}",
                        "'=" + words(rng, 20),
                        "Shipped" if n % 2 else "open",
                        "mobile,web",
                        "Ideas",
                        f"Person {n % crowd + 1}",
                        f"p{n % crowd + 1}@example.com",
                        votes + n,
                        at(n),
                    )
                    for n in range(1, ideas + 1)
                ),
            ),
            "post_votes.csv": csv_lines(
                "id,post_id,voter_email,source_type,created_at",
                (
                    (f"v{i}-{p}", f"post_{i}", f"p{p}@example.com", "", at(i + p))
                    for i, p in pairs(ideas, votes, crowd)
                ),
            ),
            "post_comments.csv": csv_lines(
                "id,post_id,parent_id,author_name,author_email,is_team_member,is_private,moderation_state,content,created_at,updated_at",
                (
                    (
                        f"c{n}",
                        f"post_{n % ideas + 1}",
                        f"c{n + ideas}" if n + ideas <= comments else "",
                        "Person 1",
                        "p1@example.com",
                        "true" if n % 2 else "false",
                        "true" if n % 5 == 0 else "false",
                        "published",
                        words(rng, 9),
                        at(n),
                        at(n),
                    )
                    for n in range(1, comments + 1)
                ),
            ),
            "changelog.csv": csv_lines("id,title,content", [("1", "x", "y")]),
        },
    )


def quackback_csv(path: Path, *, ideas: int = 10) -> Path:
    header = "title,content,status,tags,board,author_name,author_email,email_verified,vote_count,created_at,source_id"
    rows = (
        (
            f"Title {n}",
            "'=1+1 is text",
            "open",
            "a;b",
            "Ideas",
            "Ann",
            "Ann@Example.com",
            "true",
            n,
            at(n),
            f"src-{n}" if n % 2 else "",
        )
        for n in range(1, ideas + 1)
    )
    return _text(path, csv_lines(header, rows))


def clearflask_zip(
    path: Path, *, ideas: int = 10, comments: int = 12, people: int = 20, seed: int = 1
) -> Path:
    rng = random.Random(seed)
    return zipped(
        path,
        {
            "users.csv": csv_lines(
                "userId,ssoGuid,isMod,name,email,emailVerified,emailNotify,balance,created",
                (
                    (
                        f"u{n}",
                        f"guid-{n}",
                        "true" if n == 1 else "false",
                        f"Person {n}",
                        f"p{n}@example.com",
                        "true",
                        "true",
                        0,
                        at(n),
                    )
                    for n in range(1, people + 1)
                ),
            ),
            "posts.csv": csv_lines(
                "ideaId,authorUserId,created,title,description,response,categoryId,statusId,tagIds,funded,fundersCount,fundGoal,"
                "voteValue,votersCount,expressionsValue,expressions",
                (
                    (
                        f"i{n}",
                        f"u{n % people + 1}",
                        at(n),
                        f"{words(rng, 4)} {n}",
                        f"<p>{words(rng, 9)} <b>bold</b></p>",
                        "",
                        "cat-1",
                        "st-open",
                        "t1,t2",
                        0,
                        0,
                        "",
                        n,
                        n * 2,
                        0,
                        "👍=2",
                    )
                    for n in range(1, ideas + 1)
                ),
            ),
            "comments.csv": csv_lines(
                "ideaId,commentId,parentCommentId,authorUserId,created,edited,content,upvotes,downvotes",
                (
                    (f"i{n % ideas + 1}", f"c{n}", "", f"u{n % people + 1}", at(n), "", words(rng, 9), 1, 0)
                    for n in range(1, comments + 1)
                ),
            ),
        },
    )


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _text(path: Path, pieces: Iterable[str], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        out.writelines(pieces)
    return path


def rezipped(path: Path, change: dict[str, bytes]) -> Path:
    """The same zip with some members replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *change]):
            new.writestr(name, change[name] if name in change else old.read(name))
    path.write_bytes(buffer.getvalue())
    return path
