"""Messages from lower rooms to upper ones. Subscribers run at once, in the publisher's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")
_subscribers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorator: call the function for each published event of that type."""

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        if function not in _subscribers[event]:
            _subscribers[event].append(function)
        return function

    return register


def publish(event: object) -> None:
    """Tell every subscriber. An error in one of them undoes the transaction of the publisher."""
    for function in _subscribers[type(event)]:
        function(event)
