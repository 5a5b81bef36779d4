"""The search box in a frame on other sites: schools, councils, surgeries. No cookie; only where the settings allow it."""

from webui.embed.pages import install

__all__ = ["install"]
