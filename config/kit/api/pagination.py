"""How the API's lists are paged."""

from __future__ import annotations

from rest_framework import pagination
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from config.kit import cursors


class CursorPagination(pagination.CursorPagination):
    """Newest first; `page_size` may be asked for, up to 100. Its cursors are sealed like those of the pages."""

    ordering = "-id"
    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Raises BadCursor for one that this site did not make, or made for a list in another order."""
        sealed = request.query_params.get(self.cursor_query_param)
        if sealed is None:
            return None
        kind, *place = cursors.decode(sealed)
        if kind != self._kind() or len(place) != 3:
            raise cursors.BadCursor
        offset, is_reverse, position = place
        return Cursor(offset=int(offset), reverse=bool(is_reverse), position=position or None)

    def encode_cursor(self, cursor: Cursor) -> str:
        sealed = cursors.encode(self._kind(), cursor.offset, int(cursor.reverse), cursor.position or "")
        return replace_query_param(self.base_url, self.cursor_query_param, sealed)

    def _kind(self) -> str:
        """What the position is of: a moment says nothing in a list that goes by number."""
        return ",".join(self.ordering)
