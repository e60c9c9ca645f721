"""Ideas and comments about three things, on a public board and on one for named people."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from desireline.engines.embeddings import api as embeddings
from desireline.listen.boards.models import Board
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.people.audiences.models import Audience, AudienceMember
from tests import make
from tests.cast import Cast
from tests.engines.embeddings.standin import Standin

CARDS = [
    "lost card replacement",
    "replacement of a lost card",
    "lost my card need replacement",
    "card lost replacement slow",
]
INVOICE = [
    "invoice export spreadsheet",
    "export invoice to spreadsheet",
    "spreadsheet export of an invoice",
    "invoice spreadsheet export wanted",
]
SECRET = [
    "merger rumour announcement",
    "announcement of the merger rumour",
    "merger announcement rumour please",
    "rumour merger announcement date",
]


@dataclass
class Heard:
    cast: Cast
    board: Board
    hidden: Board
    cards: list[Idea]
    invoices: list[Idea]
    secret: list[Idea]
    comment: Comment


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch) -> Standin:
    engine = Standin()
    monkeypatch.setattr(embeddings, "embedder", lambda: engine)
    return engine


@pytest.fixture
def heard(cast: Cast, standin: Standin) -> Heard:
    """Tom may see all, Stella and Ada not what is said on the board for named people."""
    board = make.board()
    named = Audience.objects.create(kind="named", name="Inner circle")
    AudienceMember.objects.create(audience=named, person=cast.tom)
    hidden = Board.objects.create(slug="hidden", name="Hidden", audience=named)
    who = [cast.carla, cast.otto, cast.carla, cast.cora]
    cards = [make.idea(title, on=board, by=by) for title, by in zip(CARDS, who, strict=True)]
    invoices = [make.idea(title, on=board, by=by) for title, by in zip(INVOICE, who, strict=True)]
    secret = [make.idea(title, on=hidden, by=cast.otto) for title in SECRET]
    comment = Comment.objects.create(idea=cards[0], author=cast.otto, body="my lost card replacement please")
    Comment.objects.create(idea=cards[0], author=cast.tom, body="we replace a lost card replacement")
    Comment.objects.create(idea=cards[0], author=cast.otto, body="thank you")
    Comment.objects.create(idea=cards[0], author=cast.otto, body="lost card replacement note", internal=True)
    make.idea("zebra umbrella xylophone", on=board, by=cast.carla)
    return Heard(cast, board, hidden, cards, invoices, secret, comment)
