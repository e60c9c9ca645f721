"""The pages of themes show each person only what that person may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desireline.futures.outcomes.models import DesiredOutcome
from desireline.kit.jobs.models import Job
from desireline.listen.ideas.models import Idea
from desireline.understand.themes import api
from desireline.understand.themes.models import Level, Saying, Theme
from desireline.understand.themes.reading import SIZE
from tests import make
from tests.cast import Cast
from tests.understand.themes.conftest import Heard


def theme_with(text: str) -> Theme:
    found = Saying.objects.filter(idea__title__contains=text, comment=None, middle__isnull=False).first()
    assert found is not None
    assert found.middle is not None
    return found.middle


def page(client: Client, name: str, *args: object, person: object, **query: str) -> str:
    client.force_login(person)  # type: ignore[arg-type]
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_people_and_accounts_are_counted_not_texts(heard: Heard) -> None:
    api.renew()
    found = api.overview(heard.cast.tom, Level.MIDDLE)
    row = next(row for row in found.page.rows if row.theme == theme_with("lost card"))
    assert (row.heard.texts, len(row.heard.people), len(row.heard.accounts)) == (5, 3, 2)
    assert row.heard.lately == 5
    assert sum(row.heard.along) == 5


def test_a_theme_of_hidden_texts_does_not_exist_for_others(client: Client, heard: Heard) -> None:
    api.renew()
    secret = theme_with("merger")
    assert len(api.overview(heard.cast.tom, Level.MIDDLE).page.rows) == 3
    found = api.overview(heard.cast.stella, Level.MIDDLE)
    assert len(found.page.rows) == 2
    assert (found.texts, found.alone) == (10, 1)
    client.force_login(heard.cast.stella)
    assert client.get(reverse("theme", args=[secret.pk])).status_code == 404
    assert client.post(reverse("theme_rename", args=[secret.pk]), {"name": "x"}).status_code == 404
    assert "merger" in page(client, "theme", secret.pk, person=heard.cast.tom)


def test_counts_and_quotes_leave_out_what_one_may_not_see(client: Client, heard: Heard) -> None:
    mixed = make.idea("secret lost card replacement", on=heard.hidden, by=heard.cast.ada)
    api.renew()
    theme = theme_with("lost card")
    assert Saying.objects.get(idea=mixed).middle == theme
    assert "secret lost card" in page(client, "theme", theme.pk, person=heard.cast.tom)
    shown = page(client, "theme", theme.pk, person=heard.cast.stella)
    assert "secret" not in shown
    assert "my lost card replacement please" in shown
    rows = {row.theme.pk: row.heard.texts for row in api.overview(heard.cast.stella, Level.MIDDLE).page.rows}
    assert rows[theme.pk] == 5


def test_what_is_hidden_since_is_neither_counted_nor_quoted(client: Client, heard: Heard) -> None:
    api.renew()
    theme = theme_with("invoice")
    Idea.objects.filter(pk=heard.invoices[0].pk).update(state=Idea.State.HIDDEN)
    assert heard.invoices[0].title not in page(client, "theme", theme.pk, person=heard.cast.tom)
    found = api.overview(heard.cast.tom, Level.MIDDLE)
    assert next(row for row in found.page.rows if row.theme == theme).heard.texts == 3


@pytest.mark.parametrize("who", ["carla", "cora"])
def test_customers_see_no_themes(client: Client, heard: Heard, who: str) -> None:
    api.renew()
    client.force_login(getattr(heard.cast, who))
    assert client.get(reverse("themes")).status_code == 404
    assert client.get(reverse("theme", args=[theme_with("invoice").pk])).status_code == 404


def test_words_of_people_are_escaped(client: Client, heard: Heard) -> None:
    make.idea("export invoice spreadsheet <b>now</b>", on=heard.board, by=heard.cast.carla)
    api.renew()
    shown = page(client, "theme", theme_with("invoice").pk, person=heard.cast.tom)
    assert "&lt;b&gt;now" in shown
    assert "<b>now" not in shown


def test_zoom_search_and_order_live_in_the_address(client: Client, heard: Heard) -> None:
    api.renew()
    shown = page(client, "themes", person=heard.cast.tom, zoom="wide", q="INVOICE", sort="name")
    assert "spreadsheet" in shown.lower()
    assert "lost" not in shown.split("<tbody>")[1].lower()
    assert "No theme has these words" in page(client, "themes", person=heard.cast.tom, q="zzz")
    assert "spreadsheet" in page(client, "themes", person=heard.cast.tom, sort="no", zoom="no").lower()


def test_what_is_in_no_theme_is_shown_by_itself(client: Client, heard: Heard) -> None:
    api.renew()
    assert "zebra umbrella" in page(client, "themes_alone", person=heard.cast.tom)


def test_growing_themes_come_first_when_asked_for(heard: Heard) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    Idea.objects.filter(pk__in=[idea.pk for idea in heard.cards]).update(created=long_ago)
    api.renew()
    rows = api.overview(heard.cast.stella, Level.MIDDLE, sort="growing").page.rows
    assert rows[0].theme == theme_with("invoice")
    assert rows[0].heard.growth == 4


def test_a_long_list_is_paged_by_key(cast: Cast) -> None:
    for n in range(SIZE + 5):
        theme = Theme.objects.create(level=2, name=f"Theme {n:03}", model="letters", centre=b"")
        idea = make.idea(by=cast.carla)
        Saying.objects.create(idea=idea, at=idea.created, digest=b"x", middle=theme)
    for sort in ("people", "growing", "new", "name"):
        first = api.overview(cast.tom, Level.MIDDLE, sort=sort)
        assert first.page.next is not None
        second = api.overview(cast.tom, Level.MIDDLE, sort=sort, cursor=first.page.next)
        seen = [row.theme.pk for row in (*first.page.rows, *second.page.rows)]
        assert len(seen) == len(set(seen)) == SIZE + 5
        assert second.page.next is None


def test_a_renamed_theme_is_undone_by_its_button(client: Client, heard: Heard) -> None:
    api.renew()
    theme = theme_with("invoice")
    client.force_login(heard.cast.tom)
    shown = client.post(
        reverse("theme_rename", args=[theme.pk]), {"name": " Invoice  files "}, follow=True
    ).content
    assert b'<h1 dir="auto">Invoice files</h1>' in shown
    change = theme.names.get()
    client.post(reverse("theme_unname", args=[change.pk]))
    theme.refresh_from_db()
    assert theme.own_name == ""
    assert client.post(reverse("theme_unname", args=[change.pk])).status_code == 404


def test_an_outcome_is_linked_shown_there_and_unlinked(client: Client, heard: Heard) -> None:
    api.renew()
    theme, outcome = theme_with("invoice"), make.outcome()
    client.force_login(heard.cast.tom)
    client.post(reverse("theme_link", args=[theme.pk]), {"outcome": outcome.pk})
    client.post(reverse("theme_link", args=[theme.pk]), {"outcome": outcome.pk})
    assert theme.outcome_links.count() == 1
    assert theme.name in client.get(reverse("outcome", args=[outcome.slug])).content.decode()
    client.force_login(heard.cast.carla)
    assert theme.name not in client.get(reverse("outcome", args=[outcome.slug])).content.decode()
    client.force_login(heard.cast.tom)
    client.post(reverse("theme_link", args=[theme.pk]), {"outcome": outcome.pk, "off": "1"})
    assert theme.outcome_links.count() == 0


def test_a_theme_becomes_an_outcome(client: Client, heard: Heard) -> None:
    api.renew()
    theme, future = theme_with("invoice"), make.future()
    client.force_login(heard.cast.stella)
    form = {"future": future.slug, "statement": "Minimise the time it takes to export invoices"}
    assert client.post(reverse("theme_outcome", args=[theme.pk]), form).status_code == 302
    outcome = DesiredOutcome.objects.get(future=future)
    assert theme.outcome_links.get().outcome == outcome
    form["statement"] = "Invoices"
    shown = client.post(reverse("theme_outcome", args=[theme.pk]), form, follow=True).content.decode()
    assert "Begin with a direction and a measure" in shown
    assert DesiredOutcome.objects.filter(future=future).count() == 1


def test_a_renewal_is_asked_for_and_its_progress_shown(client: Client, heard: Heard) -> None:
    client.force_login(heard.cast.tom)
    for _ in range(2):
        assert client.post(reverse("themes_renew")).status_code == 302
    assert Job.objects.filter(kind="themes.renew", finished__isnull=True).count() == 1
    assert "Finding the themes anew" in page(client, "themes", person=heard.cast.tom)
    Job.objects.update(finished=timezone.now())
    client.force_login(heard.cast.tom)
    response = client.get(reverse("themes_state"), {"was": "running"})
    assert response["HX-Refresh"] == "true"


def test_the_pages_take_few_queries_however_much_is_said(
    client: Client, heard: Heard, django_assert_max_num_queries: object
) -> None:
    for n in range(40):
        make.idea(f"lost card replacement {n}", on=heard.board, by=make.person())
    api.renew()
    client.force_login(heard.cast.tom)
    theme = theme_with("lost card")
    for name, args, most in (("themes", [], 14), ("theme", [theme.pk], 20), ("themes_alone", [], 10)):
        client.get(reverse(name, args=args))
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(reverse(name, args=args))
