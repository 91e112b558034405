"""What stock refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from config.kit.errors import Conflict


class OutOfStock(Conflict):
    """Fewer are left than were asked for; `name` is what is short, `left` how many there are."""

    code = "out_of_stock"

    def __init__(self, name: str, left: int, *, field: str = ""):
        self.name, self.left = name, left
        if left:
            message = _("Only %(left)d of “%(name)s” left.") % {"left": left, "name": name}
        else:
            message = _("“%(name)s” is sold out.") % {"name": name}
        super().__init__(message, field=field)
