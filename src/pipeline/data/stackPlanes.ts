/** Which stored pages form which image plane: what ImageJ and OME say of channels, z slices and time points. */

/** One plane of an image: the pages that hold its channels, in channel order. */
export interface PlanePages {
  /** Indices into the file's image pages. */
  readonly pages: readonly number[];
  /** "z 3, t 1"; null where there is only one plane, or nothing says where this one stands. */
  readonly label: string | null;
}

export interface StackSizes {
  readonly channels: number;
  readonly slices: number;
  readonly frames: number;
}

/** Every page a plane of its own: a file that says nothing of its pages. */
export function plainPlanes(pages: number): PlanePages[] {
  return Array.from({ length: pages }, (_, page) => ({ pages: [page], label: null }));
}

/**
 * The planes of a hyperstack, z within t; `pageOf` says where one channel of one slice and frame lies, null where the
 * file does not hold it. Null where a page is missing.
 */
export function hyperstackPlanes(
  { channels, slices, frames }: StackSizes,
  pageOf: (c: number, z: number, t: number) => number | null,
): PlanePages[] | null {
  const planes: PlanePages[] = [];
  for (let t = 0; t < frames; t++) {
    for (let z = 0; z < slices; z++) {
      const pages = Array.from({ length: channels }, (_, c) => pageOf(c, z, t));
      if (pages.includes(null)) return null;
      planes.push({ pages: pages as number[], label: planeLabel(z, t, slices, frames) });
    }
  }
  return planes;
}

function planeLabel(z: number, t: number, slices: number, frames: number): string | null {
  const parts = [slices > 1 ? `z ${z + 1}` : null, frames > 1 ? `t ${t + 1}` : null];
  return parts.filter((part) => part !== null).join(', ') || null;
}
