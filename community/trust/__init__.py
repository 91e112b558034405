"""Trust: what a person's word is worth to another, and what follows from it."""

from .core.indexing import score

__all__ = ["score"]
