import config.kit.references
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '__first__'),
        ('content', '0001_initial'),
        ('shop', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('product_name', models.CharField(max_length=80)),
                ('content', models.BooleanField()),
                ('text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('visible', 'visible'), ('hidden', 'hidden by the site')], default='visible', max_length=7)),
                ('hidden_reason', models.CharField(blank=True, max_length=200)),
                ('buyer', models.ForeignKey(blank=True, help_text='None where the account is closed.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='shop.order')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reviews', to='shop.product')),
                ('store', models.ForeignKey(help_text="The order's.", on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='shop.store')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['product', '-id'], name='review_of_product'), models.Index(fields=['store', '-id'], name='review_of_store')],
                'constraints': [models.UniqueConstraint(fields=('order', 'product'), name='one_review_a_product'), models.CheckConstraint(condition=models.Q(('state__in', ('visible', 'hidden'))), name='review_stands_or_not')],
            },
        ),
        migrations.CreateModel(
            name='ReviewAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('text', models.TextField()),
                ('state', models.CharField(choices=[('visible', 'visible'), ('hidden', 'hidden by the site')], default='visible', max_length=7)),
                ('hidden_reason', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='shop.review')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('visible', 'hidden'))), name='review_answer_stands_or_not')],
            },
        ),
        migrations.CreateModel(
            name='ReviewPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hung_in_reviews', to='content.picture')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='shop.review')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BooleanField()),
                ('text', models.TextField(blank=True)),
                ('written_at', models.DateTimeField(help_text='Since when it said so.')),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='shop.review')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewRevisionPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hung_in_reviews_before', to='content.picture')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='shop.reviewrevision')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'picture'), name='review_revision_picture_once')],
            },
        ),
        migrations.AddField(
            model_name='store',
            name='commission',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, help_text='Per cent of the price that it says it pays those who recommend it; 0 for nothing.'),
        ),
        migrations.AddConstraint(
            model_name='store',
            constraint=models.CheckConstraint(condition=models.Q(('commission__lte', 50)), name='store_commission_in_range'),
        ),
    ]
