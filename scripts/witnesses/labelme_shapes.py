"""LabelMe JSON written by labelme's own LabelFile, and the pixels that labelme's shape_to_mask fills."""
import os
import tempfile

from labelme import __version__
from labelme.label_file import LabelFile
from labelme.utils import shape_to_mask

from witness import HEIGHT, WIDTH, rows, said, write

POLYGON = [[3.25, 4.5], [20.6, 2.2], [28.1, 13.9], [17.5, 21.4], [9.75, 16.1]]


def shape(label, points, shape_type, group_id=None):
    return {"label": label, "points": points, "group_id": group_id, "shape_type": shape_type, "flags": {}}


def saved(shapes):
    path = os.path.join(tempfile.mkdtemp(), "cells.json")
    LabelFile().save(path, shapes, "cells.png", HEIGHT, WIDTH, imageData=None, otherData={}, flags={})
    with open(path) as file:
        return file.read()


def pixels(*shapes):
    masks = [shape_to_mask((HEIGHT, WIDTH), own["points"], own["shape_type"]) for own in shapes]
    return rows(sum(mask.astype(int) for mask in masks))


def labelled(path, shapes, objects):
    return path, saved(shapes), [said(label, pixels(*own)) for label, *own in objects]


def main():
    polygon = shape("cell", POLYGON, "polygon")
    whole = shape("cell", [[4, 3], [20, 3], [20, 12], [4, 12]], "polygon")
    rectangle = shape("box", [[5.0, 3.0], [19.0, 12.0]], "rectangle")
    backwards = shape("box", [[19.4, 12.2], [5.3, 3.7]], "rectangle")
    circle = shape("disc", [[15.0, 12.0], [15.0, 4.0]], "circle")
    parts = [shape("pair", [[2, 2], [8, 2], [8, 8], [2, 8]], "polygon", 7), shape("pair", [[20, 12], [28, 12], [24, 20]], "polygon", 7)]
    noArea = [
        shape("tip", [[4.0, 5.0]], "point"),
        shape("edge", [[4.0, 5.0], [9.0, 9.0]], "line"),
        shape("path", [[4.0, 5.0], [9.0, 9.0], [12.0, 5.0]], "linestrip"),
    ]
    write(f"labelme {__version__}", [
        labelled("polygon.json", [polygon], [("cell", polygon)]),
        labelled("polygon-whole.json", [whole], [("cell", whole)]),
        labelled("rectangle.json", [rectangle, *noArea], [("box", rectangle)]),
        labelled("rectangle-backwards.json", [backwards], [("box", backwards)]),
        labelled("circle.json", [circle], [("disc", circle)]),
        labelled("group.json", parts, [("pair", *parts)]),
    ])


main()
