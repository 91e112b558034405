"""What stores have done in the background."""

from config.kit.claims import sweeper
from shop.stores.drafts import forget_old_drafts


@sweeper
def forget() -> None:
    """Drafts that nobody came back to."""
    forget_old_drafts()
