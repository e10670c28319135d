
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('participation', '0001_initial'),
        ('surveys', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='response',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.response'),
        ),
        migrations.AddField(
            model_name='attention',
            name='invitation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attention', to='participation.invitation'),
        ),
        migrations.AddField(
            model_name='message',
            name='invitation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='participation.invitation'),
        ),
        migrations.AddField(
            model_name='roleassignment',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_assignments', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='roleassignment',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_assignments', to='participation.unit'),
        ),
        migrations.AddField(
            model_name='funnelfigure',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funnel', to='participation.unit'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='participation.unit'),
        ),
        migrations.AddField(
            model_name='closedpool',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.unit'),
        ),
        migrations.AddField(
            model_name='child',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='children', to='participation.unit'),
        ),
        migrations.AddIndex(
            model_name='childassignment',
            index=models.Index(fields=['user', 'until'], name='participati_user_id_d90a60_idx'),
        ),
        migrations.AddConstraint(
            model_name='childassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('capacity', 'secretary'), ('until__isnull', True)), fields=('child',), name='one_secretary_per_child'),
        ),
        migrations.AddConstraint(
            model_name='cohortcount',
            constraint=models.UniqueConstraint(fields=('cohort', 'question', 'option'), name='a_count_is_stored_once'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(fields=('child', 'number'), name='follow_ups_are_numbered_once'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(fields=['examined_at'], name='participati_examine_4c553e_idx'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(fields=['created_at'], name='participati_created_c203a0_idx'),
        ),
        migrations.AddIndex(
            model_name='attention',
            index=models.Index(fields=['acknowledged_at', 'due_at'], name='participati_acknowl_4be706_idx'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['state', 'due_at'], name='participati_state_7e1995_idx'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.UniqueConstraint(fields=('user', 'unit', 'role', 'since'), name='one_assignment_per_role_and_day'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='role_assignment_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='funnelfigure',
            constraint=models.UniqueConstraint(fields=('unit', 'day', 'step'), name='a_funnel_step_is_stored_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('unit', 'family', 'period_start', 'band'), name='a_cohort_is_sealed_once'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 8)), name='a_cohort_has_eight_children'),
        ),
        migrations.AddConstraint(
            model_name='closedpool',
            constraint=models.UniqueConstraint(fields=('unit', 'family', 'period_start'), name='a_pool_closes_once'),
        ),
    ]
