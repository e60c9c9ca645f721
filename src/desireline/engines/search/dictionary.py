"""The dictionary: which words the cards hold, how rare they are, and which are near to a word that nobody wrote.

It is kept per allow token, so that what a reader may not find does not shape what they are shown: neither rarity nor a
correction comes from a card that is hidden from them. It follows the cards with a small delay (`learn`, a job), because
counting inside the transaction of each new idea would make writers wait for each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from desireline.engines.search.folding import language_of, stem, stop_words, words
from desireline.engines.search.models import SearchCard, SearchShape, SearchTerm
from desireline.engines.search.near import distance, shapes, worth_it
from desireline.engines.search.protocol import Tell
from desireline.engines.search.tokens import Asked, allow_token
from desireline.kit.jobs.api import leave_room
from desireline.kit.rows.api import fetch, run

BATCH = 200
NEAREST = 3
PARTS = 6
LONGEST = 30  # letters of a word that is completed; slips are looked for in fewer words
COMPLETED = 24  # words that an unfinished one may become


def learn(tell: Tell | None = None) -> int:
    """Take in the words of cards that were written since. Returns how many cards."""
    done = 0
    while True:
        with transaction.atomic():
            cards = list(
                SearchCard.objects.filter(learnt=False)
                .order_by("id")
                .values_list("id", "title", "body", "language", "tokens")[:BATCH]
            )
            if not cards:
                return done
            _take_in(cards)
            SearchCard.objects.filter(id__in=[row[0] for row in cards]).update(learnt=True)
        leave_room()
        done += len(cards)
        if tell:
            tell(done)


def forget_words() -> None:
    """Count all anew at the next `learn`."""
    with transaction.atomic():
        SearchTerm.objects.all().delete()
        SearchShape.objects.all().delete()
        SearchCard.objects.update(learnt=False)


def _take_in(cards: Sequence[tuple[int, str, str, str, str]]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    known: dict[str, str] = {}
    for _id, title, body, language, tokens in cards:
        line = tokens.split(" ")
        plain = [token for token in line if ":" not in token or token.startswith("k:")]
        for allow in (
            token for token in line if token.startswith("a:") and not token.startswith("a:person:")
        ):
            counts.update((token, allow) for token in plain)
            counts[("", allow)] += 1
        known.update(_words(f"{title} {body}", language))
    _count(counts)
    _shape(known)


def _words(text: str, given: str) -> dict[str, str]:
    language = language_of(text, given)
    stop = stop_words(language)
    seen = {word.lstrip("+") for word in words(text[:8000])}
    return {word: stem(word, language) for word in seen if 3 <= len(word) <= LONGEST and word not in stop}


def _count(counts: Counter[tuple[str, str]]) -> None:
    rows = [(term[:50], allow[:60], term[:50][::-1], n) for (term, allow), n in sorted(counts.items())]
    for start in range(0, len(rows), 1000):
        part = rows[start : start + 1000]
        values = ", ".join(["(%s, %s, %s, %s)"] * len(part))
        run(
            f"INSERT INTO engines_searchterm (term, allow, back, n) VALUES {values}"  # noqa: S608 - marks only
            " ON CONFLICT (term, allow) DO UPDATE SET n = engines_searchterm.n + excluded.n",
            [value for row in part for value in row],
        )


def _shape(known: dict[str, str]) -> None:
    old = set(SearchShape.objects.filter(shape__in=list(known)).values_list("shape", "word", "term"))
    fresh = [(word, term) for word, term in known.items() if (word, word, term) not in old]
    rows = [
        (shape, word, term) for word, term in fresh for shape in (shapes(word) if worth_it(word) else (word,))
    ]
    for start in range(0, len(rows), 1000):
        part = rows[start : start + 1000]
        values = ", ".join(["(%s, %s, %s)"] * len(part))
        run(
            f"INSERT INTO engines_searchshape (shape, word, term) VALUES {values} ON CONFLICT DO NOTHING",  # noqa: S608
            [value for row in part for value in row],
        )


def rarity(tokens: Iterable[str], allow: Sequence[str]) -> dict[str, int]:
    """In how many of the cards that these allow tokens open each token is; "" counts the cards. One query."""
    wanted = ["", *dict.fromkeys(tokens)]
    sql = (
        f"SELECT term, SUM(n) FROM engines_searchterm WHERE term IN ({_marks(wanted)}) AND allow IN ({_marks(allow)})"  # noqa: S608
        " GROUP BY term"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*wanted, *allow])
        return {term: int(n) for term, n in cursor.fetchall()}


def nearest(asked: Sequence[str], allow: Sequence[str]) -> dict[str, list[tuple[str, float]]]:
    """For each word, stems of known words at most two slips away and how near they are (0..1). One query."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for word in asked:
        if worth_it(word):
            for shape in shapes(word):
                wanted[shape].add(word)
    if not wanted:
        return {}
    sql = (
        "SELECT DISTINCT s.shape, s.word, s.term FROM engines_searchshape s"  # noqa: S608 - marks only
        " JOIN engines_searchterm t ON t.term = s.term"
        f" WHERE s.shape IN ({_marks(list(wanted))}) AND t.allow IN ({_marks(allow)})"
    )
    best: dict[str, dict[str, float]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*wanted, *allow])
        for shape, known, term in cursor.fetchall():
            for word in wanted[shape]:
                slips = distance(word, known)
                if slips <= (2 if len(word) > 6 else 1):
                    near = 0.85 - 0.2 * (slips - 1) if slips else 0.9
                    best[word][term] = max(near, best[word].get(term, 0.0))
    return {
        word: sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:NEAREST]
        for word, found in best.items()
    }


