"""COCO with polygons and both kinds of run lengths, these packed and all of them drawn by COCO's own tools."""
import itertools
import json

from coco_tools import coco_tools
from witness import HEIGHT, WIDTH, rows, said, write

POLYGON = [3.25, 4.5, 20.6, 2.2, 28.1, 13.9, 17.5, 21.4, 9.75, 16.1]
WHOLE = [4, 3, 20, 3, 20, 12, 12, 12, 12, 7, 4, 7]


def runs(mask):
    """Lengths of outside and inside in turn, column after column."""
    flat = [bool(mask[y][x]) for x in range(WIDTH) for y in range(HEIGHT)]
    lengths = [(value, len(list(group))) for value, group in itertools.groupby(flat)]
    return ([0] if flat[0] else []) + [length for _, length in lengths]


def main():
    tools = coco_tools()
    if tools is None:
        raise SystemExit("Neither pycocotools nor $COCO_MASK_API is there: see coco_tools.py.")
    size = [HEIGHT, WIDTH]
    ring = [[3 <= abs(x - 15.5) + abs(y - 11.5) <= 9 for x in range(WIDTH)] for y in range(HEIGHT)]
    corner = [[x + y < 14 or x > 27 for x in range(WIDTH)] for y in range(HEIGHT)]
    full = [[True] * WIDTH] * HEIGHT
    files = []
    for path, segmentation in [
        ("polygon.json", [POLYGON]),
        ("polygon-whole.json", [WHOLE]),
        ("polygons.json", [[2, 2, 8, 2, 8, 8, 2, 8], [20.5, 12.25, 28, 12, 24, 20.75]]),
        ("runs.json", {"size": size, "counts": runs(ring)}),
        ("runs-from-corner.json", {"size": size, "counts": runs(corner)}),
        ("packed.json", {"size": size, "counts": tools.packed(ring)}),
        ("packed-from-corner.json", {"size": size, "counts": tools.packed(corner)}),
        ("packed-full.json", {"size": size, "counts": tools.packed(full)}),
    ]:
        annotation = {"id": 1, "image_id": 7, "category_id": 3, "iscrowd": 0, "segmentation": segmentation}
        content = {
            "images": [{"id": 7, "file_name": "cells.png", "width": WIDTH, "height": HEIGHT}],
            "categories": [{"id": 3, "name": "cell"}],
            "annotations": [annotation],
        }
        files.append((path, json.dumps(content), [said("cell", rows(tools.mask(segmentation, HEIGHT, WIDTH)))]))
    write(tools.name, files)


main()
