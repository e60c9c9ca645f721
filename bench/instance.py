"""A seeded instance to measure on: made once in its folder, used again from there."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def seeded(args: argparse.Namespace, *, more: Callable[[], None] | None = None) -> dict[str, Any]:
    """Set Django up on the instance in the folder `args.keep` (or in a new temporary one), which is made with `args.ideas`
    and `args.votes` and with what `more` adds, where it is not there yet. Returns what `seed.main` said of it.
    """
    data = Path(args.keep or tempfile.mkdtemp(prefix="desireline-bench-"))
    data.mkdir(parents=True, exist_ok=True)
    os.environ |= {"DESIRELINE_DATA": str(data), "DESIRELINE_LOG_LEVEL": "warning"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desireline.site.settings")
    sys.path.insert(0, str(HERE))
    facts = data / "bench.json"
    if facts.exists():
        import django

        django.setup()
    else:
        import seed

        found = seed.main(args.ideas, args.votes)
        if more:
            more()
        facts.write_text(json.dumps(found))
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    return dict(json.loads(facts.read_text()))
