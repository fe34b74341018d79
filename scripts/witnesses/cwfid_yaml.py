"""
YAML laid out as CWFID's annotations are, written by PyYAML, and the pixels whose middles shapely finds inside. The set's
own files are tested where they are at hand.
"""
import yaml
from shapely.geometry import Point, Polygon

from witness import middles, said, write

SHAPES = [
    ("weed", [(3.25, 4.5), (20.6, 2.2), (28.1, 13.9), (17.5, 21.4), (9.75, 16.1)]),
    ("crop", [(1.0, 18.0), (6.5, 15.25), (7.0, 22.0)]),
]


def entry(kind, corners):
    return {"type": kind, "points": {"x": [x for x, _ in corners], "y": [y for _, y in corners]}}


def main():
    tip = {"type": "weed", "points": {"x": 4.0, "y": 5.0}}
    content = {"filename": "001_image.png", "annotation": [*(entry(*own) for own in SHAPES), tip]}
    text = yaml.safe_dump(content, default_flow_style=None, sort_keys=False)
    objects = [said(kind, middles(lambda x, y: Polygon(corners).contains(Point(x, y)))) for kind, corners in SHAPES]
    write(f"PyYAML {yaml.__version__}", [("001.yaml", text, objects)])


main()
