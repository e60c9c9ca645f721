"""Cards that say the same as a text. The work is bounded: so many candidates, however many cards there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desireline.engines.search import dictionary
from desireline.engines.search.folding import fold, language_of
from desireline.engines.search.index import AllOf, AnyOf, Expression, Token, begun, match
from desireline.engines.search.near import grams
from desireline.engines.search.protocol import Hit
from desireline.engines.search.scoring import FAR, Weighed, closeness, coverage, weigh
from desireline.engines.search.showing import shown
from desireline.engines.search.tokens import Asked
from desireline.kit.rows.api import fetch, marks

HEAVIEST = 12  # words of the text that are looked at
PAIRED = 5  # of these, each two or three together bring candidates
COMMON = 2500  # words that are in more cards than that are not combined with others: it would take long
TITLED = 4  # of these, each one in a title brings candidates
TIER = 90  # most candidates of each kind
ENOUGH = 150  # no further kind is asked for when there are so many
READ = 30  # candidates whose titles are compared letter by letter
COMPOUND, PART = 0.6, 0.7  # what a compound of an asked word, or a part of an asked compound, is worth


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    asked: Sequence[Asked]
    allow: tuple[str, ...]
    guard: tuple[Expression, ...]


def closest(question: Question, *, limit: int) -> list[Hit]:
    """At most `limit` hits, closest first."""
    weighed = _understood(question)
    ids = _candidates(weighed, question.guard)
    if not ids:
        return []
    sql = f"SELECT id, title, tokens FROM engines_searchcard WHERE id IN ({marks(ids)})"  # noqa: S608 - marks only
    rows = fetch(sql, ids)
    covered = sorted(((coverage(weighed, tokens), id_, title) for id_, title, tokens in rows), reverse=True)
    letters = grams(fold(question.text[:160]))
    close = [(closeness(share, letters, fold(title)), id_) for share, id_, title in covered[:READ]]
    best = sorted((pair for pair in close if pair[0] >= FAR), reverse=True)[:limit]
    lit = {token for one in weighed for token in one.asked.tokens}
    return shown(
        [id_ for _score, id_ in best],
        lit,
        starts=next((one.asked.prefix for one in weighed if one.asked.prefix), ""),
        closeness={id_: score for score, id_ in best},
    )


def _understood(question: Question) -> list[Weighed]:
    """The heaviest words, with what they may also mean: slips, compounds and their parts."""
    allow = dictionary.shared(question.allow)
    if not allow:
        return weigh(question.asked, {})
    dictionary.complete(question.asked, allow)
    tokens = [token for one in question.asked for token in one.tokens]
    counts = dictionary.rarity(tokens, allow)
    weighed = weigh(question.asked, counts)[:HEAVIEST]
    unknown = [one.asked for one in weighed if not one.n]
    for one in weighed:
        if one.n:  # stems of languages that no card is in cost time and find nothing
            one.asked.keep(token for token in one.asked.tokens if counts.get(token))
    added = _guess(unknown, allow)
    if language_of(question.text) == "de":
        added += _put_together([one.asked for one in weighed if one.n][:3], allow)
    if added:
        counts.update(dictionary.rarity(added, allow))
    return weigh([one.asked for one in weighed], counts)


def _guess(unknown: Sequence[Asked], allow: Sequence[str]) -> list[str]:
    added: list[str] = []
    asked = [one.word for one in unknown]
    nearest, parts = dictionary.nearest(asked, allow), dictionary.parts(asked, allow)
    for one in unknown:
        for token, worth in nearest.get(one.word, []):
            one.also(token, worth)
            added.append(token)
        for token in parts.get(one.word, []):
            one.also(token, PART)
            added.append(token)
    return added


def _put_together(known: Sequence[Asked], allow: Sequence[str]) -> list[str]:
    added: list[str] = []
    for one in known:
        for found in dictionary.compounds(list(one.tokens)[:2], allow).values():
            for token in found:
                one.also(token, COMPOUND)
                added.append(token)
    return added


def _candidates(weighed: Sequence[Weighed], guard: tuple[Expression, ...]) -> list[int]:
    """Cards with three of the heaviest words, then with two, then with one in the title, until there are enough."""
    rare = [one for n, one in enumerate(weighed[:PAIRED]) if n < 2 or one.n <= COMMON]
    heavy = [_group(one.asked) for one in rare]
    titles = [part for one in weighed[:TITLED] for part in _group(one.asked, title=True).parts]
    rest = [part for one in weighed for part in _group(one.asked).parts]
    tiers = (
        (_several(3, heavy), ENOUGH),
        (_several(2, heavy), ENOUGH),
        (_any(titles), ENOUGH),
        (_any(rest), 1),
    )
    found: dict[int, None] = {}
    for tier, enough in tiers:
        if tier is not None and len(found) < enough:
            found.update(dict.fromkeys(match(AllOf((*guard, tier)), limit=TIER)))
    return list(found)


def _several(number: int, groups: Sequence[AnyOf]) -> Expression | None:
    """At least so many of the groups, with each group named as seldom as possible."""
    if number > len(groups):
        return None
    if number == 1:
        return AnyOf(tuple(part for group in groups for part in group.parts))
    with_first, without = _several(number - 1, groups[1:]), _several(number, groups[1:])
    first = AllOf((groups[0], with_first)) if with_first is not None else groups[0]
    return first if without is None else AnyOf((first, without))


def _any(parts: Sequence[Expression]) -> Expression | None:
    return AnyOf(tuple(parts)) if parts else None


def _group(one: Asked, *, title: bool = False) -> AnyOf:
    tokens = (token if not title or token[1:2] == ":" else f"t:{token}" for token in one.tokens)
    parts = [Token(token) for token in tokens]
    return AnyOf((*parts, *begun(one.prefix, one.completed)))
