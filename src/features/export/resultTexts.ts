/** The kinds of files in words: what they are called, what they hold, what opens them. Pure. */
import type { ResultKind } from '../../domain/exports';

interface ResultText {
  readonly title: string;
  /** One or two sentences. */
  readonly holds: string;
  readonly opens: string;
  /** What one file is called where several are counted. */
  readonly file: string;
}

export const RESULT_TEXTS: Readonly<Record<ResultKind, ResultText>> = {
  masks: {
    title: 'Masks, PNG',
    holds:
      'A pixel’s value is its class, in 8 bits. They look black in a picture viewer: the values are small.',
    opens: 'ImageJ, QuPath, napari, Python, R, MATLAB',
    file: 'PNG file',
  },
  maskStack: {
    title: 'Masks, TIFF stack',
    holds:
      'All masks as pages of one file, with the pixel size; the pages of a stack become a stack of their own.',
    opens: 'ImageJ, napari, tifffile',
    file: 'TIFF file',
  },
  objectPng: {
    title: 'Objects, PNG',
    holds: 'A pixel’s value is the number of its object, in 16 bits: up to 65,535 objects an image.',
    opens: 'ImageJ, Cellpose, CellProfiler, Python',
    file: 'PNG file',
  },
  objectTiff: {
    title: 'Objects, TIFF',
    holds: 'The same in 32 bits, for any number of objects, with the pixel size.',
    opens: 'ImageJ, QuPath, napari, tifffile',
    file: 'TIFF file',
  },
  probabilityTiff: {
    title: 'Probabilities, TIFF',
    holds: 'One page a class, floats from 0 to 1 in steps of 1/255, with the pixel size.',
    opens: 'ImageJ, ilastik, napari, tifffile',
    file: 'TIFF file',
  },
  probabilityPng: {
    title: 'Probabilities, PNG',
    holds: 'One picture a class in 16 bits: 65,535 stands for 1.',
    opens: 'picture viewers, Python, R, MATLAB',
    file: 'PNG file',
  },
  overlay: {
    title: 'Overlays',
    holds:
      'The image as the viewer shows it, with the classes in colour, for slides and papers. Not for measuring.',
    opens: 'everything that shows pictures',
    file: 'PNG file',
  },
  geojson: {
    title: 'Outlines, GeoJSON',
    holds: 'Objects as polygons in pixels, each with its class and its area.',
    opens: 'QuPath (drag it onto the image), Python',
    file: 'GeoJSON file',
  },
  rois: {
    title: 'Outlines, ImageJ',
    holds: 'Objects as regions of interest, named by number and class, in their colours.',
    opens: 'the ROI manager of ImageJ and Fiji',
    file: 'RoiSet zip',
  },
  coco: {
    title: 'Outlines, COCO',
    holds: 'All images in one JSON: polygons, or run lengths where an object has holes.',
    opens: 'detection toolkits, CVAT, FiftyOne',
    file: 'JSON file',
  },
  measurements: {
    title: 'Measurements',
    holds:
      'A row an object: area, perimeter, axes, intensities, probability, with units. The first line says where it comes from.',
    opens: 'Excel, R, pandas (skiprows=1)',
    file: 'CSV file',
  },
  totals: {
    title: 'Totals',
    holds: 'A row for each class of each image: number of objects, area, share of the image.',
    opens: 'Excel, R, pandas (skiprows=1)',
    file: 'CSV file',
  },
  scores: {
    title: 'Scores',
    holds: 'How well the predictions match the masks of the images that have one, by image and on average.',
    opens: 'Python, R, any reader of JSON',
    file: 'JSON file',
  },
};
