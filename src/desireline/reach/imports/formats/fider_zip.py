"""Fider's backup: a zip with one `<table>.json` per table, rows as they are in its database, and `blobs/<key>`.

The archive holds secrets (keys of the API, of sign-in links and of OAuth clients). They are not read: people are told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from desireline.reach.imports import jsonstream
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.order import resolved
from desireline.reach.imports.records import (
    AttachmentRecord,
    BoardRecord,
    CommentRecord,
    FollowRecord,
    IdeaRecord,
    MergeRecord,
    PersonRecord,
    Record,
    Role,
    StatusKind,
    StatusRecord,
    TagRecord,
    VoteRecord,
)
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.values import ident, line, mail, text, when
from desireline.reach.imports.words import Place, say

BOARD = "fider"
_STATUSES: dict[str, tuple[str, StatusKind]] = {
    "0": ("Open", "open"),
    "1": ("Started", "started"),
    "2": ("Completed", "done"),
    "3": ("Declined", "declined"),
    "4": ("Planned", "planned"),
}
_DUPLICATE, _DELETED = "5", "6"
_ROLES: dict[str, Role] = {"1": "customer", "2": "team", "3": "admin"}
_SECRET = ("email_verifications.json", "oauth_providers.json")
_UNUSED = ("notifications.json", "user_settings.json", "user_providers.json")
_IMAGE = re.compile(r"\(fider-image:([^)\s]{1,300})\)")


class FiderZip:
    key = "fider"
    system = "fider"
    label = say("Fider backup (zip)").template
    passes = 1.0

    def detect(self, sniff: Sniff) -> float:
        if not sniff.has("posts.json"):
            return 0.0
        return 1.0 if sniff.has("post_votes.json") else 0.9 if sniff.has("tenants.json") else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        return _Reading(source, notes).records()


class _Reading:
    """One run over one archive. Remembers ids of people and ideas, and what is small: tags, merges."""

    def __init__(self, source: Source, notes: Notes) -> None:
        self.source, self.notes = source, notes
        self.people: set[str] = set()
        self.ideas: set[str] = set()
        self.comments: set[str] = set()
        self.merges: dict[str, MergeRecord] = {}
        self.tags_of: dict[str, list[str]] = defaultdict(list)

    def records(self) -> Iterator[Record]:
        self._tell()
        yield from self._people()
        yield self._board()
        yield from (StatusRecord(number, name, kind) for number, (name, kind) in _STATUSES.items())
        yield from self._tags()
        yield from self._posts()
        yield from self._pairs("post_votes.json")
        yield from self._pairs("post_subscribers.json")
        yield from self._comments()
        yield from self._attachments()
        yield from resolved(self.merges, self.ideas.__contains__, self.notes)

    def _tell(self) -> None:
        secret = [name for name in _SECRET if self.source.has(name)]
        if secret or self.source.has("users.json"):
            self.notes.remark(
                Place(self.source.name),
                say(
                    "The archive holds secrets: API keys and security stamps of users, {files}. They are not read. "
                    "Keep the file safe or delete it after the import.",
                    files=", ".join(secret) or "-",
                ),
            )
        for name in _UNUSED:
            if self.source.has(name):
                self.notes.remark(Place(name), say("This table is not brought in."))

    def _rows(self, table: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        if not self.source.has(table):
            return
        for number, row in jsonstream.items(self.source, table):
            if isinstance(row, dict):
                yield Place(table, number), row
            else:
                self.notes.skip(Place(table, number), say("The item is not an object."))

    def _people(self) -> Iterator[Record]:
        for place, row in self._rows("users.json"):
            source_id, status = ident(row.get("id")), ident(row.get("status"))
            if not source_id:
                self.notes.skip(place, say("A user without id."))
                continue
            self.people.add(source_id)
            yield PersonRecord(
                source_id=source_id,
                name=line(row.get("name"), 200),
                email=mail(row.get("email")),
                role_hint=_ROLES.get(ident(row.get("role")), "customer"),
                created=when(row.get("created_at")),
                blocked=status == "3",
                where=place,
            )

    def _board(self) -> BoardRecord:
        name = next((line(row.get("name"), 100) for _, row in self._rows("tenants.json")), "")
        return BoardRecord(BOARD, name or "Fider", where=Place("tenants.json"))

    def _tags(self) -> Iterator[Record]:
        known = set()
        for place, row in self._rows("tags.json"):
            source_id, name = ident(row.get("id")), line(row.get("name"), 100)
            if source_id and name:
                known.add(source_id)
                yield TagRecord(
                    source_id, name, text(row.get("color")), row.get("is_public") is not False, place
                )
            else:
                self.notes.skip(place, say("A tag without id or name."))
        for _, row in self._rows("post_tags.json"):
            if (tag := ident(row.get("tag_id"))) in known:
                self.tags_of[ident(row.get("post_id"))].append(tag)

    def _posts(self) -> Iterator[Record]:
        for place, row in self._rows("posts.json"):
            source_id, title, status = ident(row.get("id")), line(row.get("title")), ident(row.get("status"))
            if not source_id or not title:
                self.notes.skip(place, say("A post without id or title."))
            elif status == _DELETED:
                self.notes.skip(place, say("Deleted in Fider: “{title}”.", title=title), wrong=False)
            elif source_id in self.ideas:
                self.notes.skip(place, say("The id {id} stands there twice.", id=source_id))
            else:
                self.ideas.add(source_id)
                yield self._idea(place, row, status)

    def _idea(self, place: Place, row: dict[str, Any], status: str) -> IdeaRecord:
        source_id = ident(row.get("id"))
        responder, responded = ident(row.get("response_user_id")), when(row.get("response_date"))
        original = ident(row.get("original_id"))
        if status == _DUPLICATE and original and original != "0":
            self.merges[source_id] = MergeRecord(
                source_id, original, self._person(responder), responded, place
            )
        return IdeaRecord(
            source_id=source_id,
            title=line(row.get("title")),
            body=_IMAGE.sub(r"(attachment:\1)", text(row.get("description"))),
            board=BOARD,
            author=self._person(ident(row.get("user_id"))),
            created=when(row.get("created_at")),
            status=status if status in _STATUSES else "",
            status_changed=responded,
            tags=tuple(dict.fromkeys(self.tags_of.pop(source_id, ()))),
            state="pending" if row.get("is_approved") is False else "open",
            response=_IMAGE.sub(r"(attachment:\1)", text(row.get("response"))),
            responder=self._person(responder),
            responded=responded,
            url=f"/posts/{number}" if (number := ident(row.get("number"))) else "",
            language=text(row.get("language"))[:20],
            where=place,
        )

    def _person(self, source_id: str) -> str:
        return source_id if source_id in self.people else ""

    def _pairs(self, table: str) -> Iterator[Record]:
        """Votes and subscriptions: who and which."""
        people, ideas, follows = self.people, self.ideas, table == "post_subscribers.json"
        for place, row in self._rows(table):
            idea, person = ident(row.get("post_id")), ident(row.get("user_id"))
            if idea not in ideas or person not in people:
                if not follows:
                    self.notes.skip(
                        place,
                        say("A vote of an unknown user or for an unknown or deleted post."),
                        wrong=False,
                    )
            elif not follows:
                yield VoteRecord(idea, person, when(row.get("created_at")), where=place)
            elif ident(row.get("status")) != "0":
                yield FollowRecord(idea, person, place)

    def _comments(self) -> Iterator[Record]:
        for place, row in self._rows("comments.json"):
            source_id, idea = ident(row.get("id")), ident(row.get("post_id"))
            body = _IMAGE.sub(r"(attachment:\1)", text(row.get("content")))
            if not source_id or not idea:
                self.notes.skip(place, say("A comment without id or post."))
            elif idea not in self.ideas:
                self.notes.skip(place, say("A comment on an unknown or deleted post."), wrong=False)
            elif row.get("deleted_at"):
                self.notes.skip(place, say("A comment deleted in Fider."), wrong=False)
            elif not body:
                self.notes.skip(place, say("An empty comment."), wrong=False)
            else:
                self.comments.add(source_id)
                yield CommentRecord(
                    source_id=source_id,
                    idea=idea,
                    body=body,
                    author=self._person(ident(row.get("user_id"))),
                    created=when(row.get("created_at")),
                    edited=when(row.get("edited_at")),
                    state="pending" if row.get("is_approved") is False else "open",
                    where=place,
                )

    def _attachments(self) -> Iterator[Record]:
        for place, row in self._rows("attachments.json"):
            key, idea, comment = (
                text(row.get("attachment_bkey")),
                ident(row.get("post_id")),
                ident(row.get("comment_id")),
            )
            member = f"blobs/{key}"
            if not key or not self.source.has(member):
                self.notes.skip(place, say("The file “{key}” is not in the archive.", key=key))
            elif self.source.size_of(member) > self.source.limits.attachment:
                self.notes.skip(place, say("The file “{key}” is too large.", key=key))
            elif comment in self.comments or (idea in self.ideas and not comment):
                idea = "" if comment else idea
                yield AttachmentRecord(
                    key, member, self.source.size_of(member), key.rsplit("/", 1)[-1], idea, comment, place
                )


register(FiderZip())
