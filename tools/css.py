"""Join the parts of the style sheet into the one file that pages load: `python tools/css.py`."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src/desireline/kit/static/kit"
PARTS = (
    "reset tokens base layout buttons vote forms panels ways feedback frame charts utilities".split()  # noqa: SIM905
)


def shrink(css: str) -> str:
    """Without comments and without space that means nothing. Strings in our sheets hold neither."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};])\s*", r"\1", css)
    return re.sub(r"([,:]) ", r"\1", css).replace(";}", "}").strip()


def joined() -> str:
    """The whole sheet, in the order of the layers."""
    note = "/* Made by tools/css.py from the files beside it. */\n"
    return note + "\n".join(shrink((FOLDER / f"{part}.css").read_text()) for part in PARTS) + "\n"


if __name__ == "__main__":
    (FOLDER / "kit.css").write_text(joined())
