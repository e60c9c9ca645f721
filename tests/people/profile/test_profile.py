from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from markupsafe import Markup
from PIL import Image

from desireline.kit.errors import Refused
from desireline.kit.events import subscribe
from desireline.people.identity.api import own
from desireline.people.identity.events import PersonErased
from desireline.people.identity.models import Person
from desireline.people.notices.api import follow
from desireline.people.profile.api import PANELS, Panel, erase
from tests.cast import Cast
from tests.people.identity.test_ways_in import PASSWORD, with_password


def test_a_person_says_who_they_are(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    client.cookies["zone"] = "Europe/Berlin"
    assert "As this device says: Europe/Berlin" in client.get("/me").content.decode()
    data = {
        "name": "  Carla  Costa ",
        "about": "Coffee.",
        "language": "de",
        "time_zone": "Europe/Berlin",
        "theme": "dark",
    }
    assert client.post("/me", data).status_code == 302
    cast.carla.refresh_from_db()
    assert (cast.carla.name, cast.carla.time_zone, cast.carla.theme) == (
        "Carla Costa",
        "Europe/Berlin",
        "dark",
    )
    page = client.get("/me").content.decode()
    assert 'data-theme="dark"' in page
    assert 'lang="de"' in page


def test_what_is_wrong_is_said_and_nothing_else_can_be_changed(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    assert client.post("/me", {"name": " ", "time_zone": "Mars/Base", "role": "admin"}).status_code == 422
    client.post("/me", {"name": "Carla", "role": "admin", "is_active": "", "trust": "1"})
    cast.carla.refresh_from_db()
    assert cast.carla.role == "customer"


def test_the_export_holds_everything_of_oneself_and_nothing_of_others(client: Client, cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    follow(cast.carla, "idea:7")
    follow(cast.otto, "idea:8")
    client.force_login(cast.carla)
    answer = client.post("/me/export")
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert files["profile.json"][0]["email"] == "carla@example.org"
    assert files["accounts.json"][0]["account__name"] == "Harbour Cafe"
    assert [row["topic"] for row in files["followed.json"]] == ["idea:7"]
    assert "password" not in str(files)
    assert client.get("/me/export").status_code == 405


def test_erasure_takes_the_name_and_leaves_the_row(cast: Cast) -> None:
    gone: list[int] = []
    subscribe(PersonErased)(lambda event: gone.append(event.person))
    own(cast.carla, "carla@example.org")
    erase(cast.carla)
    found = Person.objects.get(pk=cast.carla.pk)
    assert (found.email, found.name, found.attributes, found.account, found.is_active) == (
        None,
        "",
        {},
        None,
        False,
    )
    assert found.erased
    assert gone == [cast.carla.pk]
    assert not EmailAddress.objects.exists()
    with pytest.raises(Refused, match="last administrator"):
        erase(cast.ada)


def test_leaving_asks_who_it_is_and_for_the_address(client: Client, cast: Cast) -> None:
    with_password(cast.carla)
    client.post("/sign-in", {"login": "carla@example.org", "password": PASSWORD})
    assert client.get("/me/leave")["Location"].startswith("/me/again")
    client.post("/me/again", {"password": PASSWORD})
    assert client.post("/me/leave", {"email": "otto@example.org"}).status_code == 422
    other = Client()
    other.force_login(Person.objects.get(pk=cast.carla.pk))
    assert client.post("/me/leave", {"email": "Carla@example.org"})["Location"] == "/me/left"
    assert client.get("/me/left").status_code == 200
    for reader in (client, other):
        assert reader.get("/me").status_code == 302
    assert not Person.objects.filter(email="carla@example.org").exists()


def test_a_profile_exists_for_those_who_can_see_something_of_it(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/people/{cast.carla.pk}"
    monkeypatch.setattr(PANELS, "_items", {})
    assert client.get(path).status_code == 404
    client.force_login(cast.otto)
    assert client.get(path).status_code == 404
    for person in (cast.carla, cast.tom):
        client.force_login(person)
        page = client.get(path).content.decode()
        assert "Carla" in page
        assert "carla@example.org" not in page
    drawn = Panel("ideas", "Ideas", lambda request, person: Markup("<p>One idea</p>"))
    monkeypatch.setattr(PANELS, "_items", {"ideas": drawn})
    client.logout()
    page = client.get(path).content.decode()
    assert "One idea" in page
    assert "Harbour" not in page
    erase(cast.carla)
    assert client.get(path).status_code == 404


def test_the_field_for_a_picture_is_a_button_that_says_what_it_does(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    page = client.get("/me").content.decode()
    assert re.search(r'<label class="picker">.*Add a picture.*<input type="file" name="picture"', page)
    assert re.search(r"when-plain[^>]*>Upload", page)


def test_a_picture_comes_is_shown_and_goes_with_the_person(client: Client, cast: Cast) -> None:
    data = io.BytesIO()
    Image.new("RGB", (90, 90), "teal").save(data, "PNG")
    client.force_login(cast.carla)
    client.post("/me/picture", {"picture": SimpleUploadedFile("me.png", data.getvalue())})
    address = client.get("/me").content.decode().split('<img src="')[1].split('"')[0]
    shown = client.get(address)
    assert shown.status_code == 200
    assert shown["Content-Type"].startswith("image/")
    shown.getvalue()
    bad = SimpleUploadedFile("me.svg", b"<svg onload=alert(1)>")
    assert "cannot be kept" in client.post("/me/picture", {"picture": bad}, follow=True).content.decode()
    erase(Person.objects.get(pk=cast.carla.pk))
    assert client.get(address).status_code == 404
