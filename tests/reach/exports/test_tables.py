"""Every table is exported, or left out for a reason; a secret never goes along."""

from __future__ import annotations

import re

from django.apps import apps

from desireline.reach.exports import tables

LOOKS_SECRET = re.compile(
    r"token|secret|pass|hash|key|code|link|calendar|digest|salt|signature|nonce|lock", re.I
)
# Columns of an export that look like a secret by their name, and are none.
HARMLESS = {
    "engines_storedfile.key": "where the file lies in the archive",
    "guide_correction.key": "of a card in the search",
    "prove_promiseevidence.link": "an address that everyone may open",
    "prove_targetshare.key": "a discipline or a horizon",
    "understand_saying.digest": "tells whether a text has changed",
}


def test_every_table_is_exported_or_left_out_for_a_reason() -> None:
    for name in tables.LEFT:
        apps.get_model(name)
    exported = tables.exported()
    unsaid = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model not in exported and not tables.left(model)
    ]
    assert unsaid == [], "name each in reach/exports/tables.py LEFT, with the reason"
    assert not {model._meta.label for model in exported} & set(tables.LEFT)
    assert {"listen_idea", "futures_rating", "people_person", "codevelop_visit", "prove_reviewitem"} <= {
        model._meta.db_table for model in exported
    }


def test_no_secret_is_written() -> None:
    found = {
        f"{model._meta.db_table}.{field.column}"
        for model in tables.exported()
        for field in tables.columns(model)
        if LOOKS_SECRET.search(field.column)
    }
    assert found - set(HARMLESS) == set(), "a secret? rename it (tables.SECRET) or say here why it is none"


def test_what_points_to_a_row_comes_after_it() -> None:
    order = tables.exported()
    for model in order:
        for target, _column in tables.references(model):
            if target is not model:
                assert order.index(target) < order.index(model), (model, target)


def test_names_of_tables_fit_where_the_import_notes_them() -> None:
    from desireline.reach.imports.models import Imported

    most = Imported._meta.get_field("kind").max_length
    assert most is not None
    assert max(len(model._meta.db_table) for model in tables.exported()) <= most
