"""Brings what a project made and learnt in a stage: artefacts, assumptions, questions with answers, changes."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw

from desireline.codevelop.models import Answer, Artefact, Assumption, Change, Question
from desireline.engines.files.api import StoredFile, save_bytes
from desireline.people.models import Person

if TYPE_CHECKING:
    from desireline.site.demo.fill_gates import At

TONES = ("#2f6f73", "#7a4e8a", "#a4622b", "#3c5fa8", "#54772f")


def work(at: At, customers: Sequence[Person], draw: random.Random) -> None:
    """What there is of a stage; a project that has just come to it has half of it."""
    fresh = at.visit.left is None and draw.random() < 0.5
    shown = at.project.shown is not None
    for kind, title, text in at.told["artefacts"]:
        _artefact(at, kind, (title, text), shown=shown and draw.random() < 0.7, draw=draw)
    for told in at.told["assumptions"]:
        _assumption(at, told, fresh, draw)
    asked = [_question(at, told, customers, draw) for told in at.told["questions"]]
    if fresh:
        return
    for said, changed in at.told["changes"]:
        _add(
            at,
            Change,
            draw,
            said=said,
            changed=changed,
            question=asked[0] if asked else None,
            in_showcase=shown,
        )


def _when(at: At, draw: random.Random) -> datetime:
    return at.visit.entered + (at.until - at.visit.entered) * draw.uniform(0.1, 0.9)


def _add(at: At, model: Any, draw: random.Random, **values: Any) -> Any:
    by = at.project.owner or at.steward
    given = {"project": at.project, "stage": at.visit.stage, "by": by, "at": _when(at, draw)} | values
    return model.objects.create(**given)


def _artefact(at: At, kind: str, words: tuple[str, str], *, shown: bool, draw: random.Random) -> None:
    address = f"https://work.ottermere.example.org/{at.project.slug}/{at.visit.stage.slug}"
    url = "" if kind == "picture" else address
    file = _sketch(at.project.title, draw.choice(TONES)) if kind == "picture" else None
    title, text = words
    _add(at, Artefact, draw, kind=kind, title=title, text=text, url=url, file=file, in_showcase=shown)


def _assumption(at: At, told: Sequence[Any], fresh: bool, draw: random.Random) -> None:
    text, test, risk, good, bad = told
    made = _add(at, Assumption, draw, text=text, test=test, risk=risk)
    if fresh:
        return
    stopped = at.project.state == "stopped" and at.visit.left is not None
    holds = draw.random() < (0.35 if stopped else 0.8)
    made.state, made.result = ("holds", good) if holds else ("fails", bad)
    made.closed_at = min(at.until, made.at + timedelta(days=draw.uniform(1, 9)))
    made.save()


def _question(at: At, told: Sequence[Any], customers: Sequence[Person], draw: random.Random) -> Question:
    text, answers = told
    shown = at.project.shown is not None
    past = at.visit.left is not None
    question: Question = _add(at, Question, draw, text=text, in_showcase=shown)
    if past:
        Question.objects.filter(pk=question.pk).update(closed_at=at.until)
    said = draw.sample(list(answers), draw.randint(1, len(answers)))
    people = draw.sample(list(customers), min(len(customers), len(said)))
    Answer.objects.bulk_create(
        Answer(
            question=question,
            person=person,
            text=words,
            at=question.at + (at.until - question.at) * draw.uniform(0, 1),
        )
        for person, words in zip(people, said, strict=False)
    )
    return question


def _sketch(title: str, tone: str) -> StoredFile:
    """A drawing of a screen, as one shows it to customers: boxes, lines, one thing to touch."""
    picture = Image.new("RGB", (960, 640), "#f4f1ea")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((330, 40, 630, 600), 36, outline="#3b3a36", width=6, fill="#ffffff")
    pen.text((360, 80), title[:34], fill="#3b3a36", font_size=16)
    pen.rounded_rectangle((360, 120, 600, 230), 14, fill=tone)
    for row in range(4):
        top = 260 + row * 56
        pen.ellipse((360, top, 392, top + 32), outline=tone, width=4)
        pen.line((408, top + 10, 590, top + 10), fill="#b9b4a8", width=8)
        pen.line((408, top + 26, 520, top + 26), fill="#dcd8cd", width=6)
    pen.rounded_rectangle((410, 520, 550, 566), 22, outline=tone, width=5)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return save_bytes(out.getvalue(), name="drawing.png")
