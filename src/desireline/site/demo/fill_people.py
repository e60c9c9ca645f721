"""Brings the organisation's face, the groups of customers, the accounts and the people."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from desireline.kit.options.api import put
from desireline.people.audiences.api import basic, forget
from desireline.people.models import Account, Audience, Membership, Person
from desireline.site.demo import shapes
from desireline.site.demo.people import STAFF
from desireline.site.demo.world import BATCH, World


def face(world: World) -> None:
    brand = world.script.brand
    put(
        {
            "brand_name": brand.name,
            "brand_claim": brand.claim,
            "brand_hue": brand.hue % 360,
            "brand_voice": brand.voice,
            "start_title": brand.start_title,
            "start_text": brand.start_text,
            "currency": "EUR",
        }
    )


def audiences(world: World) -> None:
    world.audiences = {kind: basic(kind) for kind in ("public", "signed_in", "staff")}
    for segment in world.script.brand.segments:
        world.audiences[f"segment:{segment.key}"] = Audience.objects.create(
            kind=Audience.Kind.SEGMENT, name=segment.name, conditions={"account.segment": [segment.key]}
        )
    forget()


def accounts(world: World) -> None:
    rows = [
        Account(
            name=account.name,
            slug=account.key,
            domain=f"{account.key}.example.org" if account.kind == "firm" else "",
            value=account.monthly_value,
            attributes={"segment": account.segment, "kind": account.kind, "region": account.region},
            created=world.at(730),
        )
        for account in world.script.accounts
    ]
    world.accounts = {row.slug: row for row in Account.objects.bulk_create(rows)}


def people(world: World) -> None:
    """The cast and the simulated customers. Nobody has a password or a verified address: no mail ever goes out."""
    made = {member.key: _member(world, member) for member in world.script.cast}
    waiting = {idea.by for idea in world.script.ideas if idea.state != "published"}
    waiting |= {comment.by for comment in world.script.comments if comment.state != "published"}
    for person in world.life.people:
        if not person.cast:
            made[person.key] = Person(
                name=person.name,
                email=person.email,
                account=world.accounts[person.account],
                trust=Person.Trust.NEW if person.key in waiting else Person.Trust.KNOWN,
                attributes={"simulated": True},
                joined=world.at(person.days_ago),
                **_language(person.language),
            )
    for one in made.values():
        one.set_unusable_password()
    rows = Person.objects.bulk_create(made.values(), batch_size=BATCH)
    world.people = dict(zip(made, rows, strict=True))
    Membership.objects.bulk_create(
        Membership(account_id=row.account_id, person=row, since=row.joined) for row in rows if row.account_id
    )
    world.say(f"  {len(rows)} people of {len(world.accounts)} accounts")


def _member(world: World, member: shapes.Member) -> Person:
    trusted = member.role in STAFF or not member.blocked
    return Person(
        name=member.name,
        email=member.email,
        about=member.about[:300],
        role=member.role,
        trust=Person.Trust.KNOWN if trusted else Person.Trust.NEW,
        account=world.accounts[member.account] if member.account else None,
        attributes={"cast": member.key},
        time_zone=member.time_zone,
        joined=world.at(member.days_ago),
        **_language(member.language),
    )


def _language(language: str) -> dict[str, Any]:
    """The language of the pages, where we have it: people also write in others."""
    return {"language": language if language in dict(settings.LANGUAGES) else ""}
