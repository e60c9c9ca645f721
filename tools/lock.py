"""Renew requirements.txt and requirements-dev.txt: every package with its hashes, no address of any index.

python tools/lock.py            keep versions that still fit
python tools/lock.py --upgrade  take the newest that fit
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Made by `make lock` from pyproject.toml. Do not edit.\n"
COMMON = ["--generate-hashes", "--universal", "--python-version", "3.11", "--no-header", "--no-annotate"]
QUIET = ["--no-emit-index-url", "--no-emit-find-links", "--quiet"]


def lock(target: str, *, groups: list[str], limits: list[str]) -> None:
    named = [part for group in groups for part in ("--group", group)]
    bounds = [part for limit in limits for part in ("--constraints", limit)]
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv else []
    compile_ = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--all-extras"]
    command = [*compile_, *named, *bounds, *upgrade]
    subprocess.run([*command, *COMMON, *QUIET, "--output-file", target], cwd=ROOT, check=True)
    path = ROOT / target
    text = path.read_text(encoding="utf-8").removeprefix(HEAD)
    if "://" in text:
        sys.exit(f"{target} holds an address. Name packages by version only.")
    path.write_text(HEAD + text, encoding="utf-8")


lock("requirements.txt", groups=["build"], limits=[])
lock("requirements-dev.txt", groups=["build", "dev"], limits=["requirements.txt"])
