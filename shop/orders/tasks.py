"""Registers what the sweeper calls."""

from shop.orders import closing, receiving

__all__ = ["closing", "receiving"]
