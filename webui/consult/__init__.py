"""For people with a patient or pupil in front of them: one dense screen, keyboard first, a sheet in under a minute."""

from webui.consult.views import pages

__all__ = ["pages"]
