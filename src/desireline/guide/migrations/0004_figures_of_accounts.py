import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def tell_again(apps, schema_editor):
    """Cards say from now on which system they are from: the next sync compares and tells all of them."""
    apps.get_model("guide", "CardSet").objects.update(generation="")


class Migration(migrations.Migration):

    dependencies = [
        ('guide', '0003_account_view'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FigureSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('generation', models.CharField(blank=True, default='', max_length=40)),
                ('digest', models.CharField(blank=True, default='', help_text='Of the SELECT that was asked.', max_length=40)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='AccountFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('panel', models.CharField(max_length=40)),
                ('lines', models.JSONField(default=list)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('panel', 'account'), name='figures_once_an_account')],
            },
        ),
        migrations.RunPython(tell_again, migrations.RunPython.noop),
    ]
