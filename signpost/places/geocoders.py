"""Geocoders: our offline tables as a geopy Geocoder, and any of geopy's network geocoders that a setting names.

The only module that knows geopy's geocoders. A network geocoder sees what a visitor typed, so it is never the default.
"""

from __future__ import annotations

import inspect
from typing import Any
from urllib.parse import urlsplit

from geopy.exc import GeocoderNotFound, GeocoderTimedOut, GeopyError
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from signpost.errors import GeocoderFailed, PlaceAmbiguous, PlaceUnknown, SettingsError
from signpost.models import Place
from signpost.places.answers import place_to_json
from signpost.places.locator import locate, place_at
from signpost.places.nearest import nearest_unit
from signpost.settings import Settings

OFFLINE = "offline"
USER_AGENT = "signpost-directory"  # Nominatim refuses geopy's own name.
COUNTRIES = "gb,im,je,gg"
# A network geocoder gives a point and no radius: taken as a small town, since names are what is sent there.
NETWORK_PRECISION_METRES = 1_000
# What geopy's parsers let through when an answer has not the shape that they expect.
NONSENSE = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class OfflineGeocoder(Geocoder):  # type: ignore[misc]
    """The shipped tables behind geopy's interface. timeout is taken and ignored: nothing is waited for."""

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: object = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Give the Location of a postcode or name; with exactly_one=False all of several, most prominent first."""
        try:
            places: tuple[Place, ...] = (locate(query),)
        except PlaceAmbiguous as problem:
            places = problem.choices
        except PlaceUnknown:
            return None
        found = [_location(place) for place in places]
        return found[0] if exactly_one else found

    def reverse(
        self, query: object, *, exactly_one: bool = True, timeout: object = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Give the postcode sector nearest to a point, in any form that geopy reads; None outside Great Britain."""
        point = Point(query)
        unit = nearest_unit(point.latitude, point.longitude)
        if unit is None:
            return None
        found = _location(locate(unit.sector))
        return found if exactly_one else [found]


class NetworkLocator:
    """A geopy geocoder behind our interface. Raises GeocoderFailed where geopy raises, or answers nonsense."""

    def __init__(self, geocoder: Any, name: str, timeout_seconds: float) -> None:
        self._geocoder, self._name, self._timeout = geocoder, name, timeout_seconds
        parameters = inspect.signature(geocoder.geocode).parameters
        self._options = {"country_codes": COUNTRIES} if "country_codes" in parameters else {}

    def locate(self, text: str) -> Place:
        """Raises PlaceUnknown when the geocoder knows no such place in the UK, GeocoderFailed when it fails."""
        found = self._ask(text)
        if found is None:
            raise PlaceUnknown(f"“{text}” was not found. Check the spelling, or type the postcode instead.")
        latitude, longitude, address = found
        place = place_at(latitude, longitude, address or text, NETWORK_PRECISION_METRES)
        if not place.area_codes:
            raise PlaceUnknown(
                f"“{text}” was found, but not in the UK. Add the county, or type the postcode instead."
            )
        return place

    def _ask(self, text: str) -> tuple[float, float, str] | None:
        try:
            found = self._geocoder.geocode(text, exactly_one=True, timeout=self._timeout, **self._options)
            if found is None:
                return None
            point = float(found.latitude), float(found.longitude)
        except GeocoderTimedOut as error:
            raise GeocoderFailed(
                f"Geocoder {self._name} did not answer in {self._timeout:g} seconds. Try the postcode instead; who runs "
                "the site may raise SIGNPOST_GEOCODER_TIMEOUT or set SIGNPOST_GEOCODER=offline."
            ) from error
        except (GeopyError, *NONSENSE) as error:
            raise self._failed(type(error).__name__) from error
        return (*point, str(found.address or ""))

    def _failed(self, what: str) -> GeocoderFailed:
        return GeocoderFailed(
            f"Geocoder {self._name} gave no usable answer ({what}). Try the postcode instead; who runs the site should "
            "check SIGNPOST_GEOCODER_URL or set SIGNPOST_GEOCODER=offline."
        )


def make_geocoder(settings: Settings) -> Geocoder:
    """Make the geocoder that settings.geocoder names: "offline", or geopy's name of a service ("nominatim", "photon").

    settings.geocoder_url is the server, where the service has a choice. Raises SettingsError when geopy has no such
    service, or when it needs a key.
    """
    if settings.geocoder == OFFLINE:
        return OfflineGeocoder(timeout=settings.geocoder_timeout_seconds)
    try:
        service = get_geocoder_for_service(settings.geocoder)
    except GeocoderNotFound as error:
        raise SettingsError(f"SIGNPOST_GEOCODER: {error}; or leave it out to use {OFFLINE!r}") from error
    try:
        return service(**_arguments(service, settings))
    except (TypeError, GeopyError) as error:
        raise SettingsError(
            f"SIGNPOST_GEOCODER={settings.geocoder!r} cannot be set up ({error}); use nominatim, photon or another "
            "service of geopy that needs no key, or leave it out"
        ) from error


def _arguments(service: type, settings: Settings) -> dict[str, object]:
    accepted = inspect.signature(service).parameters
    arguments: dict[str, object] = {"timeout": settings.geocoder_timeout_seconds, "user_agent": USER_AGENT}
    if settings.geocoder_url:
        url = urlsplit(settings.geocoder_url)
        if url.scheme not in ("http", "https") or not url.netloc or "domain" not in accepted:
            raise SettingsError(
                f"SIGNPOST_GEOCODER_URL={settings.geocoder_url!r} is not the http or https address of a server that "
                f"{settings.geocoder!r} can use; correct it or leave it out"
            )
        arguments |= {"scheme": url.scheme, "domain": url.netloc + url.path.rstrip("/")}
    return {name: value for name, value in arguments.items() if name in accepted}


def _location(place: Place) -> Location:
    return Location(place.label, (place.latitude, place.longitude), place_to_json(place))
