"""The program that shows the directory. Knows pages, addresses and forms; asks everything else of a Directory."""

from webui.app import create_app

__all__ = ["create_app"]
