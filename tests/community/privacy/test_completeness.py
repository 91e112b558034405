"""The archive has all that is one's own: a new model or a new column fails here until somebody has thought of it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.kit import personal
from tests.community.privacy.holding import models_of_tables, opened, rows, strings, texts
from tests.community.privacy.lively import MARK, photo_of
from tests.factories import PostFactory, channel_of

pytestmark = pytest.mark.django_db

# What is nobody's to take along: others' doings, what only tells the site how far it has come, and what stands in
# another table already.
NOT_TAKEN = {
    "Account": "in the money of one's stores",
    "Archive": "the file itself",
    "Arrival": "how far the site has come with telling who waits for something",
    "Bag": "its lines are taken along",
    "Channel": "in posts and subscriptions",
    "ContentType": "of the site",
    "Conversation": "its messages are taken along",
    "Delivery": "how far the site has come with a notification",
    "DraftPicture": "in the drafts",
    "EmailConfirmation": "a link that was sent; the address is taken along",
    "Erasure": "there is nothing left then",
    "Event": "what others did, as the site tells of it",
    "Freeze": "in the decisions",
    "GroupBuyGroup": "in the hails",
    "GuestMail": "of buyers without an account",
    "HailDraftPicture": "in the draft",
    "HailGroup": "in the hails",
    "HailPicture": "in the hails",
    "JournalEntry": "in the money of one's stores",
    "Knock": "digests that nobody can read back",
    "LogEntry": "what operators did in the admin",
    "Mention": "drawn from words that are taken along; those that name one are others'",
    "MessagePicture": "in the messages",
    "NeedTerm": "drawn from the words of a need",
    "NotificationEntry": "what others did",
    "OfferPicture": "in the offers",
    "OneTimeCode": "gone with the day",
    "OutsidePage": "what pages outside say of themselves",
    "Permission": "of the site",
    "PickNews": "in the posts",
    "PollOption": "in the polls",
    "PostPicture": "in the posts",
    "PostTag": "drawn from words that are taken along",
    "ProductPicture": "in the products",
    "ReadMark": "how far a side of an order has read",
    "Restriction": "in the decisions",
    "SandboxCharge": "what the sandbox knows, as a bank would; in the payments",
    "SandboxRefund": "the same, in the refunds",
    "SandboxWebhook": "what the sandbox says to the site",
    "Session": "which browser one is signed in with, until it ends",
    "ReviewPicture": "in the reviews",
    "ReviewRevisionPicture": "in the reviews as they were",
    "RevisionPicture": "in the posts as they were",
    "ShelfItem": "of the group; one's words for it are taken along",
    "StaffReading": "what the staff did",
    "StoreTerm": "drawn from words that are taken along",
    "StockItem": "in the choices of products",
    "StockMovement": "the counts themselves are in the choices of products",
    "Tag": "words that belong to everyone",
    "TaggedItem": "in the profile and the products",
    "TermsDue": "how far the site has come with a store's words",
    "TokenProxy": "the keys of the API under another name",
    "Verification": "in the decisions",
    "VoiceCount": "how far the site has come with public voices",
    "Wave": "how far the site has come with calling stores",
    "WebhookEvent": "what a payment gateway said to the site",
    "WordRule": "of a group or the site",
    "auth.Group": "of the site",
}
# Columns of no meaning outside: keys, and how far the site has come.
PLUMBING = {"id", "idempotency_key", "due_at", "claimed_until", "claimed_by", "attempts", "done_at"}
COLUMNS_NOT_TAKEN = {
    "Appeal": {"decided_by": "a moderator acts for the group or the site"},
    "Article": {"import_key": "of texts that the operator published"},
    "Authenticator": {"data": "secret"},
    "BagLine": {"bag": "one's own"},
    "Call": {
        "reference": "leads to what another hailed for",
        "hail": "what another hailed for",
        "wave": "how the site chose",
        "fit": "how the site chose",
        "reasons": "words of what another hailed for",
        "ended_at": "it would tell who blocked one",
    },
    "Case": {
        "target_type": "others' things",
        "target_id": "others' things",
        "about": "others",
        "group": "where others' things stand",
        "for_staff": "of the site",
        "note": "of the site",
        "created_at": "when others reported it",
    },
    "Comment": {"thread": "follows from what it answers"},
    "Dispute": {"decided_by": "the staff acts for the site"},
    "Draft": {"similar_to": "what another said"},
    "Evidence": {
        "source_type": "said in words",
        "source_id": "said in words",
        "turn": "how often the same was said",
        "counters": "of rows that take another back, which stand beside that",
    },
    "Endorsement": {"place": "keeps places apart"},
    "FeedVisit": {"seen": "how far the feed had come", "below": "how far the feed had come"},
    "Hail": {"searched_at": "how far the site has come with calling stores"},
    "HandOver": {"offered_by": "whether oneself did is said", "to": "the other of the two"},
    "Message": {"sender": "the side is said, and whether it was oneself"},
    "ModerationAction": {
        "actor": "a moderator acts for the group or the site",
        "target_type": "what it was is said in words",
        "target_id": "what it was is said in words",
        "target_name": "what it was is said in words",
        "before": "how to go back",
    },
    "GroupBuy": {
        "organiser": "oneself, or whoever one joined",
        "seller": "whose store it is",
        "variant": "what was agreed is taken along",
    },
    "NeedMatch": {"post": "said as what was found"},
    "Notification": {
        "group_key": "which of others' doings are counted together",
        "latest": "what others did",
        "round": "how it is counted",
        "shown": "only what was shown is taken along",
        "digested": "how far the digest has come",
    },
    "Offer": {"call": "leads to what another hailed for", "seller": "oneself, or whose store it is"},
    "OrderLine": {"variant": "as it was named when it was bought", "picture": "the product's"},
    "OrderTransition": {"actor": "whether oneself did is said"},
    "Person": {
        "password": "secret",
        "session_salt": "secret",
        "is_active": "the suspension is taken along",
        "is_staff": "of the site",
        "is_superuser": "of the site",
        "closed_at": "nobody takes anything along afterwards",
    },
    "Payment": {"pay_url": "led to the gateway's page"},
    "Pick": {"store": "said as what was picked", "product": "the same"},
    "Purchase": {"guest_contact": "of buyers without an account", "placing_scope": "whose key it is"},
    "PushSubscription": {
        "reference": "in addresses of the settings",
        "p256dh": "a key",
        "auth": "secret",
        "salt": "secret",
        "carried": "how far the site has come",
        "failures": "how far the site has come",
        "silent_until": "what the push service wants",
    },
    "Refund": {"gateway_reference": "the payment's is taken along"},
    "Report": {"target_type": "said in words", "target_id": "said in words", "case": "what moderators weigh"},
    "Spending": {"key": "tells groups apart that are counted alone"},
    "Subscription": {"joined_post_id": "how far the site has come"},
    "Token": {"key": "not shown twice"},
    "PollVote": {"slot": "keeps votes apart"},
    "PublicVoice": {"count": "when it was counted is said"},
    "UsefulMark": {"about": "whoever wrote the comment: of what helped one, another"},
}


def test_every_model_is_taken_along_or_said_why_not(lively):
    taken = {model._meta.concrete_model for model in models_of_tables(lively).values()}
    left = {model for model in apps.get_models() if model not in taken}

    names = {model.__name__ for model in left} - NOT_TAKEN.keys()

    assert names - {"Group"} == set()
    assert {model._meta.app_label for model in left if model.__name__ == "Group"} == {"auth"}
    assert NOT_TAKEN.keys() - {model.__name__ for model in left} == {"auth.Group"}


def test_every_column_is_taken_along_or_said_why_not(lively):
    """A column is taken where a table of its model has it under its own name or reads it by its path."""
    taken: dict[str, set[str]] = {}
    fields: dict[str, set[str]] = {}
    for name, model in models_of_tables(lively).items():
        columns = next(table for table in personal.tables() if table.name == name).columns
        read = {column.source.split(".")[0] for column in columns.values() if isinstance(column.source, str)}
        taken.setdefault(model.__name__, set()).update(read | columns.keys())
        owner = {field.name for field in model._meta.concrete_fields if is_of_its_person(field)}
        fields[model.__name__] = {field.name for field in model._meta.concrete_fields} - PLUMBING - owner

    left = {
        f"{model}.{column}"
        for model, columns in fields.items()
        for column in columns - taken[model] - COLUMNS_NOT_TAKEN.get(model, {}).keys()
    }

    assert left == set()


def is_of_its_person(field) -> bool:
    """Whether the column says whose the row is."""
    return field.name in {"person", "author", "owner", "buyer", "reporter", "created_by", "user", "settled_by"}


def test_every_column_leads_somewhere(lively):
    """What is misspelt would be empty for everybody."""
    lost = set()
    for table in personal.tables():
        row = next(iter(table.rows(lively)))
        for key, column in table.columns.items():
            name = key if not column.source else column.source
            if isinstance(name, str) and not hasattr(row, name.split(".")[0]):
                lost.add(f"{table.name}.{key}")
    assert lost == set()


def test_every_word_of_ones_own_is_in_it(lively):
    """Whatever column of the database holds it: all that is marked was written by them."""
    archive = opened(lively)
    taken = {text for table in personal.tables() for text in strings(rows(archive, table.name))}
    drawn = {"Tag.name", "Tag.slug", "LogEntry.object_repr", "StoreTerm.term", "Call.reasons"}

    missing = {(column, text) for column, text in texts(MARK) if column not in drawn and text not in taken}

    assert missing == set()


def test_every_table_has_something_of_who_has_done_everything(lively):
    """Or its functions would not be tried."""
    archive = opened(lively)

    assert {table.name for table in personal.tables() if not rows(archive, table.name)} == set()


def test_it_costs_as_many_statements_for_much_as_for_little(lively):
    with CaptureQueriesContext(connection) as little:
        opened(lively)
    for _more in range(3):
        PostFactory(author=lively, channel=channel_of(lively)).pictures.create(picture=photo_of(lively))

    with CaptureQueriesContext(connection) as much:
        opened(lively)

    assert len(much) == len(little)
