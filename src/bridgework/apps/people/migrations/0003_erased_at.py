from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_fair_review'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='erased_at',
            field=models.DateTimeField(blank=True, help_text='when their name was taken away at their wish', null=True),
        ),
        migrations.AlterField(
            model_name='identityprovider',
            name='client_secret',
            field=models.CharField(help_text="encrypted with the installation's key", max_length=1000),
        ),
    ]
