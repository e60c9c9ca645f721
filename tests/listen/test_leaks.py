"""What somebody may not see is nowhere: not on a page, in a count, a feed, a search, a notice, a mail or a header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from difflib import unified_diff
from itertools import product
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from desireline.engines.search.api import reindex
from desireline.kit.jobs.api import run_all
from desireline.listen.boards.models import Board
from desireline.listen.comments import api as comments
from desireline.listen.comments.models import Comment, CommentEdit
from desireline.listen.ideas import api as ideas
from desireline.listen.ideas.models import Idea, IdeaOutcome
from desireline.listen.inbox import api as inbox
from desireline.listen.merges import api as merges
from desireline.listen.merges.models import Merge
from desireline.listen.moderation import verbs as moderation
from desireline.listen.order.ranking import rank_board
from desireline.listen.tags.models import IdeaTag, Tag
from desireline.listen.votes import api as votes
from desireline.people.identity.models import Person
from desireline.people.notices.api import follow
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast
from tests.matrix import routes

SECRET = re.compile(
    r"zqsecret\w*", re.IGNORECASE
)  # so begins every planted word; most stand beside "lantern"
READERS = ("anonymous", "carla", "otto", "cora")


class World:
    """A public board with one idea, and beside it one of everything that customers must not see."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.writer = make.person("Wanda", trust=Person.Trust.KNOWN)
        self.first, self.planned = make.status(), make.status("planned", stage="planned")
        self.board = make.board("Ideas", slug="ideas-board")
        self.outcome = make.outcome("Minimise the time it takes to find a lantern in the dark")
        self.public = make.idea(
            "A lantern for everyone", on=self.board, by=cast.cora, body="Light, a lantern."
        )
        IdeaOutcome.objects.create(idea=self.public, outcome=self.outcome)
        IdeaTag.objects.create(idea=self.public, tag=Tag.objects.create(slug="light", name="light"))
        self.talk = comments.post(self.public, by=cast.cora, body="A lantern, yes.")
        votes.vote(self.public.pk, cast.cora)

    def idea(self, word: str, **values: Any) -> Idea:
        values.setdefault("on", self.board)
        made = make.idea(
            f"zqsecret{word} lantern", by=self.writer, body=f"A lantern zqsecret{word}body", **values
        )
        IdeaOutcome.objects.create(idea=made, outcome=self.outcome)
        tag = Tag.objects.create(slug=f"zqsecret{word}tag", name=f"zqsecret{word}tag lantern")
        IdeaTag.objects.create(idea=made, tag=tag)
        return made

    def comment(self, word: str, state: Comment.State, **values: Any) -> Comment:
        body = f"@Cora lantern zqsecret{word}said"
        return Comment.objects.create(idea=self.public, author=self.writer, body=body, state=state, **values)

    def plant(self) -> None:
        cast, state = self.cast, Idea.State
        self.staff_board = make.board(
            "zqsecretstaffboard lantern", audience="staff", intro="zqsecretstaffwords", slug="zqsecretstaff"
        )
        old = make.board("zqsecretoldboard lantern", slug="zqsecretold", archived=timezone.now())
        staff_future = make.future("zqsecretfuture lantern", audience="staff")
        draft = make.future("zqsecretdraft lantern", published=None)
        self.hidden = [
            self.idea("pending", state=state.PENDING),
            self.idea("hidden", state=state.HIDDEN),
            self.idea("spam", state=state.SPAM),
            self.idea("staff", on=self.staff_board),
            self.idea("joined", on=self.staff_board),
            self.idea("old", on=old),
        ]
        for one in self.hidden[:3]:  # what else lies on what is hidden
            comments.post(one, by=cast.tom, body="zqsecretnoteonhidden lantern", internal=True)
        for future in (staff_future, draft):
            secret = make.outcome(
                f"Minimise the time it takes to see a zqsecret{future.slug[7:]} lantern", under=future
            )
            IdeaOutcome.objects.create(idea=self.public, outcome=secret)
        for word in ("pending", "hidden", "spam"):
            said = self.comment(word, Comment.State[word.upper()])
            Comment.objects.create(
                idea=self.public, author=cast.tom, parent=said, internal=True, body="zqsecretunder lantern"
            )
        self.comment("removed", Comment.State.REMOVED)
        edited = comments.post(self.public, by=self.writer, body="A lantern, edited.")
        CommentEdit.objects.create(comment=edited, body="zqsecretbefore lantern", by=self.writer)
        comments.post(self.public, by=cast.tom, body="@Cora lantern zqsecretnote", internal=True)
        inner = Tag.objects.create(
            slug="zqsecretinner", name="zqsecretinner lantern", by_team=True, internal=True
        )
        IdeaTag.objects.create(idea=self.public, tag=inner)
        ideas.set_status(self.hidden[3], self.planned, by=cast.tom, reason="zqsecretreason lantern")
        ideas.respond(self.hidden[3], "zqsecretanswer lantern", by=cast.tom)
        moderation.flag(self.public, by=cast.carla, reason="zqsecretflag lantern")
        moderation.decide(self.public, "approve", by=cast.tom, reason="zqsecretdecided lantern")
        inbox.act("tag", [self.hidden[3].pk], by=cast.tom, wish=inbox.Wish("zqsecretbulk lantern"))
        merges.merge(self.hidden[4], self.public, by=cast.tom)
        gone = make.idea("A lantern that left", on=self.board, by=cast.cora)
        merges.merge(
            gone, self.idea("target", on=self.staff_board), by=cast.tom, reason="zqsecretwhy lantern"
        )

    def addresses(self) -> Iterator[str]:
        """Every route that is read, with everything planted in its place, and with questions that could find it."""
        for name, path in routes():
            for filled in self._filled(name, path):
                yield filled
                yield from (f"{filled}?{query}" for query in self._asked(name))

    def _filled(self, name: str, path: str) -> Iterator[str]:
        path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", path).replace("^", "").replace("$", "")
        path = path.replace("\\", "")
        parts = [part.split(":")[-1] for part in re.findall(r"<([^>]+)>", path)]
        start = "team" if path.startswith("team/") else path.split("/")[0]
        for values in product(*(self._values(start, part) for part in parts)):
            filled = path
            for value in values:
                filled = re.sub(r"<[^>]+>", str(value), filled, count=1)
            yield f"/{filled}"

    def _values(self, start: str, part: str) -> list[Any]:
        if part in {"pk", "target", "user_id", "number", "file_id", "change", "job_id"} and start in MODELS:
            model = MODELS[start] if part in {"pk", "target"} else None
            return list(model.objects.values_list("pk", flat=True)) if model else [1]
        if part == "slug" and start == "boards":
            return list(Board.objects.values_list("slug", flat=True))
        if part == "slug" and start == "futures":
            return list(type(self.outcome.future).objects.values_list("slug", flat=True))
        if part == "slug" and start == "outcomes":
            return list(type(self.outcome).objects.values_list("slug", flat=True))
        return ["x"] if start == "ideas" or part not in {"pk", "number"} else [1]

    def _asked(self, name: str) -> list[str]:
        words = [f"{key}=lantern+zq" for key in ("q", "text", "title", "tag", "name", "query", "starting")]
        words += [f"{key}=find+a+lantern+in+the+dark" for key in ("q", "title", "text", "body")]
        if name in {"board", "board_json"}:
            slugs = [*Tag.objects.values_list("slug", flat=True)]
            words += [f"sort={sort}" for sort in ("fair", "newest", "supported", "trending", "needed")]
            words += [f"tag={slug}" for slug in slugs] + ["status=planned"]
            words += [f"outcome={slug}" for slug in type(self.outcome).objects.values_list("slug", flat=True)]
        asked = {"board", "board_json", "boards", "search", "search_json", "close_ideas", "comment_mentions",
                 "tag_suggestions", "home", "futures", "idea_new", "landscape"}  # fmt: skip
        return words if name in asked else []


