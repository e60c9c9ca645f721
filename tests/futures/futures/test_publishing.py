from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from desireline.futures.futures import api
from desireline.futures.futures.models import Future
from desireline.kit.errors import Refused
from desireline.people.audiences.api import basic
from tests import make
from tests.cast import Cast


def test_changes_wait_in_a_draft_until_they_are_published(cast: Cast) -> None:
    future = api.create(by=cast.stella, audience=basic("public"), title="Calm", desired_state="At ease.")
    api.publish(future, by=cast.stella)
    api.save(future, by=cast.stella, desired_state="Quite at ease.")
    future.refresh_from_db()
    assert future.desired_state == "At ease."
    assert api.draft_of(future)["desired_state"] == "Quite at ease."
    api.publish(future, by=cast.stella, note="Warmer")
    future.refresh_from_db()
    assert future.desired_state == "Quite at ease."
    assert list(future.versions.order_by("number").values_list("number", "note")) == [(1, ""), (2, "Warmer")]


def test_a_future_without_a_desired_state_is_not_published(cast: Cast) -> None:
    future = api.create(by=cast.stella, audience=basic("public"), title="Empty")
    with pytest.raises(Refused) as refused:
        api.publish(future, by=cast.stella)
    assert refused.value.field == "desired_state"


def test_customers_may_not_write_futures(cast: Cast) -> None:
    with pytest.raises(Refused):
        api.create(by=cast.carla, audience=basic("public"), title="Mine")


def test_unpublished_futures_do_not_exist_for_readers(client: Client, cast: Cast) -> None:
    future = make.future(published=None)
    address = reverse("future", kwargs={"slug": future.slug})
    assert client.get(address).status_code == 404
    client.force_login(cast.stella)
    assert client.get(address).status_code == 200


def test_a_future_for_staff_is_a_404_for_customers(client: Client, cast: Cast) -> None:
    future = make.future(audience="staff")
    outcome = make.outcome(under=future)
    client.force_login(cast.carla)
    for route, slug in (("future", future.slug), ("outcome", outcome.slug), ("future_history", future.slug)):
        assert client.get(reverse(route, kwargs={"slug": slug})).status_code == 404
    assert future.title not in client.get(reverse("futures")).content.decode()


def test_the_form_publishes_and_shows_the_future(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    data = {
        "title": "Calm money",
        "group": "customers",
        "audience": basic("public").pk,
        "desired_state": "You know what is **yours**.",
        "publish": "1",
    }
    answer = client.post(reverse("future_new"), data, follow=True)
    assert answer.status_code == 200
    assert "Calm money" in answer.content.decode()
    assert Future.objects.get().versions.count() == 1


def test_archiving_can_be_undone(client: Client, cast: Cast) -> None:
    future = make.future()
    client.force_login(cast.stella)
    address = reverse("future_archive", kwargs={"slug": future.slug})
    client.post(address)
    assert not list(api.shown(None))
    client.post(address + "?undo=1")
    assert list(api.shown(None)) == [future]


def test_the_list_takes_few_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: object
) -> None:
    for _ in range(5):
        make.outcome(under=make.future())
    client.get(reverse("futures"))
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get(reverse("futures"))


def test_a_future_gets_a_picture(cast: Cast, client: Client) -> None:
    drawn = BytesIO()
    Image.new("RGB", (8, 4), "teal").save(drawn, "PNG")
    client.force_login(cast.stella)
    sent = {
        "title": "No more queues",
        "group": "customers",
        "audience": basic("public").pk,
        "picture": SimpleUploadedFile("wide.png", drawn.getvalue(), "image/png"),
    }
    assert client.post("/futures/new", sent).status_code == 302
    assert Future.objects.get(title="No more queues").picture_id
    sent |= {"title": "No picture", "picture": SimpleUploadedFile("wide.png", b"<svg/>", "image/png")}
    assert client.post("/futures/new", sent).status_code == 422
