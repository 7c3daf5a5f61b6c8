"""python -m xlminshi: the command line, where no command `xlminshi` is on the path."""

from xlminshi.cli import main

if __name__ == "__main__":
    main()
