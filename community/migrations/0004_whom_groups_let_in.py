from django.db import migrations
from django.db.models import Q


def mark_admitted(apps, schema_editor):
    """Tell of the memberships that stand whom the group let in: its keepers, and whoever is in one that has a door."""
    subscriptions = apps.get_model("community", "Subscription").objects.using(schema_editor.connection.alias)
    in_groups = subscriptions.filter(channel__kind="group", state="active")
    in_groups.filter(Q(role__in=["owner", "moderator"]) | ~Q(channel__group__access="public")).update(admitted=True)


class Migration(migrations.Migration):

    dependencies = [("community", "0003_trust")]

    operations = [migrations.RunPython(mark_admitted, migrations.RunPython.noop, elidable=True)]
