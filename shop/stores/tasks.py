"""What stores have done in the background."""

from config.kit.claims import sweeper
from shop.stores.drafts import forget_old_drafts

sweeper(forget_old_drafts)
