from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from desireline.codevelop.projects.models import Project
from desireline.codevelop.work import api as work
from desireline.codevelop.work.models import Answer, Artefact, Assumption, Change, Question
from tests import make
from tests.cast import Cast

PAGE = "https://proto.example.com/try?x=1"
FILM = "https://youtu.be/dQw4w9WgXcQ"


@pytest.fixture
def project(cast: Cast) -> Project:
    return make.project("Cards that freeze", by=cast.tom, shown=True)


def at(route: str, project: Project, *args: object) -> str:
    return reverse(route, args=[project.slug, *args])


def main(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    text: str = answer.content.decode()
    return text.partition("<main")[2].partition("</main")[0]


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile("sketch.png", out.getvalue(), "image/png")


def artefact(cast: Cast, project: Project, **values: Any) -> Artefact:
    given = {"kind": "link", "title": "First sketch", "url": "https://example.org/"} | values
    return work.add_artefact(project, by=cast.tom, **given)


def test_the_showcase_has_only_what_is_meant_for_it(cast: Cast, client: Client, project: Project) -> None:
    for shown in (False, True):
        word = "open" if shown else "closed"
        artefact(cast, project, title=f"Sketch {word}", in_showcase=shown)
        work.ask(project, by=cast.tom, text=f"Question {word}?", in_showcase=shown)
        work.note_change(project, by=cast.tom, said=f"Said {word}", changed="Done", in_showcase=shown)
    work.assume(project, by=cast.tom, text="Assumed in private")
    for who, sees in ((None, False), (cast.carla, False), (cast.tom, True)):
        if who:
            client.force_login(who)
        for route in ("project", "project_work"):
            page = main(client.get(at(route, project)))
            for word in ("Sketch open", "Question open?", "Said open"):
                assert word in page
            for word in ("Sketch closed", "Question closed?", "Said closed", "Assumed in private"):
                assert (word in page) == sees


def test_a_picture_is_uploaded_and_read_by_who_may_see_it(
    cast: Cast, client: Client, project: Project
) -> None:
    client.force_login(cast.tom)
    sent = {"kind": "picture", "title": "Sketch", "upload": picture()}
    assert client.post(at("artefact_new", project), sent).status_code == 302
    made = Artefact.objects.get()
    assert client.get(at("artefact_file", project, made.pk))["Content-Type"] == "image/png"
    client.force_login(cast.carla)
    assert client.get(at("artefact_file", project, made.pk)).status_code == 404
    Artefact.objects.update(in_showcase=True)
    assert client.get(at("artefact_file", project, made.pk)).status_code == 200
    Project.objects.update(confidential=True)
    assert client.get(at("artefact_file", project, made.pk)).status_code == 404


def test_what_is_no_picture_is_refused_in_its_field(cast: Cast, client: Client, project: Project) -> None:
    client.force_login(cast.tom)
    text = SimpleUploadedFile("notes.txt", b"not a picture")
    page = main(
        client.post(at("artefact_new", project), {"kind": "picture", "title": "A", "upload": text}), 422
    )
    assert "cannot be kept" in page
    page = main(
        client.post(at("artefact_new", project), {"kind": "link", "title": "A", "url": "javascript:x"}), 422
    )
    assert "valid URL" in page


def test_nothing_is_asked_of_others_before_a_click(cast: Cast, client: Client, project: Project) -> None:
    film = artefact(cast, project, kind="film", url=FILM, in_showcase=True)
    page = artefact(cast, project, kind="page", url=PAGE, in_showcase=True)
    for one in (film, page):
        assert "<iframe" not in main(client.get(at("artefact", project, one.pk)))
    opened = client.get(at("artefact", project, film.pk) + "?open=1")
    assert "youtube-nocookie.com" in main(opened)


def test_an_embedded_page_is_shut_in_with_a_policy_for_just_its_address(
    cast: Cast, client: Client, project: Project
) -> None:
    page = artefact(cast, project, kind="page", url=PAGE, in_showcase=True)
    opened = client.get(at("artefact", project, page.pk) + "?open=1")
    assert 'sandbox="allow-scripts allow-forms"' in main(opened)
    policy = opened["Content-Security-Policy"].split("; ")
    assert [part for part in policy if part.startswith("frame-src")] == [
        "frame-src https://proto.example.com/try"
    ]
    assert "object-src 'none'" in policy
    closed = client.get(at("artefact", project, page.pk))
    assert "proto.example.com" not in closed["Content-Security-Policy"]


def test_an_answer_is_for_the_team_alone(cast: Cast, client: Client, project: Project) -> None:
    question = work.ask(project, by=cast.tom, text="When did you lose it?", in_showcase=True)
    here = at("project_question", project, question.pk)
    assert "Sign in to answer" in main(client.get(here))
    client.force_login(cast.carla)
    assert client.post(at("question_answer", project, question.pk), {"text": "In May"}).status_code == 302
    assert "In May" in main(client.get(here))
    client.force_login(cast.otto)
    assert "In May" not in main(client.get(here))
    client.force_login(cast.tom)
    assert "In May" in main(client.get(here))
    client.force_login(cast.carla)
    client.post(at("question_unanswer", project, question.pk))
    assert not Answer.objects.exists()


def test_an_empty_answer_is_refused_beside_its_field(cast: Cast, client: Client, project: Project) -> None:
    question = work.ask(project, by=cast.tom, text="When?", in_showcase=True)
    client.force_login(cast.carla)
    page = main(client.post(at("question_answer", project, question.pk), {"text": " "}), 422)
    assert "Write your answer." in page


def test_the_forms_of_the_team(cast: Cast, client: Client, project: Project) -> None:
    client.force_login(cast.tom)
    client.post(at("assumption_new", project), {"text": "They freeze it", "test": "Ask ten", "risk": "5"})
    one = Assumption.objects.get()
    client.post(at("assumption_edit", project, one.pk), {"text": "They freeze it", "risk": "4"})
    client.post(at("assumption_result", project, one.pk), {"holds": "no", "result": "Seven called."})
    one.refresh_from_db()
    assert (one.risk, one.state) == (4, "fails")
    assert "Seven called." in main(client.get(at("assumption_result", project, one.pk)))
    client.post(at("assumption_reopen", project, one.pk))
    client.post(at("question_new", project), {"text": "When?", "in_showcase": "on"})
    asked = Question.objects.get()
    assert "selected" in main(client.get(f"{at('change_new', project)}?question={asked.pk}"))
    client.post(at("change_new", project), {"said": "A", "changed": "B", "question": asked.pk})
    change = Change.objects.get()
    assert (change.question, change.in_showcase) == (asked, False)
    client.post(at("change_edit", project, change.pk), {"said": "A", "changed": "C", "in_showcase": "on"})
    change.refresh_from_db()
    assert (change.changed, change.question) == ("C", None)
    made = artefact(cast, project)
    client.post(at("artefact_edit", project, made.pk), {"title": "Sketch 2", "url": "https://example.org/2"})
    made.refresh_from_db()
    assert made.title == "Sketch 2"


def test_the_page_asks_the_database_as_often_for_much_work(
    cast: Cast, client: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        artefact(cast, project, title=f"Sketch {n}")
        question = work.ask(project, by=cast.tom, text=f"Question {n}?")
        work.note_change(project, by=cast.tom, said="A", changed=f"Change {n}", question=question.pk)
        work.assume(project, by=cast.tom, text=f"Assumption {n}")
    client.force_login(cast.tom)
    client.get(at("project_work", project))
    with django_assert_max_num_queries(14):
        client.get(at("project_work", project))
