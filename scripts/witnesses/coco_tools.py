"""
COCO's own tools: pycocotools where it is installed, else its maskApi.c compiled to a library that $COCO_MASK_API names:
cc -shared -fPIC -O1 -o libmaskapi.so maskApi.c (github.com/cocodataset/cocoapi, common/).
"""
import ctypes
import os


class Rle(ctypes.Structure):
    """maskApi.h, RLE."""

    _fields_ = [("h", ctypes.c_ulong), ("w", ctypes.c_ulong), ("m", ctypes.c_ulong), ("cnts", ctypes.POINTER(ctypes.c_uint))]


class MaskApi:
    """What pycocotools.mask does with maskApi.c, of it what is needed here."""

    name = "maskApi.c of cocodataset/cocoapi"

    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        self.c.rleToString.restype = ctypes.c_void_p

    def packed(self, mask):
        """mask[y][x] to counts as text."""
        height, width = len(mask), len(mask[0])
        flat = bytes(1 if mask[y][x] else 0 for x in range(width) for y in range(height))
        rle = Rle()
        self.c.rleEncode(ctypes.byref(rle), flat, ctypes.c_ulong(height), ctypes.c_ulong(width), ctypes.c_ulong(1))
        return ctypes.string_at(self.c.rleToString(ctypes.byref(rle))).decode("ascii")

    def mask(self, segmentation, height, width):
        """mask[y][x] of polygons, counts or packed counts, as annToMask has it."""
        rle = self._merged(segmentation, height, width) if isinstance(segmentation, list) else self._runs(segmentation["counts"], height, width)
        flat = ctypes.create_string_buffer(height * width)
        self.c.rleDecode(ctypes.byref(rle), flat, ctypes.c_ulong(1))
        return [[flat.raw[x * height + y] for x in range(width)] for y in range(height)]

    def _runs(self, counts, height, width):
        rle = Rle()
        size = (ctypes.c_ulong(height), ctypes.c_ulong(width))
        if isinstance(counts, str):
            self.c.rleFrString(ctypes.byref(rle), counts.encode("ascii"), *size)
        else:
            self.c.rleInit(ctypes.byref(rle), *size, ctypes.c_ulong(len(counts)), (ctypes.c_uint * len(counts))(*counts))
        return rle

    def _merged(self, polygons, height, width):
        parts = (Rle * len(polygons))()
        for part, polygon in zip(parts, polygons):
            corners = (ctypes.c_double * len(polygon))(*polygon)
            self.c.rleFrPoly(ctypes.byref(part), corners, ctypes.c_ulong(len(polygon) // 2), ctypes.c_ulong(height), ctypes.c_ulong(width))
        whole = Rle()
        self.c.rleMerge(parts, ctypes.byref(whole), ctypes.c_ulong(len(polygons)), ctypes.c_int(0))
        return whole


class PyCocoTools:
    name = "pycocotools"

    def __init__(self, module):
        self.module = module

    def packed(self, mask):
        import numpy

        return self.module.encode(numpy.asfortranarray(mask, dtype=numpy.uint8))["counts"].decode("ascii")

    def mask(self, segmentation, height, width):
        module = self.module
        found = module.frPyObjects(segmentation, height, width) if isinstance(segmentation, list) or isinstance(segmentation["counts"], list) else segmentation
        return module.decode(module.merge(found) if isinstance(found, list) else found).tolist()


def coco_tools():
    """None where neither is there."""
    try:
        from pycocotools import mask

        return PyCocoTools(mask)
    except ImportError:
        path = os.environ.get("COCO_MASK_API")
        return MaskApi(path) if path else None
