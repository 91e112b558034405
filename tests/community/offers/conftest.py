from tests.community.calling.conftest import hail_for, product

__all__ = ["hail_for", "product"]
