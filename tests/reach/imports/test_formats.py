"""Every format: what goes in comes out, whole and in order."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from desireline.reach.imports import records as r
from tests.reach.imports import archives as a
from tests.reach.imports.archives_canny import canny_json
from tests.reach.imports.reading import by_id, counts, everything, in_order, only, said

BIG = {"ideas": 40, "votes": 300, "comments": 90}


def test_fider_backup(tmp_path: Path) -> None:
    records = everything(a.fider_zip(tmp_path / "f.zip", **BIG), expect="fider")
    found = counts(records)
    assert (found["IdeaRecord"], found["VoteRecord"], found["CommentRecord"]) == (40, 300, 90)
    assert in_order(records)
    idea = by_id(records, r.IdeaRecord)["2"]
    assert idea.status == "1" or idea.status in "0234"
    assert by_id(records, r.StatusRecord)["2"].kind == "done"
    people = by_id(records, r.PersonRecord)
    assert (people["1"].role_hint, people["2"].role_hint, people["3"].email) == (
        "admin",
        "team",
        "p3@example.com",
    )
    assert only(records, r.BoardRecord)[0].name == "Halden Bank"
    answered = [idea for idea in only(records, r.IdeaRecord) if idea.response]
    assert answered
    assert answered[0].responder == "2"
    assert answered[0].responded is not None


def test_fider_secrets_are_not_read_and_people_are_told(tmp_path: Path) -> None:
    records = everything(a.fider_zip(tmp_path / "f.zip"))
    assert "SECRET" not in repr(records)
    assert "email_verifications.json, oauth_providers.json" in said(records)


def test_fider_csv(tmp_path: Path) -> None:
    records = everything(a.fider_csv(tmp_path / "posts.csv"), expect="fider-csv")
    idea = by_id(records, r.IdeaRecord)["4"]
    assert (idea.unattributed_votes, idea.tags, idea.author) == (12, ("mobile", "web"), "name:Person 4")
    assert not only(records, r.VoteRecord)
    assert in_order(records)


def test_uservoice_one_line_per_voter(tmp_path: Path) -> None:
    records = everything(a.uservoice_csv(tmp_path / "s.csv", ideas=40, votes=300), expect="uservoice")
    found = counts(records)
    assert (found["IdeaRecord"], found["VoteRecord"]) == (40, 300)
    assert {tally.unattributed_votes for tally in only(records, r.TallyRecord)} == {2}
    idea = by_id(records, r.IdeaRecord)["1"]
    assert idea.tags == ("mobile", "web")
    assert idea.created == datetime(2023, 1, 1, 0, 7, tzinfo=UTC)
    assert idea.unattributed_votes is None
    assert in_order(records)


def test_uservoice_comments_together_with_their_ideas(tmp_path: Path) -> None:
    ideas, comments = a.uservoice_csv(tmp_path / "s.csv"), a.uservoice_comments(tmp_path / "c.csv")
    records = everything(ideas, comments, expect="uservoice-both")
    assert counts(records)["CommentRecord"] == 12
    assert in_order(records)
    assert counts(everything(comments, expect="uservoice-comments"))["CommentRecord"] == 12


def test_uservoice_dotted_names_and_merges(tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    path.write_text(
        "suggestion.id,suggestion.title,suggestion.body,suggestion.body_mime_type,suggestion.parent.id,"
        "suggestion.status.name,"
        "suggestion.votes_count,suggestion.created_timestamp,suggestion.odd\n"
        "1,A,<p>Hello <b>you</b></p>,text/html,,planned,7,2025-07-21 03:37:03,x\n"
        "2,B,plain,,1,,3,2025-07-21 03:37:03,x\n"
    )
    records = everything(path, expect="uservoice-dotted")
    ideas = by_id(records, r.IdeaRecord)
    assert ideas["1"].body == "Hello **you**"
    assert ideas["1"].unattributed_votes == 7
    assert [(m.idea, m.into) for m in only(records, r.MergeRecord)] == [("2", "1")]
    assert "suggestion.odd" in said(records)


@pytest.mark.parametrize("name", ["dump.json", "dump.zip"])
def test_canny(tmp_path: Path, name: str) -> None:
    records = everything(canny_json(tmp_path / name, **BIG), expect="canny")
    found = counts(records)
    assert (found["IdeaRecord"], found["VoteRecord"], found["CommentRecord"]) == (40, 300, 90)
    assert in_order(records)
    account = only(records, r.AccountRecord)[0]
    assert (account.domain, account.monthly_value) == ("nordwind.example", Decimal("99.5"))
    assert by_id(records, r.PersonRecord)["user1"].role_hint == "team"
    assert by_id(records, r.PersonRecord)["user4"].accounts == ("co1",)
    comments = by_id(records, r.CommentRecord)
    assert comments["c10"].internal
    assert comments["c42"].parent == "c2"
    assert "<https://canny.io/images/1.png>" in by_id(records, r.IdeaRecord)["post1"].body
    assert [change.status for change in only(records, r.StatusChangeRecord)] == ["planned"]
    assert "Changelog entries" in said(records)


def test_canny_lists_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text(
        '{"votes":[{"id":"v1","post":{"id":"p1"},"voter":{"id":"u1","name":"Ann"},"by":{"id":"u2","name":"Bo"}}],'
        '"posts":[{"id":"p1","title":"T","score":5,"author":{"id":"u3"},"board":{"id":"b"},"commentCount":0,"details":"",'
        '"mergeHistory":[{"post":{"id":"gone"}}],"statusChangedAt":null}]}'
    )
    records = everything(path, expect="canny")
    vote = only(records, r.VoteRecord)[0]
    assert (vote.person, vote.cast_by, vote.source) == ("u1", "u2", "behalf")
    assert only(records, r.TallyRecord)[0].unattributed_votes == 4
    assert in_order(records)


def test_quackback_zip(tmp_path: Path) -> None:
    records = everything(a.quackback_zip(tmp_path / "q.zip", **BIG), expect="quackback")
    found = counts(records)
    assert (found["IdeaRecord"], found["VoteRecord"], found["CommentRecord"]) == (40, 300, 90)
    assert in_order(records)
    idea = by_id(records, r.IdeaRecord)["post_1"]
    assert idea.body.startswith("=")
    assert (idea.board, idea.status) == ("ideas", "shipped")
    assert by_id(records, r.StatusRecord)["shipped"].kind == "done"
    assert by_id(records, r.CommentRecord)["c5"].internal


def test_quackback_csv(tmp_path: Path) -> None:
    path = a.quackback_csv(tmp_path / "q.csv")
    records = everything(path, expect="quackback-csv")
    ideas = only(records, r.IdeaRecord)
    assert (ideas[0].source_id, ideas[0].body, ideas[0].tags) == ("src-1", "=1+1 is text", ("a", "b"))
    assert (ideas[0].author, ideas[0].unattributed_votes) == ("mail:ann@example.com", 1)
    again = [idea.source_id for idea in only(everything(path), r.IdeaRecord)]
    assert again == [idea.source_id for idea in ideas]
    assert len(set(again)) == 10


def test_clearflask(tmp_path: Path) -> None:
    records = everything(a.clearflask_zip(tmp_path / "c.zip"), expect="clearflask")
    idea = by_id(records, r.IdeaRecord)["i3"]
    assert (idea.unattributed_votes, idea.tags) == (6, ("t1", "t2"))
    assert idea.body.endswith("**bold**")
    assert by_id(records, r.PersonRecord)["u1"].role_hint == "team"
    assert counts(records)["CommentRecord"] == 12
    assert in_order(records)
