"""`python -m liftmine` is the `liftmine` command."""

from liftmine.cli.main import main

if __name__ == "__main__":
    main()
