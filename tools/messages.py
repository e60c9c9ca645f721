"""Renew the catalogues: find every marked text, merge it into each language, compile.

`python tools/messages.py` does all three and prints what is still to translate; `--check` changes nothing and fails
when something is to be done. Texts that vanished are dropped: git remembers them. Places are written without line
numbers, so that an edit elsewhere changes no catalogue.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "desireline"
LOCALE = SOURCE / "kit" / "locale"
DOMAIN = "django"
Keywords = dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None]
KEYWORDS: Keywords = {
    **DEFAULT_KEYWORDS,  # type: ignore[dict-item]
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "L": None,  # gettext_lazy where a file is little else than labels
    "gettext_noop": None,
    "lazy": None,
}
PLACES: dict[Path, Keywords] = {
    SOURCE: KEYWORDS,
    SOURCE / "reach" / "imports": {"say": None, "refusal": None},  # a text with facts, translated when shown
}


def catalogues() -> Iterator[Path]:
    """The .po file of each language."""
    yield from sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def found() -> Catalog:
    """All texts marked in the source, with the places they stand in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    catalog = Catalog(domain=DOMAIN)
    for folder, keywords in PLACES.items():
        hits = extract_from_dir(folder, methods, options, keywords=keywords, comment_tags=["Translators:"])
        for name, line, text, comments, context in hits:
            place = (folder / name).relative_to(SOURCE).as_posix()
            catalog.add(text, None, [(place, line)], auto_comments=comments, context=context)
    return catalog


def load(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain=DOMAIN)


def merged(path: Path, fresh: Catalog) -> Catalog:
    """The catalogue of one language with exactly the texts of `fresh`; what was translated stays."""
    old, new = load(path), Catalog(locale=path.parts[-3], domain=DOMAIN)
    for message in fresh:
        if not message.id:
            continue
        before = old.get(message.id, message.context)
        places = [(name, 0) for name in sorted({name for name, _ in message.locations})]
        new.add(
            message.id,
            before.string if before else None,
            places,
            flags=message.flags | (before.flags & {"fuzzy"} if before else set()),
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    return new


def as_po(catalog: Catalog) -> bytes:
    """The .po file: sorted, without dates and line numbers, so that two branches seldom meet in one line."""
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_output=True, omit_header=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale}\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def as_mo(path: Path) -> bytes:
    """The compiled catalogue, as Python's gettext reads it: the same bytes for the same text, whenever it is made."""
    catalog = load(path)
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def missing(message: Message) -> bool:
    """Whether a text, or one of its plural forms, is not translated, or only guessed."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(message.id) and (message.fuzzy or not all(forms))


def texts(catalog: Catalog) -> set[object]:
    """What is translated, without the places where it stands."""
    return {(message.id, message.context) for message in catalog if message.id}


def stale(path: Path, fresh: Catalog) -> str:
    """What is wrong with a catalogue, or nothing."""
    if texts(load(path)) != texts(fresh):
        return "texts changed"
    if not path.with_suffix(".mo").exists() or path.with_suffix(".mo").read_bytes() != as_mo(path):
        return "not compiled"
    return "not all is translated" if any(missing(message) for message in load(path)) else ""


def check(fresh: Catalog) -> None:
    wrong = {path.parts[-3]: told for path in catalogues() if (told := stale(path, fresh))}
    if wrong:
        sys.exit(f"{wrong}. Run `make messages`, then translate what it prints.")


def main() -> None:
    fresh = found()
    if "--check" in sys.argv:
        return check(fresh)
    for path in catalogues():
        path.write_bytes(as_po(merged(path, fresh)))
        path.with_suffix(".mo").write_bytes(as_mo(path))
        todo = [message.id for message in load(path) if missing(message)]
        print(f"{path.parts[-3]}: {len(fresh)} texts, {len(todo)} to translate")
        for text in todo:
            print("  ", repr(text))
    return None


if __name__ == "__main__":
    main()
