"""Tag an idea; tidy up the tags."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.options.api import bump
from desireline.kit.text.api import slugify
from desireline.listen.entry.api import has_word, policy
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.stamps import touch
from desireline.listen.tags.models import IdeaTag, Tag, TagChange
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may, must

OWN_ON_AN_IDEA = 5


def named(given: str) -> str:
    """A tidy tag name, or Refused."""
    name = " ".join(given.replace("#", " ").split())
    if not 2 <= len(name) <= 40 or not slugify(name):
        raise Refused(_("A tag has 2 to 40 characters."), field="tag")
    return name


def add(idea: Idea, given: str, *, by: Person, internal: bool = False) -> IdeaTag | None:
    """Put a tag on an idea; a new word becomes a new tag. None if it is there already.

    Customers may add five words of their own to an idea; new people only words that are known here.
    """
    must(by, Permission.CONTRIBUTE)
    team = may(by, Permission.TRIAGE)
    name = named(given)
    if not team and has_word(policy().words, name):
        raise Refused(_("Choose another word."), field="tag")
    with transaction.atomic():
        fresh = Idea.objects.select_for_update().get(pk=idea.pk)
        if fresh.state == Idea.State.MERGED or (fresh.closed and not team):
            raise Refused(_("This idea takes no more tags."))
        tag = _found(name, by=by, team=team, internal=internal)
        if not team and IdeaTag.objects.filter(idea=fresh, by=by).count() >= OWN_ON_AN_IDEA:
            raise Refused(_("Five tags of yours are on this idea already. Take one away first."), field="tag")
        link, made = IdeaTag.objects.get_or_create(tag=tag, idea=fresh, defaults={"by": by})
        touch(fresh.pk, fresh.board_id)
    return link if made else None


def _found(name: str, *, by: Person, team: bool, internal: bool) -> Tag:
    tag = Tag.objects.filter(slug=slugify(name)).first()
    if tag is None:
        if not team and by.trust == Person.Trust.NEW and not may(by, Permission.SKIP_MODERATION):
            raise Refused(_("Choose one of the tags that are known here."), field="tag")
        return Tag.objects.create(slug=slugify(name), name=name, by_team=team, internal=team and internal)
    if tag.internal and not team:
        raise Refused(_("Choose another word."), field="tag")
    return tag


def remove(idea: Idea, tag: Tag, *, by: Person) -> bool:
    """Take a tag off an idea: one's own, or any for the team."""
    must(by, Permission.CONTRIBUTE)
    rows = IdeaTag.objects.filter(idea=idea, tag=tag)
    if not may(by, Permission.TRIAGE):
        rows = rows.filter(by=by)
    with transaction.atomic():
        gone, _rows = rows.delete()
        touch(idea.pk, idea.board_id)
    return bool(gone)


def rename(tag: Tag, given: str, *, by: Person) -> TagChange:
    """Another name for a tag. Refused where another tag has it: join them instead."""
    must(by, Permission.TRIAGE)
    name = named(given)
    with transaction.atomic():
        if Tag.objects.filter(slug=slugify(name)).exclude(pk=tag.pk).exists():
            raise Refused(_("There is such a tag already. Join the two instead."), field="name")
        before = {"tag": tag.pk, "name": tag.name, "slug": tag.slug}
        Tag.objects.filter(pk=tag.pk).update(name=name, slug=slugify(name))
        bump("site")
        return TagChange.objects.create(kind="renamed", name=tag.name, after=name, undo=before, by=by)


def join(tag: Tag, into: Tag, *, by: Person) -> TagChange:
    """All ideas with `tag` get `into`; `tag` is gone."""
    must(by, Permission.TRIAGE)
    if tag.pk == into.pk:
        raise Refused(_("Choose two different tags."))
    if tag.internal and not into.internal:
        raise Refused(_("An internal tag cannot become one that everyone sees."))
    with transaction.atomic():
        rows = IdeaTag.objects.filter(tag=tag)
        both = rows.filter(idea__in=IdeaTag.objects.filter(tag=into).values("idea"))
        undo_: dict[str, Any] = {"row": _row(tag), "both": _links(both), "into": into.pk}
        both.delete()
        undo_["moved"] = list(rows.values_list("pk", flat=True))
        rows.update(tag=into)
        tag.delete()
        bump("site")
        return TagChange.objects.create(
            kind="joined", name=undo_["row"]["name"], after=into.name, undo=undo_, by=by
        )


def delete(tag: Tag, *, by: Person) -> TagChange:
    """The tag is gone from all ideas."""
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        undo_: dict[str, Any] = {"row": _row(tag), "both": _links(IdeaTag.objects.filter(tag=tag))}
        tag.delete()
        bump("site")
        return TagChange.objects.create(kind="deleted", name=undo_["row"]["name"], undo=undo_, by=by)


def undo(change: TagChange, *, by: Person) -> None:
    """Put the tags back as they were before that change. Ideas and merges that went away meanwhile stay away."""
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        fresh = TagChange.objects.select_for_update().get(pk=change.pk)
        if fresh.undone_at is not None:
            raise Refused(_("This was undone already."))
        kept: dict[str, Any] = fresh.undo
        slug = kept["slug"] if fresh.kind == "renamed" else kept["row"]["slug"]
        if Tag.objects.filter(slug=slug).exclude(pk=kept.get("tag", 0)).exists():
            raise Refused(_("The old name is used by another tag now. Rename that first."))
        if fresh.kind == "renamed":
            Tag.objects.filter(pk=kept["tag"]).update(name=kept["name"], slug=kept["slug"])
        else:
            tag = Tag.objects.create(**kept["row"])
            IdeaTag.objects.filter(pk__in=kept.get("moved", []), tag=kept.get("into")).update(tag=tag)
            _put_back(tag, kept["both"])
        fresh.undone_at, fresh.undone_by = timezone.now(), by
        fresh.save(update_fields=["undone_at", "undone_by"])
        bump("site")


def _row(tag: Tag) -> dict[str, Any]:
    return {"slug": tag.slug, "name": tag.name, "by_team": tag.by_team, "internal": tag.internal}


def _links(rows: Any) -> list[list[int | None]]:
    return [list(row) for row in rows.values_list("idea_id", "by_id", "merge_id")]


def _put_back(tag: Tag, links: list[list[int | None]]) -> None:
    from desireline.listen.merges.models import Merge

    ideas = set(Idea.objects.filter(pk__in=[row[0] for row in links]).values_list("pk", flat=True))
    merges = set(Merge.objects.filter(undone_at__isnull=True).values_list("pk", flat=True))
    people = set(Person.objects.filter(pk__in=[row[1] for row in links]).values_list("pk", flat=True))
    IdeaTag.objects.bulk_create(
        [
            IdeaTag(tag=tag, idea_id=idea, by_id=who if who in people else None, merge_id=merge)
            for idea, who, merge in links
            if idea in ideas and (merge is None or merge in merges)
        ],
        ignore_conflicts=True,
    )
