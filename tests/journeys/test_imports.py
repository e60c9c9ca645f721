"""Moving in: a file of an earlier tool is looked at, brought in, used, and undone; what people added is told and stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.reach.imports import archives

COUNT = """
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.models import Vote
from desireline.people.identity.models import Person
answer = [Idea.objects.count(), Vote.objects.count(), Person.objects.count()]
"""


def _wishes(path: Path) -> Path:
    path.write_text(
        "Titel;Beschreibung;Stimmen;Stand\nMünzen mittags zählen;Weil;7;Geplant\nKarte sperren;;3;Neu\n"
    )
    return path


def _sheet(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    rows = (("Title", "Text", "Votes"), ("Sheets of coins", "Because", 4), ("A second row", "Why not", 2))
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


FILES: dict[str, tuple[Callable[[Path], Path], int]] = {
    "fider.zip": (lambda path: archives.fider_zip(path, ideas=6, votes=20, comments=5), 6),
    "uservoice.csv": (lambda path: archives.uservoice_csv(path, ideas=5, votes=20), 5),
    "canny.json": (lambda path: archives.canny_json(path, ideas=6, votes=20, comments=5), 6),
    "wünsche.csv": (_wishes, 2),
    "wishes.xlsx": (_sheet, 2),
}


def state(page: Page, word: str) -> None:
    expect(page.locator("#batch .split > .cluster > *").first).to_have_text(re.compile(word), timeout=60_000)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_looked_at_brought_in_and_undone(visit: Visit, tmp_path: Path, name: str) -> None:
    visitor = visit("mirjam")
    before = visitor.site.script(COUNT)
    make, ideas = FILES[name]
    page = visitor.go("/team/imports")
    page.locator("input[type=file]").set_input_files(make(tmp_path / name))
    page.get_by_role("button", name="Look at it first").click()
    state(page, "Ready")
    row = page.get_by_role("row", name=re.compile("^Ideas"))
    expect(row).to_contain_text(str(ideas))
    assert visitor.site.script(COUNT) == before, "a dry run writes nothing"
    if name.startswith("w"):
        expect(page.get_by_text("Each line is")).to_be_visible()
        page.get_by_role("button", name="Take over and look again").click()
        state(page, "Ready")
    page.get_by_role("button", name="Bring it in").click()
    state(page, "Done")
    assert visitor.site.script(COUNT)[0] == before[0] + ideas
    page.get_by_role("link", name="Undo the import").click()
    expect(page.get_by_text("Nobody here used these ideas yet")).to_be_visible()
    page.get_by_role("button", name="Undo the import").click()
    state(page, "Undone")
    assert visitor.site.script(COUNT) == before


def test_what_a_customer_added_is_told_and_stays(visit: Visit, tmp_path: Path) -> None:
    page = visit("mirjam").go("/team/imports")
    page.locator("input[type=file]").set_input_files(_wishes(tmp_path / "kept.csv"))
    page.get_by_role("button", name="Look at it first").click()
    state(page, "Ready")
    page.get_by_role("button", name="Bring it in").click()
    state(page, "Done")
    customer = visit("amara")
    number = customer.site.script(
        "from desireline.listen.ideas.models import Idea\n"
        "answer = Idea.objects.filter(title='Münzen mittags zählen').latest('pk').pk"
    )
    theirs = customer.go(f"/ideas/{number}")
    theirs.locator("button[name=want]:visible").first.click()
    expect(theirs.locator("button[name=want][aria-pressed=true]:visible").first).to_be_visible()
    page.get_by_role("link", name="Undo the import").click()
    stays = page.get_by_role("region", name=re.compile("1 idea was used here since"))
    expect(stays.get_by_role("link", name="Münzen mittags zählen")).to_be_visible()
    page.get_by_role("button", name="Undo, and keep these ideas").click()
    state(page, "Undone")
    theirs.reload()
    expect(theirs.get_by_role("heading", name="Münzen mittags zählen")).to_be_visible()


def test_a_file_that_cannot_be_read_says_what_to_do(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("mirjam")
    visitor.watch.allowed.append("422")
    page = visitor.go("/team/imports")
    whole = archives.fider_zip(tmp_path / "whole.zip").read_bytes()
    for name, content in {
        "cut.zip": whole[: len(whole) // 2],
        "empty.csv": b"",
        "picture.csv": bytes(range(256)) * 40,
    }.items():
        (tmp_path / name).write_bytes(content)
        page.locator("input[type=file]").set_input_files(tmp_path / name)
        page.get_by_role("button", name="Look at it first").click()
        said = page.get_by_role("alert").first
        expect(said).to_be_visible(timeout=60_000)  # another long job may run first
        assert len(said.inner_text()) > 40, (name, said.inner_text())
