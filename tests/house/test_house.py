"""The rules of the house that no tool checks."""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from desireline.kit.options.api import GROUPS, OPTIONS
from desireline.site.command import commands
from desireline.site.env import DECLARED

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "desireline"
MOST_LINES, MOST_IN_FUNCTION = 400, 60
ORDER = (
    "kit",
    "maths",
    "engines",
    "people",
    "futures",
    "listen",
    "understand",
    "codevelop",
    "guide",
    "prove",
    "reach",
)


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for kind in ("py", "html", "css", "js"):
            paths = (ROOT / folder).rglob(f"*.{kind}")
            yield from (p for p in paths if not {"migrations", "vendor"} & set(p.parts))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        shown(path): len(path.read_text("utf-8").splitlines())
        for path in sources("src", "tests", "bench", "tools")
    }
    assert {path: lines for path, lines in long.items() if lines > MOST_LINES} == {}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{shown(path)}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in sources("src", "tests", "bench", "tools")
        if path.suffix == ".py"
        for node in functions(path)
        if node.end_lineno and node.end_lineno - node.lineno + 1 > MOST_IN_FUNCTION
    ]
    assert long == []


def operators_docs() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs" / "operators").glob("*.md")))


def test_every_setting_is_in_the_docs_of_operators() -> None:
    text = operators_docs()
    assert [name for name in DECLARED if f"`{name}`" not in text] == []


def test_every_setting_that_is_read_or_named_is_declared() -> None:
    named, read = set(), set()
    for path in sources("src"):
        text = path.read_text("utf-8")
        named |= set(re.findall(r"\bDESIRELINE_[A-Z]+(?:_[A-Z]+)*\b", text))
        read |= set(re.findall(r"\bsettings\.([A-Z][A-Z_]+)\b|\bsettings, \"([A-Z][A-Z_]+)\"", text))
    assert {name.removesuffix("_FILE") for name in named} - set(DECLARED) == set()
    assert {name for pair in read for name in pair if name and not hasattr(settings, name)} == set()


def test_every_option_stands_in_a_group_that_has_a_title() -> None:
    assert {option.key for option in OPTIONS if option.group not in GROUPS.names()} == set()


def test_every_command_is_in_the_docs_of_operators() -> None:
    text = operators_docs()
    assert [name for name in commands() if f"`desireline {name}" not in text] == []


def test_every_command_says_what_it_does() -> None:
    assert [name for name, told in commands().items() if not 10 < len(told) < 100] == []


def apis() -> list[str]:
    found = sorted(SOURCE.glob("*/*/api.py"))
    return [".".join(("desireline", *path.relative_to(SOURCE).with_suffix("").parts)) for path in found]


@pytest.mark.parametrize("name", apis())
def test_an_api_lists_what_is_public_and_says_what_it_does(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, "say what the feature offers"
    assert module.__all__
    silent = [
        one
        for one in module.__all__
        if inspect.isfunction(getattr(module, one)) and not getattr(module, one).__doc__
    ]
    assert silent == []


def test_foreign_keys_are_strings_and_point_downward() -> None:
    wrong = []
    for config in apps.get_app_configs():
        if not config.name.startswith("desireline."):
            continue
        for model in config.get_models():
            for key in (f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)):
                target = key.related_model._meta.app_label
                if target not in ORDER[: ORDER.index(config.label) + 1]:
                    wrong.append(f"{model._meta.label}.{key.name} -> {target}")
    assert wrong == []


def test_foreign_keys_to_other_rooms_are_given_as_strings() -> None:
    wrong = []
    for path in SOURCE.rglob("models.py"):
        tree = ast.parse(path.read_text("utf-8"))
        own = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "attr", "")
            if (
                name in {"ForeignKey", "OneToOneField", "ManyToManyField"}
                and isinstance(node, ast.Call)
                and node.args
            ):
                target = node.args[0]
                if not isinstance(target, ast.Constant) and getattr(target, "id", "") not in own:
                    wrong.append(f"{shown(path)}:{node.lineno}")
    assert wrong == []


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_names_this_machine_or_a_package_index() -> None:
    folders = (
        r"(?<!\w)/wo" + "rk/",
        r"(?<!\w)/ro" + "ot/",
    )  # from the root: a feature of ours may have that name
    places = (*folders, "index" + "-url", "extra-" + "index", "--find" + "-links")
    allowed = {"tools/lock.py"}
    wrong = []
    for path in tracked():
        if path.suffix in {".png", ".webp", ".jpg", ".mo", ".zip", ".xlsx"} or shown(path) in allowed:
            continue
        text = path.read_text("utf-8", "replace")
        wrong += [f"{shown(path)}: {place}" for place in places if re.search(place, text)]
    assert wrong == []


def test_the_lock_holds_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        pinned = re.findall(r"^[\w.\-\[\],]+==", text, re.M)
        assert len(pinned) > 20
        assert len(re.findall(r"^    --hash=sha256:", text, re.M)) >= len(pinned)


def test_vendored_files_are_what_they_were() -> None:
    folder = SOURCE / "kit" / "static" / "vendor"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    digests = set(re.findall(r"[0-9a-f]{64}", json.dumps(manifest)))
    assert digests
    for path in (p for p in folder.rglob("*") if p.is_file() and p.name not in {"manifest.json", "LICENSE"}):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in digests, shown(path)
    for package in (p for p in folder.iterdir() if p.is_dir()):
        assert (package / "LICENSE").is_file(), f"{shown(package)} carries no licence"
