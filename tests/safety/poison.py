"""Puts the vectors into every column that holds people's text, in every table, by looking at the models.

A new text column is poisoned by itself. What is no text of people's (keys, addresses, kinds) is named in KEPT.
"""

KEPT = {
    "slug", "key", "kind", "lock", "role", "language", "time_zone", "theme", "email", "password", "url", "about_topic",
    "topic", "type", "sha256", "token_hash", "state", "stage", "group", "direction", "mail", "source", "reference",
    "session_key", "session_data", "domain", "surface", "visit", "guest", "action", "prefix", "act", "value",
    "external", "origin", "ask", "field", "path", "format", "system", "tokens", "before",
}  # fmt: skip
APART = {"people.Audience.conditions", "people.Notice.about", "people.Person.attributes"}
ROOMS = {"people", "futures", "listen", "understand", "codevelop", "prove", "reach", "engines"}
# Nothing here says something: who is named is a person or a name, never both.
EMPTY_SAYS = {"understand.LeadNomination.name"}
SKIPPED = {
    "engines.SearchCard",
    "engines.SearchTerm",
    "engines.SearchShape",
    "reach.Imported",
    "reach.ImportedChange",
}
DOCUMENTS = {"futures.FutureVersion": "content", "futures.FutureDraft": "content"}

POISON = """
from django.core.management import call_command
from tests.safety.poison import more, options, poison
more()
answer = poison(given["vectors"])
options(given["vectors"])
call_command("reindex", stdout=open("/dev/null", "w"))
"""


def _columns(model):
    """The columns of a table that hold people's text."""
    from django.db import models

    for field in model._meta.concrete_fields:
        name = f"{model._meta.label}.{field.name}"
        text = isinstance(field, models.CharField | models.TextField)
        kind = isinstance(field, models.SlugField | models.EmailField | models.URLField)
        kept = field.choices or field.primary_key or field.name in KEPT or name in APART
        if text and not kind and not kept:
            yield field


def _filled(row, field, vectors, *, number, each, step):
    start = number * each + step * 7
    some = [vectors[(start + n) % len(vectors)] for n in range(each)]
    text = ("\n\n" if field.get_internal_type() == "TextField" else " ").join(some)
    return f"{text} {row.pk}" if field.unique or field.name == "name" else text


def _table(model, vectors):
    columns = list(_columns(model))
    rows = list(model._base_manager.order_by("pk")[:400]) if columns else []
    each = -(-len(vectors) // len(rows)) if rows else 0
    for number, row in enumerate(rows):
        for step, field in enumerate(columns):
            said = getattr(row, field.attname)
            if said or (said is not None and f"{model._meta.label}.{field.name}" not in EMPTY_SAYS):
                setattr(row, field.attname, _filled(row, field, vectors, number=number, each=each, step=step))
    if rows:
        model._base_manager.bulk_update(rows, [field.name for field in columns], batch_size=50)
    return [f"{model._meta.label}.{field.name}" for field in columns] if rows else []


def poison(vectors):
    """Every free text of every row. Returns the columns that were filled."""
    from django.apps import apps
    from django.db import transaction

    filled = []
    with transaction.atomic():
        for model in apps.get_models():
            label = model._meta.label
            if model._meta.app_label in ROOMS and label not in SKIPPED:
                filled += _table(model, vectors)
            if label in DOCUMENTS:
                for row in model._base_manager.all():
                    told = {
                        key: "\n\n".join(vectors[n::5]) if isinstance(value, str) and key in TOLD else value
                        for n, (key, value) in enumerate(row.content.items())
                    }
                    model._base_manager.filter(pk=row.pk).update(content=told)
    return filled


TOLD = {
    "title", "present_context", "desired_state", "story", "picture_text", "promise_value", "promise_access",
    "promise_choice",
}  # fmt: skip


def options(vectors):
    """Texts that the administrator sets."""
    from desireline.kit.options.models import Option

    for number, key in enumerate(("brand_name", "brand_claim", "start_title", "start_welcome", "start_text")):
        Option.objects.filter(key=key).update(value=" ".join(vectors[number::7]))


def more():
    """Rows of tables that the demo leaves empty: attachments, reports, edits, notes, guests, drafts."""
    from desireline.engines.files.models import StoredFile
    from desireline.futures.futures.models import Future, FutureDraft, FutureVersion
    from desireline.listen.comments.models import Comment, CommentEdit
    from desireline.listen.ideas.models import Attachment, Idea, IdeaEdit
    from desireline.listen.moderation.models import Flag
    from desireline.people.identity.models import Person

    someone = Person.objects.filter(is_active=True, role="customer").order_by("pk")
    ideas = list(Idea.objects.order_by("pk"))
    for idea in ideas:
        file = StoredFile.objects.create(
            key=f"none/{idea.pk}", name="x", type="text/plain", size=3, sha256="0" * 64
        )
        Attachment.objects.create(idea=idea, file=file)
        IdeaEdit.objects.create(idea=idea, by=someone[0], title="x", body="x")
        Comment.objects.create(idea=idea, author=someone[1], body="x", internal=True)
        if idea.state == Idea.State.PUBLISHED:
            Flag.objects.create(idea=idea, by=someone[2], reason="x")
    for comment in Comment.objects.order_by("pk")[:40]:
        CommentEdit.objects.create(comment=comment, by=someone[0], body="x")
        Flag.objects.create(comment=comment, by=someone[3], reason="x")
    guests = [idea.pk for idea in ideas[3::4]]
    Idea.objects.filter(pk__in=guests).update(author=None)
    for version in FutureVersion.objects.all()[:1]:
        FutureDraft.objects.get_or_create(
            future=Future.objects.get(pk=version.future_id), defaults={"content": version.content}
        )
