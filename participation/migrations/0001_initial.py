
import django.db.models.deletion
import django.utils.timezone
import participation.models.children
import participation.models.staff
import phonenumber_field.modelfields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Beat',
            fields=[
                ('name', models.CharField(max_length=24, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Child',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('card', models.BinaryField()),
                ('label_index', models.BinaryField(db_index=True, max_length=32)),
                ('case_index', models.BinaryField(db_index=True, max_length=32, null=True)),
                ('is_protected', models.BooleanField(default=False, verbose_name='skyddade personuppgifter')),
                ('record_key', models.BigIntegerField(default=participation.models.children.new_record_key, editable=False)),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ClosedPool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('family', models.CharField(max_length=120)),
                ('period_start', models.DateField()),
                ('outcome', models.CharField(choices=[('sealed', 'Sealed'), ('carried', 'Carried'), ('empty', 'Empty')], max_length=8)),
                ('closed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('family', models.CharField(max_length=120)),
                ('band', models.CharField(max_length=8)),
                ('period_start', models.DateField()),
                ('period_end', models.DateField()),
                ('size', models.PositiveIntegerField()),
                ('sealed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-period_start', 'unit', 'band'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('sequence', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor', models.BigIntegerField(null=True)),
                ('actor_name', models.CharField(max_length=120)),
                ('role', models.CharField(blank=True, max_length=16)),
                ('ground', models.CharField(blank=True, max_length=40)),
                ('action', models.CharField(max_length=24)),
                ('thing', models.CharField(blank=True, max_length=24)),
                ('thing_id', models.CharField(blank=True, max_length=40)),
                ('unit', models.BigIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('result', models.CharField(max_length=12)),
                ('previous', models.BinaryField(max_length=32)),
                ('digest', models.BinaryField(max_length=32)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['sequence'],
            },
        ),
        migrations.CreateModel(
            name='FunnelFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('step', models.CharField(choices=[('should', 'Should'), ('invited', 'Invited'), ('opened', 'Opened'), ('answered', 'Answered'), ('talked', 'Talked')], max_length=8)),
                ('figure', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(choices=[('sms', 'sms'), ('email', 'e-post'), ('paper', 'brev på papper'), ('screen', 'på min skärm')], max_length=8)),
                ('payload', models.BinaryField(default=b'')),
                ('state', models.CharField(choices=[('queued', 'väntar på att skickas'), ('sending', 'skickas'), ('sent', 'skickat'), ('delivered', 'framme'), ('failed', 'gick inte att skicka'), ('stopped', 'stoppat')], default='queued', max_length=12)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('reference', models.CharField(blank=True, max_length=80)),
                ('trouble', models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('secretary', 'socialsekreterare'), ('team_leader', 'gruppledare'), ('manager', 'enhetschef'), ('duty', 'mottagning'), ('administrator', 'administratör'), ('archivist', 'arkivansvarig'), ('reviewer', 'logggranskare'), ('editor', 'frågeredaktör')], max_length=16, verbose_name='roll')),
                ('since', models.DateField(verbose_name='från')),
                ('until', models.DateField(blank=True, null=True, verbose_name='till och med')),
            ],
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(max_length=80, verbose_name='namn')),
                ('jour_phone', models.CharField(blank=True, max_length=16, verbose_name='socialjourens nummer')),
                ('jour_hours', models.CharField(blank=True, max_length=40, verbose_name='socialjouren svarar')),
                ('is_closed', models.BooleanField(default=False, verbose_name='stängd')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-postadress')),
                ('first_name', models.CharField(max_length=40, verbose_name='förnamn')),
                ('last_name', models.CharField(max_length=60, verbose_name='efternamn')),
                ('phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='telefon på arbetet')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', participation.models.staff.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Attention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('acute', 'läs och bedöm samma dag'), ('soon', 'ta kontakt inom två arbetsdagar')], max_length=8)),
                ('raised_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attention', to='participation.child')),
            ],
        ),
        migrations.CreateModel(
            name='ChildAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.CharField(choices=[('secretary', 'socialsekreterare'), ('deputy', 'ersättare'), ('duty', 'mottagning')], max_length=12)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='anledning')),
                ('assigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='participation.child')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='child_assignments', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CohortCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=80)),
                ('option', models.CharField(max_length=80)),
                ('rounded', models.PositiveIntegerField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='participation.cohort')),
            ],
        ),
        migrations.CreateModel(
            name='CohortMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.BinaryField(max_length=32)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='participation.cohort')),
            ],
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('opened_at', models.DateTimeField()),
                ('meeting_at', models.DateTimeField(blank=True, null=True, verbose_name='mötet')),
                ('guardian', models.CharField(choices=[('informed', 'vårdnadshavaren är informerad'), ('agrees', 'vårdnadshavaren är informerad och tycker det är bra'), ('not_informed', 'vårdnadshavaren är inte informerad')], default='informed', max_length=16, verbose_name='vårdnadshavare')),
                ('guardian_reason', models.CharField(blank=True, max_length=200, verbose_name='varför inte')),
                ('closed_at', models.DateTimeField(null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='participation.child')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['child', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follow_up', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='conversation', to='participation.followup')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(choices=[('sms', 'sms'), ('email', 'e-post'), ('paper', 'brev på papper'), ('screen', 'på min skärm')], max_length=8)),
                ('created_at', models.DateTimeField()),
                ('examined_at', models.DateTimeField(null=True)),
                ('first_read_at', models.DateTimeField(null=True)),
                ('cohort_closed_at', models.DateTimeField(null=True)),
                ('first_read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follow_up', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='participation.followup')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
