"""The sweeper: picks up what no nudge reached."""

from celery import shared_task

from config.kit import claims


@shared_task(name="config.shell.tasks.sweep")
def sweep() -> int:
    """Nudge every row that waits and run the registered sweepers. Returns how many rows were nudged."""
    return claims.sweep_all()
