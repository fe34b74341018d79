"""What other programs make of exports: COCO's tools of a COCO file, shapely of a GeoJSON. Arguments: the two files."""
import json
import sys

import shapely
from shapely.geometry import Point, shape

from coco_tools import coco_tools
from witness import HEIGHT, WIDTH, middles, rows


def coco(path):
    tools = coco_tools()
    if tools is None:
        return None
    with open(path) as file:
        annotations = json.load(file)["annotations"]
    masks = [rows(tools.mask(own["segmentation"], HEIGHT, WIDTH)) for own in annotations]
    return {"program": tools.name, "masks": masks}


def geojson(path):
    with open(path) as file:
        shapes = [shape(own["geometry"]) for own in json.load(file)["features"]]
    found = [
        {"valid": own.is_valid, "area": own.area, "rows": middles(lambda x, y: own.contains(Point(x, y)))}
        for own in shapes
    ]
    return {"program": f"shapely {shapely.__version__}", "shapes": found}


print(json.dumps({"coco": coco(sys.argv[1]), "geojson": geojson(sys.argv[2])}))
