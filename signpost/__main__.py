"""python -m signpost: the same as the command `signpost`."""

from signpost.cli import main

main()
