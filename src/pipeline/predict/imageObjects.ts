/** Everything that settings make of one predicted image: objects, rows, totals, errors and scores. Pure. Called by ResultsSession. */
import type { SourceImage } from '../../domain/example';
import type { ImageObjects, ObjectMap, ObjectSettings, ObjectTotals } from '../../domain/objects';
import type { Prediction } from '../../domain/predict';
import { mapScores } from '../../imaging/metrics/objectScores';
import { findObjects } from '../../imaging/objects/findObjects';
import { classTotals, measureObjects } from '../../imaging/objects/measureObjects';
import { objectErrors } from '../../imaging/objects/objectErrors';

/** `source` is the image that was predicted, of the prediction's size. Throws `bad-setting`. */
export function imageObjects(
  source: SourceImage,
  prediction: Prediction,
  settings: ObjectSettings,
): ImageObjects {
  const { raster, pixelSize, labels: truth } = source;
  const { map, rows, ...totals } = measured(source, prediction, settings);
  return {
    imageId: prediction.imageId,
    map,
    rows,
    ...totals,
    channels: raster.channels,
    pixelSize,
    errors: truth && objectErrors(truth, map),
    labels: labelsOf(map, settings.background),
  };
}

/** The same without what is drawn or listed of each object. Throws `bad-setting`. */
export function objectTotals(
  source: SourceImage,
  prediction: Prediction,
  settings: ObjectSettings,
): ObjectTotals {
  const { totals, scores } = measured(source, prediction, settings);
  return { totals, scores };
}

function measured(
  { raster, pixelSize, labels: truth }: SourceImage,
  { width, height, classes, labels, probabilities }: Prediction,
  settings: ObjectSettings,
): Pick<ImageObjects, 'map' | 'rows' | 'totals' | 'scores'> {
  const shares = { data: probabilities, one: 255 };
  const map = findObjects({ width, height, labels, probabilities: shares }, settings);
  const rows = measureObjects(map, { image: raster, probabilities: shares, pixelSize });
  const facts = { classes, background: settings.background, pixels: width * height, pixelSize };
  return { map, rows, totals: classTotals(rows, facts), scores: truth && mapScores(truth, map) };
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
