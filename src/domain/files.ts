/** Stage "data": what one file holds, decoded, and what is remembered of it while its pixels rest on disk. */
import type { AnnotationFacts } from './annotations';
import type { Raster, SampleType } from './raster';
import type { PixelSize } from './scale';

/** One image plane of a file: a page, a z slice or a time point, with all its channels. */
export interface DecodedPlane {
  readonly raster: Raster;
  /** Where it stands in a hyperstack: "z 3, t 1"; null for a plain page. */
  readonly label: string | null;
}

export interface DecodedFile {
  /** In the file's order, at least one. */
  readonly planes: readonly DecodedPlane[];
  /** Pages as the file stores them: more than planes where each channel is a page of its own. */
  readonly storedPages: number;
  readonly pixelSize: PixelSize | null;
  /** As OME metadata names them; null where nothing names them. */
  readonly channelNames: readonly string[] | null;
}

export interface PlaneFacts {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: SampleType;
  /** Whether the samples are indices into a palette. */
  readonly palette: boolean;
  /** Channels as an image: of a palette 3, or 1 where all its colours are grey; else `channels`. */
  readonly imageChannels: number;
  /** Over all channels as stored; values that are not finite are left out, 0 where none is finite. */
  readonly min: number;
  readonly max: number;
  readonly label: string | null;
}

/** Everything about a file but its pixels. Plain data: goes into a project as it is. */
export interface FileFacts {
  readonly planes: readonly PlaneFacts[];
  readonly storedPages: number;
  readonly pixelSize: PixelSize | null;
  readonly channelNames: readonly string[] | null;
  /**
   * Of a file of outlines, which has no pixels: each of its planes is an image that it annotates, 0 × 0 px where it
   * states no size.
   */
  readonly annotations?: AnnotationFacts | undefined;
}
