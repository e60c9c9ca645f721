"""UserVoice, Quackback and ClearFlask: archives of CSV."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.reach.imports.making import at, csv_lines, pairs, text_file, words, zipped


def uservoice_csv(
    path: Path,
    *,
    ideas: int = 10,
    votes: int = 30,
    people: int | None = None,
    seed: int = 1,
    encoding: str = "utf-8",
) -> Path:
    """The full suggestions CSV: a line per idea and voter, or one for an idea without voters."""
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

    return text_file(path, csv_lines(header, rows()), encoding)


def uservoice_comments(path: Path, *, ideas: int = 10, comments: int = 12, seed: int = 1) -> Path:
    rng = random.Random(seed)
    rows = (
        (n % ideas + 1, words(rng, 12), f"p{n % 9 + 1}@example.com", f"Person {n % 9 + 1}", at(n, "sql"))
        for n in range(comments)
    )
    return text_file(path, csv_lines("suggestionId,text,userEmail,userName,createdAt", rows))


def _quackback_post(rng: random.Random, n: int, crowd: int, votes: int) -> tuple[object, ...]:
    return (
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


def _quackback_comment(rng: random.Random, n: int, ideas: int, comments: int) -> tuple[object, ...]:
    return (
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
                (_quackback_post(rng, n, crowd, votes) for n in range(1, ideas + 1)),
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
                (_quackback_comment(rng, n, ideas, comments) for n in range(1, comments + 1)),
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
    return text_file(path, csv_lines(header, rows))


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