MODELS: dict[str, Any] = {
    "ideas": Idea, "comments": Comment, "people": Person, "merges": Merge, "me": Notice, "team": None
}  # fmt: skip


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast)


def _secrets(answer: Any, address: str) -> list[str]:
    """Secrets in body or headers, without those that the reader wrote into the address themselves."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = body.decode("utf-8", "replace") + str(dict(answer.headers))
    own = set(SECRET.findall(address.lower()))
    return sorted({word.lower() for word in SECRET.findall(told)} - own)


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_no_address_tells_a_secret(world: World, client: Client, reader: str) -> None:
    world.plant()
    run_all()
    rank_board(world.board.pk)
    reindex()
    if reader != "anonymous":
        client.force_login(getattr(world.cast, reader))
    found = []
    for address in sorted(set(world.addresses())):
        answer = client.get(address)
        assert answer.status_code < 500, address
        found += [f"{address}: {word}" for word in _secrets(answer, address)]
    assert not found, "\n".join(found)


def test_nothing_hidden_is_counted(world: World, client: Client) -> None:
    """Before and after planting, an anonymous reader gets the same answers, to the letter."""
    reindex()
    spots = [
        "/", "/boards", "/boards/ideas-board", "/boards/ideas-board.json", "/boards/ideas-board/feed.atom",
        "/boards/ideas-board?text=lantern", "/boards/ideas-board.json?sort=needed", f"/outcomes/{world.outcome.slug}",
        "/search?q=lantern", "/search.json?q=lantern", "/ideas/close?q=find+a+lantern+please",
        "/tags/suggestions?tag=l",
        "/landscape", "/futures", f"/people/{world.cast.cora.pk}", f"/ideas/{world.public.pk}-a-lantern-for-everyone",
    ]  # fmt: skip

    def answers() -> dict[str, str]:
        return {spot: re.sub(r"\d+ \w+ ago", "", client.get(spot).content.decode()) for spot in spots}

    before = answers()
    plant_without_trace(world)
    reindex()
    after = answers()
    changed = [
        line
        for spot in spots
        for line in unified_diff(before[spot].split("\n"), after[spot].split("\n"), spot, spot, n=0)
    ]
    assert not changed, "\n".join(changed)


def plant_without_trace(world: World) -> None:
    """Only what leaves no trace at all for customers."""
    state = Idea.State
    staff = make.board("zqsecretstaffboard", audience="staff")
    for word, values in (("pending", {"state": state.PENDING}), ("hidden", {"state": state.HIDDEN}),
                         ("spam", {"state": state.SPAM}), ("staff", {"on": staff})):  # fmt: skip
        one = world.idea(word, **values)
        follow(world.cast.carla, f"idea:{one.pk}")
    for word in ("pending", "hidden", "spam"):
        world.comment(word, Comment.State[word.upper()])
    comments.post(world.public, by=world.cast.tom, body="zqsecretnote lantern", internal=True)
    inner = Tag.objects.create(
        slug="zqsecretinner", name="zqsecretinner lantern", by_team=True, internal=True
    )
    IdeaTag.objects.create(idea=world.public, tag=inner)
    make.outcome(
        "Minimise the time it takes to see a zqsecretfuture lantern",
        under=make.future("zqsecretfuture", audience="staff"),
    )


def test_neither_notices_nor_mails_tell_a_secret(world: World, client: Client) -> None:
    cast = world.cast
    state = Idea.State
    staff = world.idea("staff", on=make.board("zqsecretstaffboard", audience="staff"))
    pending, hidden = world.idea("pending", state=state.PENDING), world.idea("hidden", state=state.HIDDEN)
    for one in (staff, pending, hidden, world.public):
        for person in (cast.carla, cast.otto):
            follow(person, f"idea:{one.pk}")
            with_address(person)
    for one in (staff, pending, hidden):
        comments.post(one, by=cast.tom, body="@Carla zqsecretsaid lantern")
        ideas.set_status(one, world.planned, by=cast.tom, reason="zqsecretreason")
        ideas.respond(one, "zqsecretanswer", by=cast.tom)
    comments.post(world.public, by=cast.tom, body="@Carla @Otto zqsecretnote", internal=True)
    merges.merge(staff, world.public, by=cast.tom, reason="zqsecretwhy")
    soon_gone = comments.post(world.public, by=cast.cora, body="zqsecretspam lantern")
    moderation.decide(soon_gone, "spam", by=cast.tom)
    later_hidden = world.idea("later", on=world.board)
    follow(cast.carla, f"idea:{later_hidden.pk}")
    ideas.respond(later_hidden, "zqsecretlateranswer", by=cast.tom)
    run_all()
    moderation.decide(later_hidden, "hide", by=cast.tom)
    run_all(at=timezone.now() + timedelta(days=1))
    told = str([(one.subject, one.body, one.alternatives) for one in mail.outbox])
    assert SECRET.findall(told) == []
    for person in (cast.carla, cast.otto):
        client.force_login(person)
        for address in ("/me/notices", "/me/notices/choices", "/"):
            assert _secrets(client.get(address), address) == []


def with_address(person: Person) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
