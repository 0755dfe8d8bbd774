"""``python -m gpssim``: the command line."""

from gpssim.cli import main

if __name__ == "__main__":
    main()
