"""Canny's objects, one function each."""

from __future__ import annotations

from typing import Any

from desireline.reach.imports.met import Met
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.records import (
    AccountRecord,
    BoardRecord,
    CommentRecord,
    IdeaRecord,
    PersonRecord,
    Record,
    StatusChangeRecord,
    VoteRecord,
)
from desireline.reach.imports.values import ident, line, mail, money, person_key, text, when, yes
from desireline.reach.imports.words import Place, say

Item = dict[str, Any]


def id_of(value: object) -> str:
    """The id of an embedded object, or the id itself."""
    return ident(value.get("id")) if isinstance(value, dict) else ident(value)


def company(place: Place, item: Item, met: Met, notes: Notes) -> Record | None:
    source_id = ident(item.get("id"))
    if not source_id:
        notes.skip(place, say("A company without id."))
        return None
    met.first(f"company\0{source_id}")
    return AccountRecord(
        source_id=source_id,
        name=line(item.get("name"), 200) or source_id,
        domain=text(item.get("domain")).lower()[:253],
        monthly_value=money(item.get("monthlySpend")),
        created=when(item.get("created")),
        where=place,
    )


def user(place: Place, item: Item, met: Met, notes: Notes) -> Record | None:
    """Companies are told inside their users as well as in a list of their own."""
    if not ident(item.get("id")):
        notes.skip(place, say("A user without id."))
        return None
    companies = item.get("companies")
    accounts = []
    for inner in companies if isinstance(companies, list) else ():
        if isinstance(inner, dict) and (account := ident(inner.get("id"))):
            accounts.append(account)
            if met.first(f"company\0{account}") and (record := company(place, inner, met, notes)):
                met.fresh.append(record)
    known = _person(place, item, tuple(accounts))
    met.note(known.source_id)
    return known


def person(place: Place, item: object, met: Met) -> str:
    """Whoever stands inside another object, "" for nobody."""
    if not isinstance(item, dict):
        return ""
    source_id = ident(item.get("id"))
    if source_id and met.knows(source_id):
        return source_id
    found = _person(place, item, ())
    if found.source_id and met.note(found.source_id):
        met.fresh.append(found)
    return found.source_id


def _person(place: Place, item: Item, accounts: tuple[str, ...]) -> PersonRecord:
    email, name = mail(item.get("email")), line(item.get("name") or item.get("alias"), 200)
    return PersonRecord(
        source_id=person_key(ident(item.get("id")), email, name),
        name=name,
        email=email,
        role_hint="team" if yes(item.get("isAdmin")) else "customer",
        created=when(item.get("created")),
        accounts=accounts,
        external_id=ident(item.get("userID")),
        where=place,
    )


def board(place: Place, item: Item, met: Met, notes: Notes) -> Record | None:
    source_id, name = ident(item.get("id")), line(item.get("name"), 100)
    if not source_id:
        notes.skip(place, say("A board without id."))
        return None
    met.board(place, name, source_id)
    met.take()
    private, created = yes(item.get("isPrivate")), when(item.get("created"))
    return BoardRecord(source_id, name or source_id, private=private, created=created, where=place)


def tag(place: Place, item: Item, met: Met, notes: Notes) -> Record | None:
    met.tags(place, _names([item]))
    return None


def _names(items: object) -> tuple[str, ...]:
    named = (
        [line(item.get("name"), 100) for item in items if isinstance(item, dict)]
        if isinstance(items, list)
        else []
    )
    return tuple(dict.fromkeys(name for name in named if name))


def post(place: Place, item: Item, met: Met) -> IdeaRecord:
    inner, category = item.get("board"), item.get("category")
    board_name = line(inner.get("name"), 100) if isinstance(inner, dict) else ""
    return IdeaRecord(
        source_id=ident(item.get("id")),
        title=line(item.get("title")),
        body=with_pictures(text(item.get("details")), item.get("imageURLs")),
        board=met.board(place, board_name or "Canny", id_of(inner)),
        author=person(place, item.get("author") or item.get("by"), met),
        created=when(item.get("created")),
        status=met.status(place, line(item.get("status"), 100)),
        status_changed=when(item.get("statusChangedAt")),
        tags=met.tags(place, _names(item.get("tags"))),
        category=line(category.get("name"), 100) if isinstance(category, dict) else "",
        url=text(item.get("url"))[:500],
        where=place,
    )


def status_change(place: Place, item: Item, met: Met) -> Record | None:
    status = met.status(place, line(item.get("status"), 100))
    if not status:
        return None
    by = person(place, item.get("changer"), met)
    return StatusChangeRecord(id_of(item.get("post")), status, by, when(item.get("created")), place)


def voter_of(item: Item) -> object:
    """Who wants it: `voter`; `by` is whoever pressed the button."""
    return item.get("voter") or item.get("by")


def vote(place: Place, item: Item, met: Met) -> VoteRecord | None:
    who = person(place, voter_of(item), met)
    if not who:
        return None
    by = item.get("by")
    cast_by = person(place, by, met) if isinstance(by, dict) and id_of(by) != who else ""
    tool = item.get("zendeskTicket") or item.get("jira")
    source = "behalf" if cast_by else "tool" if tool else "person"
    created = when(item.get("created"))
    return VoteRecord(id_of(item.get("post")), who, created, source=source, cast_by=cast_by, where=place)  # type: ignore[arg-type]


def comment(place: Place, item: Item, met: Met) -> CommentRecord:
    author, internal = item.get("author"), yes(item.get("internal")) or yes(item.get("private"))
    return CommentRecord(
        source_id=ident(item.get("id")),
        idea=id_of(item.get("post")),
        body=with_pictures(text(item.get("value")), item.get("imageURLs")),
        parent=ident(item.get("parentID")),
        author=person(place, author, met),
        created=when(item.get("created")),
        internal=internal,
        official=isinstance(author, dict) and yes(author.get("isAdmin")) and not internal,
        where=place,
    )


def with_pictures(body: str, urls: object) -> str:
    """Pictures stay at Canny: they become links that a reader may follow, not pictures that load by themselves."""
    links = [text(url) for url in urls if isinstance(url, str)] if isinstance(urls, list) else []
    lines = [f"<{link}>" for link in links if link.startswith("https://") and not set(link) & set("<> \n")]
    return "\n\n".join([body, *lines]).strip()
