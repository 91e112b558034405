"""What the sweeper does for this room: old codes and knocks go."""

from community.entry import codes, limits
from config.kit.claims import sweeper


@sweeper
def forget() -> None:
    codes.forget_old()
    limits.forget_old()
