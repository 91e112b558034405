import config.kit.references
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('community', '0002_initial'),
        ('content', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('shop', '0002_trust'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.channel')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'suggestion waved off',
                'verbose_name_plural': 'suggestions waved off',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'channel'), name='dismissal_once')],
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('sentence', models.CharField(max_length=140)),
                ('place', models.PositiveSmallIntegerField(help_text='Which of the places of whoever gave it.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(blank=True, help_text='When the sentence was last said otherwise.', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, help_text='When a moderator hid it.', null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=200)),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endorsements_given', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='taggit.tag')),
            ],
            options={
                'verbose_name': 'endorsement',
                'verbose_name_plural': 'endorsements',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['about', 'topic', '-id'], name='endorsement_about')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('by', 'about', 'topic'), name='endorsement_stands_once'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('by', 'place'), name='endorsement_has_a_place'), models.CheckConstraint(condition=models.Q(('place__gte', 1), ('place__lte', 30)), name='endorsement_places'), models.CheckConstraint(condition=models.Q(('by', models.F('about')), _negated=True), name='endorsement_not_of_oneself')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('kind', models.PositiveSmallIntegerField(choices=[(0, 'endorsed'), (1, 'bought, and content'), (2, 'bought, and not content'), (3, 'promise kept'), (4, 'promise broken'), (5, 'report upheld'), (6, 'answer found useful')])),
                ('source_id', models.BigIntegerField()),
                ('turn', models.PositiveSmallIntegerField(default=0, help_text='Counts up where the same source says the same again after it was countered.')),
                ('why', models.CharField(blank=True, choices=[('withdrawn', 'it was taken back'), ('changed', 'they see it otherwise now'), ('refunded', 'the order was refunded'), ('settled', 'the buyer is content with how it was settled'), ('hidden', 'what was said is hidden'), ('undone', 'the decision was taken back'), ('disputed', 'it was struck out after an objection'), ('closed', 'whoever said it closed their account')], help_text='Of a row that takes another back.', max_length=9)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('about', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='evidence_given', to=settings.AUTH_USER_MODEL)),
                ('counters', models.OneToOneField(blank=True, help_text='The row it takes back.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countered_by', to='community.evidence')),
                ('source_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taggit.tag')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['about', '-id'], name='evidence_about'), models.Index(fields=['by', '-id'], name='evidence_by'), models.Index(fields=['source_type', 'source_id'], name='evidence_source')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('counters', None)), fields=('source_type', 'source_id', 'by', 'about', 'kind', 'turn'), name='evidence_once'), models.CheckConstraint(condition=models.Q(('by', models.F('about')), _negated=True), name='evidence_not_of_oneself'), models.CheckConstraint(condition=models.Q(models.Q(('counters', None), ('why', '')), models.Q(('counters__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='evidence_countered_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Freeze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('reason', models.CharField(max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='freezes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'frozen voice',
                'verbose_name_plural': 'frozen voices',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person',), name='one_freeze_each')],
            },
        ),
        migrations.CreateModel(
            name='PathChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endorsements', models.BooleanField(default=True, help_text='Where they endorsed the next in the path.')),
                ('groups', models.BooleanField(default=True, help_text='Where they are in a group with the next in the path.')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='path_choice', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'choice of being named',
                'verbose_name_plural': 'choices of being named',
            },
        ),
        migrations.CreateModel(
            name='PickList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('title', models.CharField(max_length=40)),
                ('slug', models.SlugField(max_length=60)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('deleted_at', models.DateTimeField(blank=True, help_text='What went bad before still counts.', null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=200)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pick_lists', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taggit.tag')),
            ],
            options={
                'verbose_name': 'list of picks',
                'verbose_name_plural': 'lists of picks',
                'ordering': ['-changed_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'slug'), name='pick_list_slug_of_person')],
            },
        ),
        migrations.CreateModel(
            name='ProfileChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lessons', models.BooleanField(default=False, help_text='Which lessons of the course they finished.')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile_choice', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'choice for a profile',
                'verbose_name_plural': 'choices for profiles',
            },
        ),
        migrations.CreateModel(
            name='ProfileVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text='By the clock of the person whose page it is.')),
                ('source', models.CharField(choices=[('direct', 'The link itself'), ('card', 'QR code of the card'), ('search', 'Search and lists here'), ('group', 'A group'), ('product', 'A store or its goods'), ('here', 'Elsewhere here'), ('outside', 'Another site')], max_length=8)),
                ('count', models.PositiveIntegerField(default=0)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profile_visits', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'visits of a profile',
                'verbose_name_plural': 'visits of profiles',
                'ordering': ['-day', 'source'],
                'indexes': [models.Index(fields=['day'], name='profile_visits_by_day')],
                'constraints': [models.UniqueConstraint(fields=('person', 'day', 'source'), name='profile_visits_once'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='profile_visits_from_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='UsefulMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='found_useful', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='useful_marks', to='community.comment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='useful_marks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'useful answer',
                'verbose_name_plural': 'useful answers',
                'constraints': [models.UniqueConstraint(fields=('comment', 'person'), name='found_useful_once'), models.CheckConstraint(condition=models.Q(('person', models.F('about')), _negated=True), name='found_useful_not_ones_own')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('reason', models.CharField(max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'verification',
                'verbose_name_plural': 'verifications',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person',), name='one_verification_each')],
            },
        ),
        migrations.CreateModel(
            name='VoiceCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('claimed_by', models.CharField(blank=True, default='', editable=False, max_length=100)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('newest_row', models.BigIntegerField(default=0, help_text='The key of the newest row of evidence that was counted.')),
                ('customs', models.JSONField(blank=True, default=dict, help_text='What strangers usually say, by topic (`trust.core.crowds.Custom`).')),
                ('bad_picks', models.JSONField(blank=True, default=dict, help_text='How many picks of each person (by key) went bad, by topic.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'count of public voices',
                'verbose_name_plural': 'counts of public voices',
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['due_at'], name='voice_count_open')],
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('text', models.CharField(help_text='Empty once whoever wrote it closed their account.', max_length=1000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('upheld', 'agreed: it no longer counts'), ('refused', 'not agreed: it stands')], max_length=7)),
                ('answer', models.CharField(blank=True, max_length=200)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='disputes', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dispute', to='community.evidence')),
            ],
            options={
                'verbose_name': 'objection to evidence',
                'verbose_name_plural': 'objections to evidence',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('decided_at', None)), fields=['id'], name='dispute_open')],
            },
        ),
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', config.kit.references.ReferenceField(default=config.kit.references.new_reference, editable=False, max_length=16, unique=True)),
                ('why', models.CharField(max_length=200)),
                ('is_paid', models.BooleanField(default=False, help_text='The picker gets something for it.')),
                ('commission', models.CharField(blank=True, help_text='What the picker gets, in their words.', max_length=80)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('told_at', models.DateTimeField(blank=True, help_text='When those who follow the list were told.', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, help_text='What went bad before still counts.', null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=200)),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shop.product')),
                ('store', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shop.store')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picks', to='community.picklist')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('product__isnull', False), ('store', None)), models.Q(('product', None), ('store__isnull', False)), _connector='OR'), name='pick_of_exactly_one'), models.CheckConstraint(condition=models.Q(('is_paid', True), ('commission', ''), _connector='OR'), name='pick_commission_is_paid'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('list', 'store'), name='pick_store_once_a_list'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('list', 'product'), name='pick_product_once_a_list')],
            },
        ),
        migrations.CreateModel(
            name='PickNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('claimed_by', models.CharField(blank=True, default='', editable=False, max_length=100)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='news', to='community.picklist')),
                ('post', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.post')),
            ],
            options={
                'verbose_name': 'news of a list',
                'verbose_name_plural': 'news of lists',
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['due_at'], name='pick_news_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('list',), name='pick_news_one_open')],
            },
        ),
        migrations.CreateModel(
            name='PublicVoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thousandths', models.PositiveSmallIntegerField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='public_voices', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(blank=True, help_text='Empty: of no topic.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='taggit.tag')),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='community.voicecount')),
            ],
            options={
                'verbose_name': 'public voice',
                'verbose_name_plural': 'public voices',
                'constraints': [models.UniqueConstraint(fields=('count', 'topic', 'person'), name='one_public_voice_each'), models.UniqueConstraint(condition=models.Q(('topic', None)), fields=('count', 'person'), name='one_public_voice_of_no_topic'), models.CheckConstraint(condition=models.Q(('thousandths__range', (10, 1000))), name='public_voice_in_bounds')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='channel',
            name='channel_of_exactly_one',
        ),
        migrations.AddField(
            model_name='event',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shop.review'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='admitted',
            field=models.BooleanField(db_default=False, default=False, help_text='Whether the group let them in, rather than that they walked into a public one.'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='shown_to',
            field=models.CharField(blank=True, choices=[('everyone', 'everyone'), ('members', 'members of the group'), ('nobody', 'nobody')], db_default='', help_text="Who sees on the person's page that they are in the group; by default whoever may read the group.", max_length=8),
        ),
        migrations.AlterField(
            model_name='channel',
            name='kind',
            field=models.CharField(choices=[('group', 'group'), ('store', 'store'), ('person', 'person'), ('picks', 'picks')], max_length=6),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('order_placed', 'someone ordered from my store'), ('order_paid', 'an order was paid'), ('order_shipped', 'my order was shipped'), ('order_received', 'goods arrived at my buyer'), ('order_cancelled', 'an order was cancelled or refunded'), ('review', 'a buyer says whether they were content'), ('review_answer', 'a seller answers my review'), ('comment', 'someone commented on my post'), ('reply', 'someone replied to me'), ('reaction', 'someone reacted to my post'), ('join_request', 'someone asks to join my group'), ('join_accepted', 'I was let into a group'), ('group_offered', 'someone offers me their group'), ('group_role', 'I look after a group now'), ('group_post', 'a new post in my group'), ('store_post', 'news from a store I follow'), ('person_post', 'a new post by a person I follow'), ('follower', 'someone follows me or my store'), ('moderation', 'a moderator acted on something of mine'), ('mention', 'someone mentions me'), ('message', 'someone writes to me about an order'), ('announcement', 'an announcement in my group'), ('report', 'a report of mine was looked into'), ('appeal', 'an objection of mine was decided'), ('draft', 'a draft of mine was published or not'), ('archive', 'my data are ready to fetch'), ('evidence', 'what I said of somebody was looked into'), ('duty', 'something waits for me as a moderator'), ('endorsed', 'someone endorses me')], max_length=15),
        ),
        migrations.AlterField(
            model_name='moderationaction',
            name='verb',
            field=models.CharField(choices=[('close_store', 'closed a store'), ('reopen_store', 'reopened a store'), ('hide_product', 'hid a product'), ('restore_product', 'restored a product'), ('hide_post', 'hid a post'), ('restore_post', 'restored a post'), ('hide_comment', 'hid a comment'), ('restore_comment', 'restored a comment'), ('hide_message', 'hid a message'), ('restore_message', 'restored a message'), ('hide_review', 'hid a review'), ('restore_review', 'restored a review'), ('hide_answer', 'hid an answer to a review'), ('restore_answer', 'restored an answer to a review'), ('hide_article', 'withdrew an article'), ('restore_article', 'let an article be published again'), ('warn_person', 'gave a warning'), ('unwarn_person', 'took a warning back'), ('limit_person', 'set a limit'), ('unlimit_person', 'lifted a limit'), ('suspend_person', 'suspended a person'), ('ban_person', 'banned a person from the site'), ('restore_person', 'lifted a suspension'), ('remove_member', 'removed a member'), ('ban_member', 'banned a member'), ('take_off_shelf', "took something off a group's shelf"), ('put_on_shelf', "put something back on a group's shelf"), ('hide_endorsed', 'hid an endorsement'), ('show_endorsed', 'restored an endorsement'), ('hide_picks', 'hid picks'), ('restore_picks', 'restored picks'), ('readmit_member', 'let a member in again'), ('close_group', 'closed a group'), ('reopen_group', 'reopened a group'), ('refuse_post', 'gave back a post that was held'), ('release_post', 'let a post pass that was held'), ('decline_request', 'declined a request to join'), ('accept_request', 'accepted a request to join'), ('give_role', 'made a member a moderator'), ('take_role', 'made a moderator a member again'), ('end_invitation', 'ended an invitation'), ('open_invitation', 'let an invitation work again'), ('find_nothing', 'found nothing wrong with what was reported'), ('settle_reports', 'marked reports as dealt with'), ('add_word', 'put a word on the list of unwanted ones'), ('remove_word', 'took a word off the list of unwanted ones'), ('grant_appeal', 'agreed with an appeal'), ('refuse_appeal', 'did not agree with an appeal'), ('verify_person', 'verified a person'), ('unverify_person', 'ended a verification'), ('freeze_person', "froze a person's voice"), ('unfreeze_person', "let a person's voice count again"), ('grant_dispute', 'agreed with an objection to evidence'), ('refuse_dispute', 'did not agree with an objection to evidence')], max_length=15),
        ),
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=[('order_placed', 'someone ordered from my store'), ('order_paid', 'an order was paid'), ('order_shipped', 'my order was shipped'), ('order_received', 'goods arrived at my buyer'), ('order_cancelled', 'an order was cancelled or refunded'), ('review', 'a buyer says whether they were content'), ('review_answer', 'a seller answers my review'), ('comment', 'someone commented on my post'), ('reply', 'someone replied to me'), ('reaction', 'someone reacted to my post'), ('join_request', 'someone asks to join my group'), ('join_accepted', 'I was let into a group'), ('group_offered', 'someone offers me their group'), ('group_role', 'I look after a group now'), ('group_post', 'a new post in my group'), ('store_post', 'news from a store I follow'), ('person_post', 'a new post by a person I follow'), ('follower', 'someone follows me or my store'), ('moderation', 'a moderator acted on something of mine'), ('mention', 'someone mentions me'), ('message', 'someone writes to me about an order'), ('announcement', 'an announcement in my group'), ('report', 'a report of mine was looked into'), ('appeal', 'an objection of mine was decided'), ('draft', 'a draft of mine was published or not'), ('archive', 'my data are ready to fetch'), ('evidence', 'what I said of somebody was looked into'), ('duty', 'something waits for me as a moderator'), ('endorsed', 'someone endorses me')], max_length=15),
        ),
        migrations.AlterField(
            model_name='preference',
            name='kind',
            field=models.CharField(choices=[('order_placed', 'someone ordered from my store'), ('order_paid', 'an order was paid'), ('order_shipped', 'my order was shipped'), ('order_received', 'goods arrived at my buyer'), ('order_cancelled', 'an order was cancelled or refunded'), ('review', 'a buyer says whether they were content'), ('review_answer', 'a seller answers my review'), ('comment', 'someone commented on my post'), ('reply', 'someone replied to me'), ('reaction', 'someone reacted to my post'), ('join_request', 'someone asks to join my group'), ('join_accepted', 'I was let into a group'), ('group_offered', 'someone offers me their group'), ('group_role', 'I look after a group now'), ('group_post', 'a new post in my group'), ('store_post', 'news from a store I follow'), ('person_post', 'a new post by a person I follow'), ('follower', 'someone follows me or my store'), ('moderation', 'a moderator acted on something of mine'), ('mention', 'someone mentions me'), ('message', 'someone writes to me about an order'), ('announcement', 'an announcement in my group'), ('report', 'a report of mine was looked into'), ('appeal', 'an objection of mine was decided'), ('draft', 'a draft of mine was published or not'), ('archive', 'my data are ready to fetch'), ('evidence', 'what I said of somebody was looked into'), ('duty', 'something waits for me as a moderator'), ('endorsed', 'someone endorses me')], max_length=15),
        ),
        migrations.AlterField(
            model_name='spending',
            name='quota',
            field=models.CharField(choices=[('posts', 'posts'), ('comments', 'comments'), ('reactions', 'reactions'), ('mentions', 'mentions'), ('messages', 'messages'), ('reviews', 'reviews and answers to them'), ('groups', 'new groups'), ('stores', 'new stores'), ('invitations', 'invitations'), ('joins', 'groups joined or asked to join'), ('follows', 'stores and people followed'), ('picks', 'picks'), ('reports', 'reports'), ('appeals', 'appeals'), ('links', 'links to outside pages'), ('exports', "exports of one's data"), ('endorsements', 'new endorsements')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('is_active', False)), fields=['id'], name='person_inactive'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(fields=['changed_at'], name='subscription_changed'),
        ),
        migrations.AddField(
            model_name='event',
            name='endorsement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.endorsement'),
        ),
        migrations.AddField(
            model_name='event',
            name='evidence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.evidence'),
        ),
        migrations.AddField(
            model_name='channel',
            name='picks',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='channel', to='community.picklist'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('kind', 'group'), ('person', None), ('picks', None), ('store', None)), models.Q(('group', None), ('kind', 'store'), ('person', None), ('picks', None), ('store__isnull', False)), models.Q(('group', None), ('kind', 'person'), ('person__isnull', False), ('picks', None), ('store', None)), models.Q(('group', None), ('kind', 'picks'), ('person', None), ('picks__isnull', False), ('store', None)), _connector='OR'), name='channel_of_exactly_one'),
        ),
    ]
