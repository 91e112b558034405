"""Registers what the sweeper calls."""

from shop.checkout import expiring

__all__ = ["expiring"]
