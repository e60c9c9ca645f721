"""The kinds of evaluation, each a word of the command."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desireline.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Out:
    """Where a kind says what it found: `lines` of the report, `data` for --json."""

    lines: list[str]
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`run(options, tell)` may raise BadFileError; `tell(what, done, all)` is called as it goes."""

    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[dict[str, Any], Callable[[str, int, int], None]], Out]


EVALUATIONS: Registry[Evaluation] = Registry("evaluation")
