/**
 * The first header of an ImageJ ROI file, as it is described at the head of ij/io/RoiDecoder and RoiEncoder in ImageJ's
 * public-domain source; all numbers are big-endian. Used by who reads and who writes them.
 */
export const ROI_AT = {
  version: 4,
  type: 6,
  top: 8,
  left: 10,
  bottom: 12,
  right: 14,
  count: 16,
  /** Of very long outlines: their count. Of a rectangle or an oval with fractions of px: x, as a float, and so on. */
  longCount: 18,
  shape: 36,
  stroke: 40,
  subtype: 48,
  options: 50,
  arc: 54,
  position: 56,
  more: 60,
} as const;

export const ROI_HEADER_BYTES = 64;

/** Steps of a composite's path, as java.awt.geom.PathIterator numbers them. */
export const ROI_STEP = { move: 0, line: 1, quadratic: 2, cubic: 3, close: 4 } as const;
