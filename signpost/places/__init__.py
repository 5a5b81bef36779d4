"""Postcode or place name -> Place (point, district, region, nation); distance along the ground."""
