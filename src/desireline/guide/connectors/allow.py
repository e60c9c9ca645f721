"""Who may find a card: the words of its `allow` column as tokens, and the tokens that a reader has.

Nothing is guessed: an empty word, an unknown one, or a customer who is nobody here means nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from desireline.people.audiences.api import basic, card_token
from desireline.people.audiences.api import reader_tokens as tokens_of_audiences
from desireline.people.identity.api import Person

PUBLIC, SIGNED_IN, STAFF, ACCOUNT, PERSON, NOBODY = (
    "public",
    "signed-in",
    "staff",
    "account",
    "person",
    "nobody",
)
WORDS = (PUBLIC, SIGNED_IN, STAFF, ACCOUNT, PERSON, NOBODY)
MEANINGS = {
    PUBLIC: gettext_noop("everyone"),
    SIGNED_IN: gettext_noop("everyone who is signed in"),
    STAFF: gettext_noop("our own people"),
    ACCOUNT: gettext_noop("the people of the account, and our own"),
    PERSON: gettext_noop("this person alone"),
    NOBODY: gettext_noop("nobody"),
}
Tokens = tuple[str, ...]


def maker() -> Callable[[str | None, int | None, int | None], Tokens]:
    """A function from what a card says (`allow`, account, person) to its tokens. Knows the basic audiences."""
    open_to = _tokens_of_words()

    def tokens(allow: str | None, account: int | None, person: int | None) -> Tokens:
        words = (allow or "").replace(",", " ").lower().replace("signed_in", SIGNED_IN).split()
        if not words or NOBODY in words or not set(words) <= set(WORDS):
            return ()
        found = [open_to[word] for word in words if word in open_to]
        if ACCOUNT in words and account is not None:
            found += [f"account:{account}", open_to[STAFF]]
        if PERSON in words and person is not None:
            found.append(f"person:{person}")
        return tuple(sorted(set(found)))

    return tokens


def _tokens_of_words() -> dict[str, str]:
    """What is for our own people alone has a token that keeps it in an index of its own."""
    kinds = {PUBLIC: "public", SIGNED_IN: "signed_in", STAFF: "staff"}
    return {word: card_token(basic(kind).pk) for word, kind in kinds.items()}


def account_tokens(reader: Any) -> Tokens:
    """`account:N` for every account that the reader belongs to. Nobody, and who is shut out, has none."""
    if not isinstance(reader, Person) or not reader.is_active:
        return ()
    ids = set(reader.memberships.values_list("account_id", flat=True))
    return tuple(f"account:{pk}" for pk in sorted(ids))


def reader_tokens(reader: Person | None) -> frozenset[str]:
    """All tokens that can open a card of a connector to the reader now."""
    return frozenset((*tokens_of_audiences(reader), *account_tokens(reader)))


def who(tokens: Sequence[str]) -> list[tuple[str, str]]:
    """The tokens in words: (kind, name), the kind one of WORDS; `nobody` for none."""
    from desireline.people.accounts.api import Account

    if not tokens:
        return [(NOBODY, "")]
    basics = {token: word for word, token in _tokens_of_words().items()}
    found = []
    for token in tokens:
        kind, _colon, pk = token.partition(":")
        if token in basics:
            found.append((basics[token], ""))
        elif kind == ACCOUNT:
            found.append((ACCOUNT, str(Account.objects.filter(pk=int(pk)).first() or "")))
        elif kind == PERSON:
            person = Person.objects.filter(pk=int(pk)).first()
            found.append((PERSON, person.shown_name if person else ""))
    if any(kind == ACCOUNT for kind, _name in found):  # which says “and our own”
        found = [one for one in found if one[0] != STAFF]
    return sorted(found, key=lambda one: WORDS.index(one[0]))
