from __future__ import annotations

from desireline.people.profile.api import erase
from desireline.reach.imports.models import ImportBatch, Imported, ImportedChange
from tests.cast import Cast


def test_imports_forget_the_names_and_addresses_of_who_left(cast: Cast) -> None:
    batch = ImportBatch.objects.create(name="old.zip", sha256="0" * 64)
    for pk, source in (
        (cast.carla.pk, "mail:carla@example.org"),
        (cast.carla.pk, "77"),
        (cast.otto.pk, "name:Otto"),
    ):
        Imported.objects.create(system="old", kind="person", source_id=source, object_id=pk, batch=batch)
    for pk in (cast.carla.pk, cast.otto.pk):
        values = {"name": ["Old", "New"]}
        ImportedChange.objects.create(batch=batch, table="people.Person", object_id=pk, values=values)
    erase(cast.carla)
    left = set(Imported.objects.values_list("source_id", flat=True))
    assert {"77", "name:Otto"} < left
    assert not any("carla" in source for source in left)
    assert [change.values for change in ImportedChange.objects.order_by("object_id")] == [
        {},
        {"name": ["Old", "New"]},
    ]
