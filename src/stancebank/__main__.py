"""Run the command line with ``python -m stancebank``."""

from stancebank.cli import main

if __name__ == "__main__":
    main(prog_name="stancebank")
