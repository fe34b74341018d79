"""What the scripts beside this share: pixels as rows of text, and the file of fixtures on standard output."""
import json
import sys

WIDTH, HEIGHT = 32, 24


def rows(mask):
    """mask[y][x], as text: '1' inside."""
    return ["".join("1" if mask[y][x] else "." for x in range(WIDTH)) for y in range(HEIGHT)]


def middles(is_inside):
    """The pixels whose middle `is_inside(x, y)` holds."""
    return rows([[is_inside(x + 0.5, y + 0.5) for x in range(WIDTH)] for y in range(HEIGHT)])


def said(name, pixel_rows, page=None):
    return {"name": name, "page": page, "rows": pixel_rows}


def write(program, files):
    """`files`: path, text, objects in the order in which the file has them."""
    listed = [{"path": path, "text": text, "objects": objects} for path, text, objects in files]
    json.dump({"program": program, "width": WIDTH, "height": HEIGHT, "files": listed}, sys.stdout)
