"""What imports remember of a person who leaves."""

from __future__ import annotations

from desireline.people.identity.api import Person
from desireline.reach.imports.models import Imported, ImportedChange


def forget(person: Person) -> None:
    """The names that imports gave and replaced go, and source ids that are an address or a name.

    A numeric source id stays: it is how the same archive, brought in again, finds the person and leaves them erased.
    """
    ImportedChange.objects.filter(table="people.Person", object_id=person.pk).update(values={})
    rows = Imported.objects.filter(kind="person", object_id=person.pk)
    for row in rows:
        if row.source_id.startswith(("mail:", "name:")) or "@" in row.source_id:
            row.source_id = f"erased:{row.pk}"
            row.save(update_fields=["source_id"])
