"""
GeoJSON by shapely and the geojson package, with the properties that QuPath's documentation lists ("Exporting
annotations"), and the pixels whose middles shapely finds inside. QuPath itself is not what wrote these.
"""
import math

import geojson
import shapely
from geojson import Feature, FeatureCollection
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping

from witness import middles, said, write

POLYGON = Polygon([(3.25, 4.5), (20.6, 2.2), (28.1, 13.9), (17.5, 21.4), (9.75, 16.1)])
ID = "b9e6f5f0-2c0e-4a2c-9d0e-0d6a4a2b1c{:02d}"


def feature(index, shape, name=None, kind="annotation", plane=None):
    geometry = mapping(shape)
    if plane is not None:
        geometry["plane"] = plane
    # QuPath writes NaN where a measurement is missing.
    properties = {"objectType": kind, "isLocked": True, "measurements": {"Area px^2": shape.area, "Nucleus: Area": math.nan}}
    if name is not None:
        properties["classification"] = {"name": name, "color": [200, 0, 0]}
    return Feature(id=ID.format(index), geometry=geometry, properties=properties)


def drawn(name, shape, page=None):
    return said(name, middles(lambda x, y: shape.contains(Point(x, y))), page)


def main():
    holed = box(3, 2, 23, 19).difference(box(8, 6, 15, 14)).difference(POLYGON.buffer(-6, 2))
    parts = MultiPolygon([box(2, 2, 7, 7), Point(20, 12).buffer(6.3, 3).difference(Point(20, 12).buffer(2.1, 3))])
    shapes = [(POLYGON, "Tumor"), (holed, "Stroma"), (parts, "Immune cells: Positive"), (box(1, 20, 9, 23), None)]
    features = [feature(i, *own) for i, own in enumerate(shapes)]
    others = [feature(10, Point(4, 5)), feature(11, LineString([(1, 1), (9, 9)]))]
    objects = [drawn(name, shape) for shape, name in shapes]
    planes = [feature(20 + z, box(z, z, z + 6, z + 5), "Tumor", "detection", {"c": -1, "z": z, "t": 0}) for z in (0, 2)]
    write(f"shapely {shapely.__version__}, geojson {geojson.__version__}", [
        ("collection.geojson", geojson.dumps(FeatureCollection(features + others), allow_nan=True), objects),
        ("list.geojson", geojson.dumps(features, allow_nan=True), objects),
        ("lone.geojson", geojson.dumps(features[0], allow_nan=True), objects[:1]),
        ("stack.geojson", geojson.dumps(FeatureCollection(planes), allow_nan=True), [drawn("Tumor", box(z, z, z + 6, z + 5), z) for z in (0, 2)]),
    ])


main()
