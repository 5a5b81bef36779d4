"""A provider's words -> clean values. Pure functions; unknown gives None or empty, never a guess."""
