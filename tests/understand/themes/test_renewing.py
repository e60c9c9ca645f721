"""Themes are found, named, kept across renewals, and joined by what comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from desireline.engines.embeddings import api as embeddings
from desireline.kit.jobs.api import Progress
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.understand.themes import api, tasks
from desireline.understand.themes.models import Level, Saying, Theme, ThemeRun, ThemeTurn
from desireline.understand.themes.turn import Taken
from tests import make
from tests.engines.embeddings.standin import Standin
from tests.understand.themes.conftest import Heard


def theme_of(idea: Idea, level: Level = Level.MIDDLE) -> Theme | None:
    found: Theme | None = getattr(Saying.objects.get(idea=idea, comment=None), level.column)
    return found


def test_what_says_the_same_comes_together_at_every_level(heard: Heard) -> None:
    run = api.renew()
    assert (run.texts, run.model) == (14, "standin")
    for level in Level:
        cards = {theme_of(idea, level) for idea in heard.cards}
        assert len(cards) == 1
        assert None not in cards
        assert cards != {theme_of(idea, level) for idea in heard.invoices}
    assert Saying.objects.get(comment=heard.comment).middle == theme_of(heard.cards[0])


def test_words_of_the_team_notes_and_thanks_are_no_texts(heard: Heard) -> None:
    api.renew()
    assert list(Saying.objects.filter(comment__isnull=False).values_list("comment", flat=True)) == [
        heard.comment.pk
    ]


def test_what_nobody_else_says_is_in_no_theme(heard: Heard) -> None:
    api.renew()
    assert theme_of(Idea.objects.get(title__startswith="zebra")) is None


def test_a_theme_is_named_by_what_sets_it_apart(heard: Heard) -> None:
    api.renew()
    theme = theme_of(heard.invoices[0])
    assert theme is not None
    words = set(" ".join(theme.words).split())
    assert {"invoice", "spreadsheet", "export"} <= words
    assert "card" not in words
    assert theme.name[0].isupper()


def test_words_of_boards_for_named_people_name_no_theme(heard: Heard) -> None:
    api.renew()
    theme = theme_of(heard.secret[0])
    assert theme is not None
    assert (theme.words, theme.name) == ([], "")
    for other in Theme.objects.all():
        assert "merger" not in " ".join([other.name, *other.words]).lower()


def test_a_theme_stays_itself_with_its_name_and_links(heard: Heard) -> None:
    api.renew()
    theme = theme_of(heard.cards[0])
    assert theme is not None
    api.rename(theme, "Lost cards", by=heard.cast.tom)
    api.link(theme, make.outcome(), by=heard.cast.tom)
    for n in range(2):
        make.idea(f"lost card replacement number {n}", on=heard.board, by=heard.cast.cora)
    heard.cards[3].delete()
    api.renew()
    again = theme_of(heard.cards[0])
    assert again == theme
    assert again is not None
    assert again.shown_name == "Lost cards"
    assert again.outcome_links.count() == 1
    assert Saying.objects.filter(middle=theme).count() == 6


def test_a_theme_whose_texts_are_gone_goes(heard: Heard) -> None:
    api.renew()
    theme = theme_of(heard.invoices[0])
    assert theme is not None
    Idea.objects.filter(pk__in=[idea.pk for idea in heard.invoices]).update(state=Idea.State.HIDDEN)
    api.renew()
    theme.refresh_from_db()
    assert theme.gone is not None
    assert not Saying.objects.filter(idea__in=heard.invoices).exists()


def test_the_same_texts_give_the_same_themes(heard: Heard) -> None:
    api.renew()
    before = list(Saying.objects.order_by("pk").values_list("idea", "comment", "wide", "middle", "narrow"))
    names = list(Theme.objects.order_by("pk").values_list("pk", "name"))
    api.renew()
    assert (
        list(Saying.objects.order_by("pk").values_list("idea", "comment", "wide", "middle", "narrow"))
        == before
    )
    assert list(Theme.objects.order_by("pk").values_list("pk", "name")) == names


def test_each_narrower_theme_lies_in_a_wider_one(heard: Heard) -> None:
    api.renew()
    narrow = theme_of(heard.cards[0], Level.NARROW)
    assert narrow is not None
    assert narrow.parent == theme_of(heard.cards[0], Level.MIDDLE)


def test_what_comes_in_joins_the_nearest_theme(heard: Heard) -> None:
    api.renew()
    like = make.idea("need replacement of my lost card", on=heard.board, by=heard.cast.cora)
    unlike = make.idea("bicycle parking near station", on=heard.board)
    said = Comment.objects.create(idea=unlike, author=heard.cast.carla, body="export invoice spreadsheet")
    short = Comment.objects.create(idea=unlike, author=heard.cast.carla, body="me too")
    assert api.arrive() == 5  # with the short comment of the start
    assert theme_of(like) == theme_of(heard.cards[0])
    assert theme_of(unlike) is None
    assert Saying.objects.get(comment=said).middle == theme_of(heard.invoices[0])
    assert Saying.objects.get(comment=short).middle is None
    assert api.arrive() == 0


def test_nothing_arrives_before_the_first_renewal(heard: Heard) -> None:
    assert api.arrive() == 0
    assert not Saying.objects.exists()


def test_nothing_is_embedded_twice_and_the_model_is_given_back(heard: Heard, standin: Standin) -> None:
    api.renew()
    asked = len(standin.asked)
    api.renew()
    assert len(standin.asked) == asked
    assert standin.released == 2


def test_without_a_model_words_and_letters_find_themes(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "embedder", lambda: None)
    assert api.renew().model == "letters"
    assert len({theme_of(idea) for idea in heard.cards}) == 1
    assert theme_of(heard.cards[0]) != theme_of(heard.invoices[0])


def test_an_empty_instance_has_no_themes(cast: object, standin: Standin) -> None:
    assert api.renew().texts == 0
    assert ThemeRun.objects.count() == 1


def test_progress_is_told_to_the_end(heard: Heard) -> None:
    told: list[tuple[int, int | None]] = []
    api.renew(tell=lambda done, all_, note: told.append((done, all_)))
    assert told[0] == (0, 14)
    assert told[-1] == (14, 14)


def test_one_renewal_at_a_time(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second one that begins while the first is at work leaves everything to it."""
    tried: list[str] = []

    def again(*told: object) -> None:
        if not tried:
            tried.append("")
            with pytest.raises(Taken):
                api.renew()
            tasks.renew({}, Progress())

    api.renew(tell=again)
    assert tried
    assert ThemeRun.objects.count() == 1
    assert len(Saying.objects.values_list("idea", "comment").distinct()) == Saying.objects.count()
    api.renew()
    assert ThemeRun.objects.count() == 2


def test_the_turn_of_one_that_was_killed_goes_to_the_next(heard: Heard) -> None:
    ThemeTurn.objects.create(holder="dead", until=timezone.now() + timedelta(minutes=1))
    with pytest.raises(Taken):
        api.renew()
    ThemeTurn.objects.update(until=timezone.now() - timedelta(minutes=1))
    api.renew()

    def taken(*told: object) -> None:
        ThemeTurn.objects.update(holder="another", until=timezone.now() + timedelta(minutes=1))

    with pytest.raises(
        Taken
    ):  # silent for too long: another one is at work, and this one stops before it writes
        api.renew(tell=taken)
    assert ThemeRun.objects.count() == 1
    assert ThemeTurn.objects.get().holder == "another"
