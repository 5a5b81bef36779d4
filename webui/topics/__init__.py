"""Pages about one need or one kind of help: what it is, what to try, then services. Plain addresses to share."""

from webui.topics.numbers import numbers
from webui.topics.pages import pages

__all__ = ["numbers", "pages"]
