"""The full-text index beside the cards, which the ORM does not know."""

from django.db import migrations

from desireline.engines.search import index


def create(apps, schema_editor):
    index.create(schema_editor)


def drop(apps, schema_editor):
    index.drop(schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('engines', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(create, drop),
    ]
