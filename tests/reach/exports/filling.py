"""A row in every table of an export, by looking at the models: a new table is filled by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction

from desireline.reach.exports.confidential import hanging
from desireline.reach.exports.tables import exported, left
from tests import make
from tests.cast import Cast

WHEN = datetime(2026, 1, 5, 12, tzinfo=UTC)
SHARED = {"engines.StoredFile", "people.Audience"}  # what a project points to; everyone gets one of their own
# What no look at the model tells, by label and column.
SAID: dict[str, dict[str, Any]] = {
    "people.Audience": {"kind": "segment"},
    "people.Subscription": {"topic": "board:1"},
    "codevelop.Visit": {"left": WHEN + timedelta(days=9)},
    "understand.LeadNomination": {"consent": True},
}
_number = count(1)
PLAIN = "zq7plain"
Row = models.Model


class Filling:
    """Makes rows that hang on one project and say `mark` in every text, and what they need. `rows`: by model."""

    def __init__(self, cast: Cast, mark: str, *, confidential: bool) -> None:
        self.mark = mark
        self._others: dict[Any, Row] = {}
        person = make.person(role="team")
        self.rows: dict[Any, Row] = {type(person): person, type(cast.harbour): cast.harbour}
        outcome, idea = make.outcome(), make.idea(by=cast.carla)
        self.rows |= {type(one): one for one in (outcome, idea, outcome.future, idea.board, idea.status)}
        project = make.project(by=cast.tom, under=outcome, confidential=confidential)
        self.rows[type(project)] = project
        told = {field.attname: _text(field, mark) for field in _texts(project)}
        told["audience_id"] = self.row(type(project.audience)).pk
        type(project).objects.filter(pk=project.pk).update(**told)

    def all(self) -> None:
        """A row in every table that has none, and in every one that hangs on projects."""
        for model in exported():
            if model._meta.db_table in hanging() or not model._base_manager.exists():
                self.row(model)

    def row(self, model: Any) -> Row:
        if model not in self.rows:
            self.rows[model] = self._made(model)
        return self.rows[model]

    def _second(self, model: Any) -> Row:
        """Another one, where a row wants two of a kind."""
        if model not in self._others:
            self._others[model] = self._made(model)
        return self._others[model]

    def _made(self, model: Any) -> Row:
        if left(model):
            raise AssertionError(f"an exported row points to {model._meta.label}, which is left out")
        wrong: Exception | None = None
        for links in _ways(model):
            try:
                with transaction.atomic():
                    made: Row = model(**self._values(model, links))
                    models.Model.save_base(made, raw=True, force_insert=True)
                    return made
            except IntegrityError as error:
                wrong = error
        raise AssertionError(f"{model._meta.label} cannot be filled: say in SAID what it wants") from wrong

    def _values(self, model: Any, links: set[str]) -> dict[str, Any]:
        own = model._meta.db_table in hanging() or model._meta.label in SHARED
        values, met = {}, set()
        for field in model._meta.concrete_fields:
            if field.is_relation:
                wanted = field.name in links or not field.null
                found = self._second if field.related_model in met and not field.null else self.row
                values[field.attname] = found(field.related_model).pk if wanted else None
                met.add(field.related_model)
            elif not field.primary_key or not isinstance(field, models.AutoField):
                values[field.attname] = _value(field, self.mark if own else PLAIN)
        return values | SAID.get(model._meta.label, {})

    def file(self) -> str:
        """Lay down what the stored file says; its key."""
        stored = next(row for model, row in self.rows.items() if model._meta.label == "engines.StoredFile")
        default_storage.save(str(stored.key), ContentFile(self.mark.encode()))  # type: ignore[attr-defined]
        return str(stored.key)  # type: ignore[attr-defined]


def _ways(model: Any) -> Iterator[set[str]]:
    """Which links that may be empty are set: as many as the constraints of the table allow."""
    open_ = [field for field in model._meta.concrete_fields if field.is_relation and field.null]
    open_ = [field for field in open_ if field.related_model is not model]
    names = [field.name for field in open_]
    if model._meta.label not in SHARED:
        yield set(names)
    people = {field.name for field in open_ if field.related_model._meta.label == "people.Person"}
    files = {field.name for field in open_ if field.related_model._meta.label in SHARED}
    for name in ["project", *names] if "project" in names else names:
        yield {name} | people | files
        yield {name} | files
    yield files
    yield set()


def _texts(row: Row) -> list[Any]:
    fields = row._meta.concrete_fields
    return [
        field
        for field in fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]


def _value(field: Any, mark: str) -> Any:
    if field.choices:
        return field.default if field.has_default() else field.choices[0][0]
    if isinstance(field.default, str) and field.default:
        return field.default
    if isinstance(field, models.CharField | models.TextField):
        return _text(field, mark)
    if isinstance(field, models.JSONField):
        return {"said": mark} if field.default is dict else [mark]
    return None if field.null else _number_or_time(field)


def _number_or_time(field: Any) -> Any:
    if field.has_default():
        found = field.get_default()
        return _when(field) if isinstance(found, datetime) else found
    if isinstance(field, models.BinaryField):
        return b"12345678" * 32
    if isinstance(field, models.DateField):
        return _when(field) if isinstance(field, models.DateTimeField) else WHEN.date()
    return next(_number) if field.unique else 1


def _when(field: Any) -> datetime:
    """Later columns are later: what starts comes before what ends."""
    return WHEN + timedelta(hours=[one.name for one in field.model._meta.concrete_fields].index(field.name))


def _text(field: Any, mark: str) -> str:
    if isinstance(field, models.URLField):
        return f"https://example.org/{mark}"
    if isinstance(field, models.EmailField):
        return f"{mark}{next(_number)}@example.org"
    text = f"{mark}-{next(_number)}" if field.unique else mark
    return text[: field.max_length]
