/** What exported files are called: in a zip by kind and image, alone by image and kind. */
import type { ResultKind } from '../../domain/exports';
import type { ImageKind } from './imageFiles';

/** Where files of a kind lie in a zip of several kinds. */
export const FOLDERS: Readonly<Record<ResultKind, string>> = {
  masks: 'masks/',
  maskStack: 'masks-stack/',
  objectPng: 'objects-png/',
  objectTiff: 'objects-tiff/',
  probabilityTiff: 'probabilities-tiff/',
  probabilityPng: 'probabilities-png/',
  overlay: 'overlays/',
  geojson: 'outlines-geojson/',
  rois: 'outlines-imagej/',
  coco: '',
  measurements: '',
  totals: '',
  scores: '',
};

/** Files' endings within such a folder. */
export const ENDINGS: Readonly<Record<ImageKind, string>> = {
  masks: '.png',
  objectPng: '.png',
  objectTiff: '.tif',
  probabilityTiff: '.tif',
  probabilityPng: '.png',
  overlay: '.png',
  geojson: '.geojson',
  rois: '.zip',
};

/** What tells a file from its image and from files of other kinds, where it has no folder. */
export const LONE_ENDINGS: Readonly<Record<ImageKind, string>> = {
  masks: '.mask.png',
  objectPng: '.objects.png',
  objectTiff: '.objects.tif',
  probabilityTiff: '.prob.tif',
  probabilityPng: '.prob.png',
  overlay: '.overlay.png',
  geojson: '.geojson',
  rois: '.RoiSet.zip',
};

/** Of a zip with one kind of files. */
export const ZIP_NAMES: Readonly<Record<ResultKind, string>> = {
  masks: 'masks.zip',
  maskStack: 'mask-stacks.zip',
  objectPng: 'objects.zip',
  objectTiff: 'objects-tiff.zip',
  probabilityTiff: 'probabilities.zip',
  probabilityPng: 'probabilities-png.zip',
  overlay: 'overlays.zip',
  geojson: 'outlines-geojson.zip',
  rois: 'outlines-imagej.zip',
  coco: 'coco.zip',
  measurements: 'measurements.zip',
  totals: 'totals.zip',
  scores: 'scores.zip',
};
