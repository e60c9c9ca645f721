import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('codevelop', '0002_gates_and_work'),
        ('listen', '0002_similar_ideas'),
    ]

    operations = [
        migrations.CreateModel(
            name='OriginText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listen.comment')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listen.idea')),
                ('origin', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='codevelop.projectorigin')),
            ],
        ),
    ]
