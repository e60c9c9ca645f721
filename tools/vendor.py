"""Fetch the third-party files that we ship, from pinned npm packages: `python tools/vendor.py`.

Needs `npm` (only here: nothing at build or run time does). Writes the files with their licences, the icon
sprite, and the manifest of checksums that a test verifies.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).parents[1] / "src/desireline/kit/static"
HTMX, LUCIDE = "4.0.1", "1.62.0"
ICONS = """
archive arrow-big-up arrow-left arrow-right arrow-up-down at-sign bell bookmark briefcase building-2
calendar chart-column chart-scatter check chevron-down chevron-left chevron-right chevron-up
circle-check circle-help circle-x clock compass copy door-open download ellipsis external-link equal eye eye-off
file-text filter flag flame footprints gem globe grip-vertical heart house image inbox info key-round
keyboard languages layout-grid lightbulb link list lock log-in log-out mail map menu merge
message-circle message-square-quote milestone monitor moon paperclip pencil pin play plus reply route rss ruler
search send settings shield sliders-horizontal smile sparkles split star sun tag target thumbs-up
trash-2 trending-up triangle-alert undo-2 unlock upload user users x
""".split()  # noqa: SIM905


def unpack(package: str, into: Path) -> Path:
    """The folder of a package at its pinned version."""
    packed = subprocess.run(
        ["npm", "pack", package, "--silent"], cwd=into, check=True, capture_output=True, text=True
    )
    name = packed.stdout.strip().splitlines()[-1]
    target = into / name.removesuffix(".tgz")
    with tarfile.open(into / name) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def sprite(folder: Path) -> str:
    """One SVG with a symbol per icon, made from the single files."""
    symbols = []
    for name in sorted(ICONS):
        source = (folder / f"{name}.svg").read_text()
        found = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
        assert found, name
        drawing = re.sub(r"\s+", " ", found[1]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>')
    note = "<!-- Lucide icons, ISC licence, see icons/LICENSE. Made by tools/vendor.py. -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{note}\n' + "\n".join(symbols) + "\n</svg>\n"


def manifest() -> dict[str, str]:
    """sha256 of every vendored file, by path below static/."""
    files = [
        *STATIC.glob("vendor/*/*"),
        *STATIC.glob("kit/icons/*"),
        STATIC / "kit/icons.svg",
    ]
    return {str(f.relative_to(STATIC)): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(files)}


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        htmx = unpack(f"htmx.org@{HTMX}", work)
        home = STATIC / f"vendor/htmx-{HTMX}"
        home.mkdir(parents=True, exist_ok=True)
        code = (htmx / "dist/htmx.min.js").read_text()
        (home / "htmx.min.js").write_text(re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", code))
        shutil.copy(htmx / "LICENSE", home / "LICENSE")

        lucide = unpack(f"lucide-static@{LUCIDE}", work)
        icons = STATIC / "kit/icons"
        shutil.rmtree(icons, ignore_errors=True)
        icons.mkdir(parents=True)
        for name in ICONS:
            shutil.copy(lucide / f"icons/{name}.svg", icons)
        shutil.copy(lucide / "LICENSE", icons / "LICENSE")
        (STATIC / "kit/icons.svg").write_text(sprite(lucide / "icons"))
    (STATIC / "vendor/manifest.json").write_text(json.dumps(manifest(), indent=1) + "\n")


if __name__ == "__main__":
    main()
