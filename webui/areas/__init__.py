"""Area sites: /in/trafford has the services and the local notices of one district. One directory, many front doors."""

from webui.areas.pages import install, pages

__all__ = ["install", "pages"]
