"""The `desireline` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a command: `desireline help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desireline.site.settings")
    from desireline.site.env import SettingError

    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.stderr.write(f"desireline: {error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
