"""`python -m trichluc`."""

from trichluc.cli import main

main()
