"""The inbox by theme shows what one may see."""

from __future__ import annotations

import pytest
from django.test import Client

from desireline.listen.inbox import listing
from desireline.people.identity.api import Person
from desireline.understand.themes import api, inbox
from tests.understand.themes.conftest import Heard
from tests.understand.themes.test_pages import page, theme_with

pytestmark = pytest.mark.django_db


def ideas(person: Person, theme: object) -> set[str]:
    found = listing.rows(listing.Wanted(view="all", more={"theme": str(theme)}), person)
    return set(found.values_list("title", flat=True))


def test_ideas_of_a_theme(client: Client, heard: Heard) -> None:
    api.renew()
    theme = theme_with("lost card")
    shown = page(client, "inbox", person=heard.cast.tom, theme=str(theme.pk), view="all")
    assert f'<option value="{theme.pk}" selected>' in shown
    assert heard.cards[0].title in shown
    assert heard.invoices[0].title not in shown
    assert ideas(heard.cast.tom, theme.pk) == {idea.title for idea in heard.cards}
    assert ideas(heard.cast.tom, theme.parent_id) >= {idea.title for idea in heard.cards}


def test_hidden_themes_are_no_choice_and_narrow_to_nothing(heard: Heard) -> None:
    api.renew()
    secret = theme_with("merger")
    assert str(secret.pk) in dict(inbox.choices(heard.cast.tom))
    assert str(secret.pk) not in dict(inbox.choices(heard.cast.stella))
    assert len(ideas(heard.cast.tom, secret.pk)) == len(heard.secret)
    assert ideas(heard.cast.stella, secret.pk) == set()


@pytest.mark.parametrize("value", ["x", "0", "99999999", "9" * 40, "-1"])
def test_what_means_nothing_narrows_to_nothing(heard: Heard, value: str) -> None:
    assert ideas(heard.cast.tom, value) == set()


def test_without_themes_there_is_no_select(client: Client, heard: Heard) -> None:
    assert 'name="theme"' not in page(client, "inbox", person=heard.cast.tom, view="all")
