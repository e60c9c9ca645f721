import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('understand', '0001_themes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ThemeTurn',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('holder', models.CharField(blank=True, default='', max_length=32)),
                ('until', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_turn_of_themes')],
            },
        ),
    ]
