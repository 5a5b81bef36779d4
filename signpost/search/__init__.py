"""Finding services: the words that the rest of the program knows are in signpost.search.interface."""
