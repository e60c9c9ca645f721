"""The `desireline` command."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

ROOMS = Path(__file__).resolve().parent.parent
INTRO = "desireline: find out where your customers want to be, and build the way there.\n"
OUTRO = "\n`desireline COMMAND --help` tells more. `desireline django` lists the framework's own commands.\n"


def commands() -> dict[str, str]:
    """Our commands and what they do, read without starting anything."""
    found: dict[str, str] = {}
    for path in sorted(ROOMS.glob("*/management/commands/*.py")):
        if not path.stem.startswith("_"):
            found[path.stem.replace("_", "-")] = _help_of(path)
    return found


def _help_of(path: Path) -> str:
    assigned = (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Assign))
    for node in assigned:
        names = [getattr(target, "id", "") for target in node.targets]
        if names == ["help"] and isinstance(node.value, ast.Constant):
            return str(node.value.value)
    return ""


def help_text() -> str:
    known = commands()
    width = max(map(len, known), default=0)
    return INTRO + "\n" + "".join(f"  {name:<{width}}  {known[name]}\n" for name in known) + OUTRO


def _up_again(arguments: list[str]) -> bool:
    from django.core.management.base import CommandError

    from desireline.site.operate.up import up_again

    try:
        return up_again(arguments, say=lambda line: print(line, flush=True))  # noqa: T201 - this is the terminal
    except CommandError as error:
        sys.stderr.write(f"desireline: {error}\n")
        sys.exit(1)


def main() -> None:
    """Run a command: `desireline help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desireline.site.settings")
    from desireline.site.env import SettingError

    arguments = sys.argv[1:]
    if not arguments or arguments in (["help"], ["--help"], ["-h"]):
        sys.stdout.write(help_text())
        return
    if arguments == ["django"]:
        arguments = ["help"]
    elif arguments[0] in commands():
        arguments[0] = arguments[0].replace("-", "_")
    try:
        _run(arguments)
    except SettingError as error:
        sys.stderr.write(f"desireline: {error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write(
            "\ndesireline: stopped. What was half done was taken back; the same command goes on from there.\n"
        )
        sys.exit(130)


def _run(arguments: list[str]) -> None:
    from django.db import DatabaseError

    if arguments[0] == "up" and _up_again(arguments[1:]):
        return
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["desireline", *arguments])
    except DatabaseError as error:
        trouble = _trouble(error)
        if not trouble:
            raise
        sys.stderr.write(f"desireline: {trouble}\n")
        sys.exit(1)


def _trouble(error: Exception) -> str:
    """What is wrong with the database, in a sentence; nothing for an error of our own."""
    from django.db import DatabaseError

    from desireline.site.operate.prepare import migrations_waiting

    try:
        waiting = len(migrations_waiting())
    except DatabaseError:
        return (
            f"The database does not answer: {str(error).strip()}. Look at DATABASE_URL, and whether it runs."
        )
    if waiting:
        return "The tables of this version are not there yet. Run `desireline migrate` or `desireline up`."
    return ""


if __name__ == "__main__":
    main()
