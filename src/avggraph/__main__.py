"""`python -m avggraph` is the command `avggraph`."""

from avggraph.cli import main

if __name__ == "__main__":
    main()
