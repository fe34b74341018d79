/** Where a raster of another size lies over a frame: both show the same area, edge on edge. */

/** x of the raster = scaleX · x of the frame + x0, px; pixel centres lie at whole numbers. */
export interface Placement {
  readonly scaleX: number;
  readonly x0: number;
  readonly scaleY: number;
  readonly y0: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Exactly the identity along a side that both have alike. */
export function placementOf(raster: Size, frame: Size): Placement {
  const [scaleX, scaleY] = [raster.width / frame.width, raster.height / frame.height];
  return { scaleX, x0: (scaleX - 1) / 2, scaleY, y0: (scaleY - 1) / 2 };
}
