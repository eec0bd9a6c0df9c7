"""`python -m index`: the library's commands."""

from index.cli import main

main()
