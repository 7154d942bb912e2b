"""Print the shell command that stands in the README under the marker ``<!-- command: NAME -->``."""

import re
import sys
from pathlib import Path

name = sys.argv[1]
readme = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
found = re.search(rf"<!-- command: {re.escape(name)} -->\s+```sh\n(.*?)\n```", readme, re.DOTALL)
if found is None:
    sys.exit(f"README.md has no command {name!r}")
print(found[1])
