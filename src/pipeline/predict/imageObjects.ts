/** Everything that settings make of one predicted image: objects, rows, totals, errors and scores. Pure. Called by ResultsSession. */
import type { SourceImage } from '../../domain/example';
import type { ImageObjects, ObjectMap, ObjectSettings } from '../../domain/objects';
import type { Prediction } from '../../domain/predict';
import { mapScores } from '../../imaging/metrics/objectScores';
import { findObjects } from '../../imaging/objects/findObjects';
import { classTotals, measureObjects } from '../../imaging/objects/measureObjects';
import { objectErrors } from '../../imaging/objects/objectErrors';

/** `source` is the image that was predicted, of the prediction's size. Throws `bad-setting`. */
export function imageObjects(
  { raster, pixelSize, labels: truth }: SourceImage,
  { imageId, width, height, classes, labels, probabilities }: Prediction,
  settings: ObjectSettings,
): ImageObjects {
  const { background } = settings;
  const shares = { data: probabilities, one: 255 };
  const map = findObjects({ width, height, labels, probabilities: shares }, settings);
  const rows = measureObjects(map, { image: raster, probabilities: shares, pixelSize });
  const pixels = width * height;
  return {
    imageId,
    map,
    rows,
    totals: classTotals(rows, { classes, background, pixels, pixelSize }),
    channels: raster.channels,
    pixelSize,
    errors: truth && objectErrors(truth, map),
    scores: truth && mapScores(truth, map),
    labels: labelsOf(map, background),
  };
}

/** [height, width], the class of each pixel's object; `background` where there is none. */
function labelsOf({ ids, classes }: ObjectMap, background: number): Uint8Array<ArrayBuffer> {
  const labels = new Uint8Array(ids.length);
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0;
    labels[at] = id === 0 ? background : (classes[id] ?? background);
  }
  return labels;
}
