"""Draw what ``stancebank show`` prints as an SVG: ``python docs/picture.py FILE > docs/show.svg``."""

import re
import sys
from html import escape
from pathlib import Path
from typing import Final

from click.testing import CliRunner

from stancebank.cli import main

COLUMNS: Final = 80
LINE: Final = 17
CODES: Final = {
    "1": "font-weight:bold",
    "4": "text-decoration:underline",
    "31": "fill:#c4314b",
    "32": "fill:#2e7d32",
    "33": "fill:#9a6700",
    "34": "fill:#1f5fbf",
    "36": "fill:#0b7285",
}


def picture(place: Path) -> str:
    """Return the SVG of what the command prints of the document at *place*."""
    result = CliRunner().invoke(main, ["show", "--width", str(COLUMNS), str(place)], color=True)
    lines = result.output.rstrip("\n").split("\n")
    drawn = [
        f'<text x="14" y="{30 + number * LINE}" xml:space="preserve">{_spans(line)}</text>'
        for number, line in enumerate(lines)
    ]
    width, height = COLUMNS * 8.45 + 28, len(lines) * LINE + 34
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" role="img" '
        f'aria-label="Output of stancebank show" font-family="monospace" font-size="14" fill="#24292f">'
    )
    ground = f'<rect width="{width:.0f}" height="{height}" rx="8" fill="#f6f8fa" stroke="#d0d7de"/>'
    return "\n".join([head, ground, *drawn, "</svg>\n"])


def _spans(line: str) -> str:
    spans: list[str] = []
    style: list[str] = []
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if piece.startswith("\x1b["):
            codes = piece[2:-1].split(";")
            style = [] if codes == ["0"] else [*style, *(CODES[code] for code in codes if code in CODES)]
        elif piece:
            styled = f' style="{";".join(style)}"' if style else ""
            spans.append(f"<tspan{styled}>{escape(piece, quote=False)}</tspan>")
    return "".join(spans)


if __name__ == "__main__":
    sys.stdout.buffer.write(picture(Path(sys.argv[1])).encode())
