"""The parts of scripts/build_places.py: sources in, packed tables out. Not part of the program."""
