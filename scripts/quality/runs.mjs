/** The runs that docs/results.md tells of: which images, how long, how they are scored, which bound they are to reach. */

/**
 * Held-out scores as run.json has them.
 * @typedef {{ pixelAccuracy: number | null, iou: (number | null)[], dice: (number | null)[], recall: (number | null)[] }} Scores
 */

/**
 * @typedef {object} Measure
 * @property {string} label
 * @property {(scores: Scores) => number | null} of
 * @property {number | null} bound what is to be reached; null where none is set
 */

/**
 * @typedef {object} Run
 * @property {string} name of its record
 * @property {string} set folder in the data folder, with images and masks
 * @property {string} preset
 * @property {number} minutes granted
 * @property {number} seed
 * @property {number} validation images held out, the last ones
 * @property {string} [remark] what is to be said of its scores
 * @property {Measure[]} measures the first is the one that is drawn and compared
 */

const CAMVID_REMARK = `The bound is missed: the mean counts every class alike, and those that are never found count as 0. Eight photographs
of 480 x 360 px, seen for ten minutes at a fifth of their size, teach what is large; a pole, a sign or a person is a pixel or
two wide there.`;

/** @type {Record<string, { set: string, validation: number, remark?: string, measures: Measure[] }>} */
const SETS = {
  isbi2012: {
    set: 'isbi2012',
    validation: 6,
    measures: [
      { label: 'membrane Dice', of: ({ dice }) => dice[1] ?? null, bound: 0.76 },
      { label: 'pixel accuracy', of: ({ pixelAccuracy }) => pixelAccuracy, bound: 0.89 },
    ],
  },
  dic: {
    set: 'dic_c2dh_hela',
    validation: 2,
    measures: [{ label: 'foreground IoU', of: ({ iou }) => iou[1] ?? null, bound: 0.75 }],
  },
  fluo: {
    set: 'dsb2018/fluo',
    validation: 4,
    measures: [{ label: 'foreground Dice', of: ({ dice }) => dice[1] ?? null, bound: 0.9 }],
  },
  camvid: {
    set: 'camvid',
    validation: 2,
    remark: CAMVID_REMARK,
    measures: [{ label: 'mean IoU', of: meanIouOfTruth, bound: 0.3 }],
  },
};

/** Over the classes that the truth has: recall is null where it has none.
 * @param {Scores} scores
 */
function meanIouOfTruth({ iou, recall }) {
  const present = iou.filter((_, index) => recall[index] !== null);
  return present.reduce((/** @type {number} */ sum, value) => sum + (value ?? 0), 0) / present.length;
}

/** Auto, in the time that each set is given. @type {Run[]} */
export const QUALITY_RUNS = Object.entries({ isbi2012: 10, dic: 10, fluo: 5, camvid: 10 }).map(
  ([name, minutes]) => ({ ...setOf(name), name, preset: 'auto', minutes, seed: 1 }),
);

export const COMPARED_PRESETS = ['auto', 'fast', 'modern'];

/** Auto against the others. @type {Run[]} */
export const PRESET_RUNS = ['isbi2012', 'fluo'].flatMap((name) =>
  [1, 2].flatMap((seed) =>
    COMPARED_PRESETS.map((preset) => {
      const { set, validation, measures } = setOf(name);
      const unbound = measures.map((measure) => ({ ...measure, bound: null }));
      return {
        name: `${name}-${preset}-${seed}`,
        set,
        validation,
        measures: unbound,
        preset,
        minutes: 3,
        seed,
      };
    }),
  ),
);

/** @param {string} name */
function setOf(name) {
  const found = SETS[name];
  if (!found) throw new Error(`There is no set "${name}".`);
  return found;
}
