"""The site in Welsh too: catalogues, the /cy prefix, links between the two.

gettext of the standard library does it, with Jinja's own extension. Flask-Babel was weighed and left out: it chooses
the language by cookie or Accept-Language, which we do not want, and brings dates and numbers of 800 locales.
Babel itself only gathers messages, in scripts/translations.
"""

from webui.i18n.addresses import install
from webui.i18n.languages import LANGUAGES, gettext, language, ngettext, noted

__all__ = ["LANGUAGES", "gettext", "install", "language", "ngettext", "noted"]
