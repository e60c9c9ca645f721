"""Lead customers on three axes: ahead of a trend, with much to gain, able to help. Transparent, never activity alone.

The definition is von Hippel's (Lead Users, 1986); the scores are our own, made to be read, and checked by a backtest.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SHRINK = 5  # themes: so many average ones are added to everybody's
NEUTRAL = 0.5
LEAST = 3  # people: in a smaller theme nobody can be said to be early
OWN_SOLUTION = 0.5  # the most that own solutions add; half of it for the first
ACCEPTED = 3  # accepted contributions and finished tests with which resources are at a half


@dataclass(frozen=True, slots=True)
class Firsts:
    """First engagements, one for each pair of person and theme, sorted by person and theme.

    `place` counts from 1 among `of` people (a mean place where several came at once); `growth` of the theme is 1 when
    it is steady, 0 to 2; `value` is (1 - percentile) x growth, 0.5 for anybody in a steady theme.
    """

    people: Ints
    themes: Ints
    at: Floats
    place: Floats
    of: Ints
    growth: Floats
    value: Floats


def firsts(people: Ints, themes: Ints, at: Floats, *, now: float, least: int = LEAST) -> Firsts:
    """From all engagements (who, theme, when; times in any one unit, none after `now`) to the first of each pair.

    The percentile is (place - 1/2) / people. Themes of fewer than `least` people are left out. Growth is twice the
    share of people who came in the second half of the theme's life so far, from its first engagement to `now`, with
    one made-up person added to each half: (late + 1) / (all + 2) x 2.
    """
    order = np.lexsort((at, themes, people))
    who, what, when = people[order], themes[order], at[order]
    first = np.ones(len(who), bool)
    first[1:] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
    who, what, when = who[first], what[first], when[first]
    _names, group, sizes = np.unique(what, return_inverse=True, return_counts=True)
    kept = sizes[group] >= least
    who, what, when = who[kept], what[kept], when[kept]
    if not len(who):
        none, nothing = np.empty(0, np.int64), np.empty(0)
        return Firsts(none, none, nothing, nothing, none, nothing, nothing)
    _names, group, sizes = np.unique(what, return_inverse=True, return_counts=True)
    born = np.full(len(sizes), np.inf)
    np.minimum.at(born, group, when)
    late = when > ((born + now) / 2)[group]
    came = np.bincount(group, weights=late, minlength=len(sizes))
    growth = 2 * (came + 1) / (sizes + 2)
    place = _places(group, when, sizes)
    of = sizes[group]
    value = (1 - (place - 0.5) / of) * growth[group]
    return Firsts(who, what, when, place, of, growth[group], value)


def _places(group: Ints, when: Floats, sizes: Ints) -> Floats:
    """Places within each group by time, from 1; those of the same time share their mean place."""
    order = np.lexsort((when, group))
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    plain = np.arange(len(order)) - starts[group[order]] + 1.0
    tied = np.ones(len(order), bool)
    tied[1:] = (group[order][1:] != group[order][:-1]) | (when[order][1:] != when[order][:-1])
    run = np.cumsum(tied) - 1
    means = np.bincount(run, weights=plain) / np.bincount(run)
    found = np.empty(len(order))
    found[order] = means[run]
    return found


def ahead(people: Ints, values: Floats, *, shrink: float = SHRINK) -> tuple[Ints, Floats, Ints]:
    """People (sorted, each once), how far they are ahead (0..1), and in how many themes they are seen.

    The mean of the themes' values, shrunk towards 0.5 as if `shrink` average themes were among them:
    (shrink x 0.5 + sum) / (shrink + themes), at most 1. More of the same themes changes nothing; late ones lower it.
    """
    names, group, themes = np.unique(people, return_inverse=True, return_counts=True)
    sums = np.bincount(group, weights=values, minlength=len(names))
    return names, np.minimum(1.0, (shrink * NEUTRAL + sums) / (shrink + themes)), themes


def benefit(gaps: Floats, usage: Floats | float = 1.0, solutions: Floats | float = 0.0) -> Floats:
    """Expected benefit, 0..1: the mean gap (I - S)+ of the outcomes that somebody rated (0..4, over 4) x how often they
    use the thing (0..1; unknown is 1), plus evidence of own solutions (n / (n + 1) / 2), at most 1.
    """
    own = OWN_SOLUTION * np.asarray(solutions) / (np.asarray(solutions) + 1.0)
    return np.minimum(1.0, np.asarray(gaps) / 4 * usage + own)


def resources(accepted: Floats | float) -> Floats:
    """What somebody can bring, 0..1: accepted contributions and finished tests, n / (n + 3)."""
    n = np.asarray(accepted, np.float64)
    return n / (n + ACCEPTED)


def layers(points: Floats, *, most: int = 20) -> Ints:
    """The Pareto layer of each point (rows; more is better in every column): 1 for the front, whom nobody beats in one
    axis without being behind in another, 2 for the front of the rest, and so on; `most` for all that are further back.
    """
    if not len(points):
        return np.empty(0, np.int64)
    distinct, back = np.unique(points, axis=0, return_inverse=True)
    found = np.full(len(distinct), most, np.int64)
    # A point that beats another has a larger sum, or (by rounding) the same sum and comes later by its columns.
    left = np.lexsort((*distinct.T[::-1], distinct.sum(axis=1)))[::-1]
    for layer in range(1, most):
        if not len(left):
            break
        front = _front(distinct, left)
        found[front] = layer
        left = left[~np.isin(left, front)]
    return found[np.ravel(back)]


def _front(points: Floats, order: Ints) -> Ints:
    front, rest = [], order
    while len(rest):
        best = rest[0]
        front.append(best)
        rest = rest[(points[rest] > points[best]).any(axis=1)]
    return np.array(front, np.int64)
