"""Whatever the bytes, a reader answers with records or a refusal, nothing else."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from desireline.reach.imports import dates, registry, values
from desireline.reach.imports.sources import open_source
from desireline.reach.imports.words import Refusal
from tests.reach.imports.archives import zipped

CELL = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.none(),
    st.booleans(),
    st.floats(),
    st.lists(st.text(max_size=4), max_size=2),
)
NAMES = [
    "id",
    "title",
    "description",
    "user_id",
    "post_id",
    "status",
    "original_id",
    "created_at",
    "content",
    "name",
    "email",
    "tag_id",
    "number",
    "board",
    "author",
    "score",
    "post",
    "voter",
    "by",
    "details",
    "value",
    "parentID",
    "mergeHistory",
    "companies",
    "tags",
    "commentCount",
    "statusChangedAt",
]
ROW = st.dictionaries(
    st.sampled_from(NAMES),
    st.one_of(CELL, st.dictionaries(st.sampled_from(NAMES), CELL, max_size=3)),
    max_size=8,
)
HEADERS = (
    "id,title,text,date,time,votes,tags\n",
    "Idea Id,Idea Title,Labels,Voters Count,Created Timestamp,User Email Address\n",
    "number,title,votes_count,created_by,original_number,tags,created_at\n",
    "title,content,vote_count,author_email,board,created_at,source_id\n",
    "suggestion.id,suggestion.title,suggestion.parent.id,suggestion.labels.name\n",
    "",
)


def read(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        _read(path)


def _read(path: Path) -> None:
    try:
        with open_source(path) as source:
            for found in registry.detect(source):
                for _ in registry.read(source, found.format):
                    pass
    except Refusal:
        pass


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(["x.csv", "x.json", "x.zip", "x.xlsx"]),
    start=st.sampled_from([b"", b"PK\x03\x04", b"[", b'{"posts":[', b"\xff\xfe"]),
    rest=st.binary(max_size=200),
)
def test_any_bytes(name: str, start: bytes, rest: bytes) -> None:
    read(name, start + rest)


@settings(max_examples=150, deadline=None)
@given(
    header=st.sampled_from(HEADERS),
    body=st.text(max_size=200),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_csv(header: str, body: str, encoding: str) -> None:
    read("x.csv", (header + body).encode(encoding, "ignore"))


@settings(max_examples=150, deadline=None)
@given(
    lists=st.dictionaries(
        st.sampled_from(["posts", "votes", "comments", "users", "companies", "boards"]),
        st.lists(ROW, max_size=4),
    ),
    zipped_up=st.booleans(),
)
def test_any_json(lists: dict[str, list[object]], zipped_up: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("x.zip" if zipped_up else "x.json")
        if zipped_up:
            tables = {**lists, "post_votes": lists.get("votes", []), "posts": lists.get("posts", [])}
            zipped(path, {f"{name}.json": json.dumps(rows).encode() for name, rows in tables.items()})
        else:
            path.write_text(json.dumps(lists))
        _read(path)


@given(
    st.one_of(
        CELL,
        st.text(max_size=40),
        st.from_regex(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}( \d\d:\d\d)?", fullmatch=True),
    )
)
@example(float("inf"))
@example(float("nan"))
def test_any_value(value: object) -> None:
    values.text(value).encode()
    values.when(value)
    values.money(value)
    values.count(value)
    values.labels(value)
    values.mail(value)
    values.ident(value)
    dates.clock(values.text(value))
    assert values.count(value) >= 0
