"""What goes wrong in real archives, and what is done about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desireline.reach.imports import records as r
from tests.reach.imports import archives as a
from tests.reach.imports.reading import by_id, counts, everything, only, said


def post(n: int, **more: object) -> dict[str, object]:
    return {
        "id": n,
        "title": f"Post {n}",
        "user_id": 1,
        "number": n,
        "status": 0,
        "created_at": a.at(n),
        **more,
    }


def test_merge_chains_end_at_the_last_and_circles_stay_apart(tmp_path: Path) -> None:
    posts = [
        post(1),
        post(2, status=5, original_id=1),
        post(3, status=5, original_id=2),
        post(4, status=5, original_id=5),
        post(5, status=5, original_id=4),
        post(6, status=6),
        post(7, status=5, original_id=6),
    ]
    records = everything(a.fider_zip(tmp_path / "f.zip", posts=posts, comments=0))
    assert {m.idea: m.into for m in only(records, r.MergeRecord)} == {"2": "1", "3": "1"}
    assert "merged in a circle" in said(records)
    assert "Deleted in Fider" in said(records)


def test_numbers_where_text_is_expected(tmp_path: Path) -> None:
    records = everything(
        a.fider_zip(tmp_path / "f.zip", posts=[post(1, title=2024, description=42)], comments=0)
    )
    idea = only(records, r.IdeaRecord)[0]
    assert (idea.title, idea.body) == ("2024", "42")


def test_pictures_become_attachments(tmp_path: Path) -> None:
    path = a.fider_zip(
        tmp_path / "f.zip",
        posts=[post(1, description="see ![](fider-image:attachments/ab.png)")],
        comments=0,
        attachments=[
            {"post_id": 1, "attachment_bkey": "attachments/ab.png"},
            {"post_id": 1, "attachment_bkey": "gone"},
        ],
        **{"blobs/attachments/ab.png": b"PNG"},
    )
    records = everything(path)
    found = only(records, r.AttachmentRecord)
    assert [(one.member, one.size, one.idea, one.name) for one in found] == [
        ("blobs/attachments/ab.png", 3, "1", "ab.png")
    ]
    assert "(attachment:attachments/ab.png)" in only(records, r.IdeaRecord)[0].body
    assert "is not in the archive" in said(records)


def test_unapproved_deleted_and_orphaned(tmp_path: Path) -> None:
    path = a.fider_zip(
        tmp_path / "f.zip",
        posts=[post(1, is_approved=False)],
        post_votes=[{"post_id": 1, "user_id": 1}, {"post_id": 99, "user_id": 1}, "nonsense"],
        **{
            "comments.json": b"[%s]"
            % b",".join(
                json.dumps(row).encode()
                for row in [
                    {"id": 1, "post_id": 1, "content": "a", "user_id": 1, "deleted_at": a.at(1)},
                    {"id": 2, "post_id": 1, "content": "half \ud83d surrogate\u0000", "user_id": 1},
                ]
            )
        },
    )
    records = everything(path)
    assert only(records, r.IdeaRecord)[0].state == "pending"
    assert counts(records)["VoteRecord"] == 1
    comment = only(records, r.CommentRecord)[0]
    comment.body.encode()
    assert "\0" not in comment.body
    assert "post_votes.json:3" in said(records)


def test_null_dates_and_bad_lines_by_number(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(
        "Idea Id,Idea Title,Created Timestamp,Labels,Secret Column\n1,One,0000-00-00 00:00:00,,\n"
        "2,\n3,Three,x,y,z,too,many\n4,Four,2025-07-21 03:37:03,,\n"
    )
    records = everything(path)
    assert set(by_id(records, r.IdeaRecord)) == {"1", "4"}
    assert by_id(records, r.IdeaRecord)["1"].created is None
    assert [skip.where.row for skip in only(records, r.Skip)] == [3, 4]
    assert "Secret Column" in said(records)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "ideas.csv"
    path.write_bytes("id;title;text\r\n1;Café größer;Über uns\r\n".encode(encoding))
    records = everything(path, expect="generic")
    assert [(i.title, i.body) for i in only(records, r.IdeaRecord)] == [("Café größer", "Über uns")]
    assert ("Windows-1252" in said(records)) == (encoding == "cp1252")


def test_a_single_broken_byte_does_not_turn_utf8_into_something_else(tmp_path: Path) -> None:
    path = tmp_path / "ideas.csv"
    path.write_bytes("id,title\n1,Café\n2,bad ".encode() + b"\xff\n")
    assert [i.title for i in only(everything(path), r.IdeaRecord)] == ["Café", "bad \ufffd"]


def test_replies_before_their_parents_and_circles(tmp_path: Path) -> None:
    ideas = tmp_path / "ideas.csv"
    ideas.write_text("id,title\n1,One\n")
    comments = tmp_path / "comments.csv"
    comments.write_text(
        "id,idea id,parent id,text\n3,1,2,c\n2,1,1,b\n1,1,,a\n8,1,9,x\n9,1,8,y\n7,1,77,lost\n"
    )
    records = everything(ideas, comments)
    assert [(c.source_id, c.parent) for c in only(records, r.CommentRecord)] == [
        ("1", ""),
        ("2", "1"),
        ("3", "2"),
        ("8", ""),
        ("9", "8"),
        ("7", ""),
    ]
    assert "they stand alone" in said(records)


def test_a_folder_works_like_a_zip(tmp_path: Path) -> None:
    for name in ("posts", "post_votes", "users"):
        (tmp_path / f"{name}.json").write_text(json.dumps([post(1)] if name == "posts" else []))
    assert counts(everything(tmp_path, expect="fider"))["IdeaRecord"] == 1


def test_values_that_cannot_be_read_are_told_by_line_and_the_row_goes_in(tmp_path: Path) -> None:
    path = tmp_path / "ideas.csv"
    path.write_text(
        "Title,Votes,Author email,Created\n"
        "Sharper knives,12,ann@example.org,2024-05-01\n"
        "Blunter forks,many,ann at home,2024-02-31\n"
        "No spoons,,,0000-00-00\n"
        + "".join(f"Cup {n},{n},ann@example.org,2024-05-0{n}\n" for n in range(1, 9))
    )
    records = everything(path)
    ideas = [(idea.title, idea.unattributed_votes, idea.created) for idea in only(records, r.IdeaRecord)]
    assert [idea[:2] for idea in ideas[:3]] == [
        ("Sharper knives", 12),
        ("Blunter forks", 0),
        ("No spoons", 0),
    ]
    assert ideas[1][2] is None
    told = [(str(one.where), str(one.text)) for one in only(records, r.Remark)]
    assert ("ideas.csv:3", "“2024-02-31” is no date that can be read.") in told
    assert ("ideas.csv:3", "“many” is no number.") in told
    assert ("ideas.csv:3", "“ann at home” is no e-mail address.") in told
    assert not [where for where, _text in told if where in {"ideas.csv:2", "ideas.csv:4"}]
