"""Places and place problems as JSON: the shapes that command line, API and scripts share."""

from __future__ import annotations

from signpost.errors import PlaceAmbiguous, PlaceError, PlaceUnknown
from signpost.models import Place

Json = dict[str, object]


def place_to_json(place: Place) -> Json:
    """Give label, kind, latitude, longitude, precision_metres, district, district_code, region, nation."""
    return {
        "label": place.label,
        "kind": place.kind,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision_metres": place.precision_metres,
        "district": place.district,
        "district_code": place.district_code,
        "region": place.region,
        "nation": place.nation,
    }


def problem_to_json(problem: PlaceError) -> Json:
    """Give {"error", "suggestions"} for an unknown place, {"error", "choices"} (Places, best first) for several."""
    if isinstance(problem, PlaceAmbiguous):
        return {"error": str(problem), "choices": [place_to_json(place) for place in problem.choices]}
    suggestions = problem.suggestions if isinstance(problem, PlaceUnknown) else ()
    return {"error": str(problem), "suggestions": list(suggestions)}
