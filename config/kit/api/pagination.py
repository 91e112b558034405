"""How the API's lists are paged."""

from rest_framework import pagination


class CursorPagination(pagination.CursorPagination):
    """Newest first; `page_size` may be asked for, up to 100."""

    ordering = "-id"
    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"
