"""python -m xlminshi.cli."""

from xlminshi.cli.running import main

if __name__ == "__main__":
    main()
