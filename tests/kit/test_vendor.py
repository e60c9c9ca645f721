"""What we ship from others is what its makers released, with its licence."""

import json
import re

from tools import vendor


def test_vendored_files_are_unchanged() -> None:
    written = json.loads((vendor.STATIC / "vendor/manifest.json").read_text())
    assert written == vendor.manifest()


def test_every_vendored_folder_carries_its_licence() -> None:
    for folder in [*(vendor.STATIC / "vendor").glob("*/"), vendor.STATIC / "kit/icons"]:
        assert (folder / "LICENSE").stat().st_size > 200


def test_the_sprite_holds_every_icon_once() -> None:
    names = re.findall(r'<symbol id="([\w-]+)"', (vendor.STATIC / "kit/icons.svg").read_text())
    assert names == sorted(vendor.ICONS)


def test_pages_use_only_icons_of_the_sprite() -> None:
    used: set[str] = set()
    for path in (vendor.STATIC.parents[1]).rglob("templates/**/*.html"):
        used |= set(re.findall(r'\bicon\("([a-z0-9-]+)"', path.read_text()))
    assert used
    assert used <= set(vendor.ICONS), f"add to tools/vendor.py: {sorted(used - set(vendor.ICONS))}"
