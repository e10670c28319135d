
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('questionbanks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=8)),
                ('is_simple', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('open', 'Open'), ('sent', 'Sent'), ('revoked', 'Revoked')], default='open', max_length=8)),
                ('willingness', models.CharField(blank=True, choices=[('yes', 'Yes'), ('later', 'Later'), ('no', 'No')], max_length=8)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('card', models.BinaryField(default=b'')),
                ('document', models.BinaryField(null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questionbanks.version')),
            ],
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('link', 'Link'), ('code', 'Code')], max_length=4)),
                ('fingerprint', models.BinaryField(max_length=32, unique=True)),
                ('wrap', models.BinaryField()),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credentials', to='surveys.response')),
            ],
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.BinaryField(max_length=32, unique=True)),
                ('wrap', models.BinaryField()),
                ('card', models.BinaryField(default=b'')),
                ('started_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='surveys.response')),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.BinaryField(max_length=32)),
                ('sealed', models.BinaryField()),
                ('saved_at', models.DateTimeField()),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='surveys.response')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='surveys.visit')),
            ],
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(fields=['state', 'sent_at'], name='surveys_res_state_d9c831_idx'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document__isnull', False), ('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('document__isnull', True), ('sent_at__isnull', True)), _connector='OR'), name='response_is_sent_with_its_document'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('visit', 'slot'), name='one_draft_per_visit_and_question'),
        ),
    ]
