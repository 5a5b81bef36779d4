"""Tests mirror the tree; a package, so that `from tests.factories import make_service` works everywhere."""