def shared(allow: Iterable[str]) -> list[str]:
    """The allow tokens that the dictionary counts by: those of more than one person."""
    return [token for token in map(allow_token, allow) if not token.startswith("a:person:")]


def complete(asked: Sequence[Asked], allow: Sequence[str]) -> None:
    """Note what the unfinished word, if there is one, may become."""
    for one in asked:
        if one.prefix and allow:
            one.completed = completions(one.prefix, allow)


def completions(prefix: str, allow: Sequence[str]) -> list[str]:
    """Known words that begin with these letters, the most frequent first, at most `COMPLETED`. One query."""
    sql = (
        "SELECT s.word, SUM(t.n) AS many FROM engines_searchshape s"  # noqa: S608 - marks only
        " JOIN engines_searchterm t ON t.term = s.term"
        f" WHERE s.shape >= %s AND s.shape < %s AND s.word = s.shape AND t.allow IN ({_marks(allow)})"
        " GROUP BY s.word ORDER BY many DESC, s.word LIMIT %s"
    )
    return [row[0] for row in fetch(sql, [prefix, prefix + chr(0x7F), *allow, COMPLETED])]


def compounds(tokens: Sequence[str], allow: Sequence[str]) -> dict[str, list[str]]:
    """Known words that end or begin with a token: “auszug” finds “kontoauszug”. One query for each long token."""
    found: dict[str, list[str]] = {}
    for token in tokens:
        if len(token) < 5 or not token.isalpha() or not token.isascii():
            continue
        back, last = token[::-1], chr(0x7F)
        sql = (
            f"SELECT term, SUM(n) AS many FROM engines_searchterm WHERE allow IN ({_marks(allow)})"  # noqa: S608
            " AND ((back > %s AND back < %s) OR (term > %s AND term < %s))"
            " GROUP BY term ORDER BY many DESC, term LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*allow, back, back + last, token, token + last, PARTS])
            found[token] = [term for term, _n in cursor.fetchall()]
    return found


def parts(words_asked: Sequence[str], allow: Sequence[str]) -> dict[str, list[str]]:
    """Stems of known words that a long word is put together from: “kontoauszug” gives “konto” and “auszug”."""
    cuts: dict[str, list[str]] = {}
    for word in words_asked:
        if len(word) >= 8 and word.isalpha() and word.isascii():
            pieces = [word[:i] for i in range(4, len(word) - 3)] + [word[i:] for i in range(4, len(word) - 3)]
            cuts[word] = [stem(piece, "de") for piece in pieces]
    every = {token for tokens in cuts.values() for token in tokens if len(token) > 3}
    if not every:
        return {}
    seen = set(
        SearchTerm.objects.filter(term__in=every, allow__in=list(allow))
        .values_list("term", flat=True)
        .distinct()
    )
    return {
        word: sorted({token for token in tokens if token in seen}, key=len)[-3:]
        for word, tokens in cuts.items()
    }


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
