"""Vectors of texts, by digest."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engines', '0002_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextVector',
            fields=[
                ('digest', models.BinaryField(help_text="Of the model's name and the text.", max_length=16, primary_key=True, serialize=False)),
                ('vector', models.BinaryField(help_text='Half-precision numbers, little-endian.')),
                ('used', models.DateField(help_text='About when it was last asked for.')),
            ],
            options={
                'indexes': [models.Index(fields=['used'], name='vectors_by_use')],
            },
        ),
    ]
