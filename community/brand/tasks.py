"""What the sweeper does for this room."""

from community.brand import visiting
from config.kit.claims import sweeper


@sweeper
def forget() -> None:
    visiting.forget_old()
