"""What the sweeper does for this room."""

from community.attention import quotas
from config.kit.claims import sweeper


@sweeper
def forget() -> None:
    quotas.forget_old()
