"""Cards that say the same as a text. The work is bounded: so many candidates, however many cards there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from desireline.engines.search import dictionary
from desireline.engines.search.folding import fold, language_of
from desireline.engines.search.index import AllOf, AnyOf, Expression, Token, match
from desireline.engines.search.models import SearchCard
from desireline.engines.search.near import grams
from desireline.engines.search.protocol import Hit
from desireline.engines.search.scoring import FAR, Weighed, closeness, coverage, weigh
from desireline.engines.search.showing import shown
from desireline.engines.search.tokens import Asked, allow_token

HEAVIEST = 12  # words of the text that are looked at
PAIRED = 5  # of these, each two together bring candidates
TITLED = 4  # of these, each one in a title brings candidates
PAIRS, TITLES = 100, 60  # most candidates of each kind
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
    rows = SearchCard.objects.filter(id__in=ids).values_list("id", "title", "tokens")
    covered = sorted(
        ((coverage(weighed, set(row[2].split(" "))), row[0], row[1]) for row in rows), reverse=True
    )
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
    allow = [token for token in map(allow_token, question.allow) if not token.startswith("a:person:")]
    if not allow:
        return weigh(question.asked, {})
    tokens = [token for one in question.asked for token in one.tokens]
    counts = dictionary.rarity(tokens, allow)
    weighed = weigh(question.asked, counts)[:HEAVIEST]
    unknown = [one.asked for one in weighed if not one.n]
    added = _guess(unknown, allow)
    if language_of(question.text) == "de" or unknown:
        added += _put_together([one.asked for one in weighed if one.n][:3], allow)
    if not added:
        return weighed
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
    found: dict[int, None] = {}
    pairs = [
        AllOf((_group(a), _group(b))) for a, b in combinations([one.asked for one in weighed[:PAIRED]], 2)
    ]
    if pairs:
        found.update(
            dict.fromkeys(row[0] for row in match(AllOf((*guard, AnyOf(tuple(pairs)))), limit=PAIRS))
        )
    titles = AnyOf(tuple(part for one in weighed[:TITLED] for part in _group(one.asked, title=True).parts))
    found.update(dict.fromkeys(row[0] for row in match(AllOf((*guard, titles)), limit=TITLES)))
    if not found:
        rest = AnyOf(tuple(part for one in weighed for part in _group(one.asked).parts))
        found.update(dict.fromkeys(row[0] for row in match(AllOf((*guard, rest)), limit=TITLES)))
    return list(found)


def _group(one: Asked, *, title: bool = False) -> AnyOf:
    tokens = (token if not title or token[1:2] == ":" else f"t:{token}" for token in one.tokens)
    parts = [Token(token) for token in tokens]
    if one.prefix:
        parts.append(Token(f"w:{one.prefix}", starts=True))
    return AnyOf(tuple(parts))
