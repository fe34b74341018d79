/** Whether settings make sense: what they do to a sample of the very patches that training draws, without pixels. */
import { type AugmentSettings, NO_AUGMENT } from '../../domain/augment';
import type { AugmentFinding, AugmentJudgement } from '../../domain/augmentReport';
import { placementOf } from '../../imaging/placement';
import { nearestRow, type PointRow } from '../../imaging/sampleRow';
import { hiddenShare } from './cutout';
import { type DrawnPatch, drawGeometry } from './drawPatch';
import { foldPoints } from './patchMap';
import type { PatchSource } from './patchSource';
import { type PatchGeometry, patchMargin } from './warp';

/** Looked at along a row and down the rows, px: the maps are smooth on this scale. */
const STRIDE = 4;
/** Shares above which something is said. */
const TOLERATED = { mirrored: 0.15, labelsLost: 0.1, folded: 0.002, noisy: 0.1, hidden: 0.15 } as const;
/** Noise of more than the image's own deviation hides more than it leaves. */
const NOISY_SD = 1;

export interface JudgeOptions {
  readonly seed: number;
  /** Looked at: those of indices 0..patches - 1 of step 0. */
  readonly patches: number;
}

/** `sources` are all labelled, at least one. Takes about as long as drawing a tenth as many patches. */
export function judgeAugment(
  sources: readonly PatchSource[],
  geometry: PatchGeometry,
  augment: AugmentSettings,
  { seed, patches }: JudgeOptions,
): AugmentJudgement {
  const plainSettings = { ...NO_AUGMENT, sampling: augment.sampling };
  const looks = Array.from({ length: patches }, (_, index) => {
    const key = { seed, step: 0, index };
    const drawn = drawGeometry(sources, geometry, augment, key);
    const plain = look(drawGeometry(sources, geometry, plainSettings, key), geometry);
    const noisy = (drawn.transform.noise ?? []).some((sd) => sd > NOISY_SD);
    const hidden = hiddenShare(drawn.transform.cutout ?? []);
    return { seen: look(drawn, geometry), plain, noisy, hidden };
  });
  const mean = (value: (one: (typeof looks)[number]) => number) =>
    looks.reduce((sum, one) => sum + value(one), 0) / Math.max(1, patches);
  const shares = {
    mirroredShare: mean(({ seen }) => seen.mirrored),
    plainMirroredShare: mean(({ plain }) => plain.mirrored),
    labelsLostShare: mean(({ seen, plain }) => (plain.foreground && !seen.foreground ? 1 : 0)),
    foldedShare: mean(({ seen }) => seen.folded),
    noisyShare: mean(({ noisy }) => (noisy ? 1 : 0)),
    hiddenShare: mean(({ hidden }) => hidden),
  };
  return { patches, ...shares, findings: findingsOf(shares) };
}

type Shares = Omit<AugmentJudgement, 'patches' | 'findings'>;

function findingsOf(shares: Shares): AugmentFinding[] {
  const mirrored = shares.mirroredShare - shares.plainMirroredShare;
  const all: AugmentFinding[] = [
    {
      kind: 'mirrored',
      share: mirrored,
      message: `${percent(mirrored)} of the pixels in patches come from outside of the images, mirrored, because of these settings.`,
      hint: 'Reduce shift, rotation or shear, or raise the lower end of scale.',
    },
    {
      kind: 'labelsLost',
      share: shares.labelsLostShare,
      message: `${percent(shares.labelsLostShare)} of the patches lose all their labelled objects to these settings.`,
      hint: 'Reduce shift, shear or scale, or train on larger tiles.',
    },
    {
      kind: 'folded',
      share: shares.foldedShare,
      message: `Elastic deformation turns ${percent(shares.foldedShare)} of the pixels inside out: objects there are torn or doubled.`,
      hint: 'Reduce its strength, or take fewer grid points or a wider spacing.',
    },
    {
      kind: 'noisy',
      share: shares.noisyShare,
      message: `${percent(shares.noisyShare)} of the patches get noise stronger than the differences in the image.`,
      hint: 'Reduce the noise below 1 sd.',
    },
    {
      kind: 'hidden',
      share: shares.hiddenShare,
      message: `Cutout makes ${percent(shares.hiddenShare)} of the pixels in patches flat while their labels stay.`,
      hint: 'Reduce its side, its number of squares or its chance.',
    },
  ];
  return all.filter(({ kind, share }) => share > TOLERATED[kind]);
}

function percent(share: number): string {
  const value = share * 100;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}

interface Look {
  /** Of the input's pixels, 0..1. */
  readonly mirrored: number;
  readonly folded: number;
  /** Whether any pixel of the output is of a class other than background. */
  readonly foreground: boolean;
}

function look(drawn: DrawnPatch, geometry: PatchGeometry): Look {
  const { size } = drawn.map;
  const points = { x: new Float64Array(size), y: new Float64Array(size) };
  let [outside, seen, foreground] = [0, 0, false];
  for (let y = 0; y < size; y += STRIDE) {
    drawn.map.row(y, points);
    outside += countOutside(points, drawn);
    seen += Math.ceil(size / STRIDE);
    foreground ||= isOutputRow(y, geometry) && hasForeground(points, drawn, geometry);
  }
  return { mirrored: outside / seen, folded: foldedShare(drawn), foreground };
}

function countOutside({ x, y }: PointRow, { prepared }: DrawnPatch): number {
  const { width, height } = prepared.frame;
  let count = 0;
  for (let i = 0; i < x.length; i += STRIDE) {
    const [u, v] = [x[i] ?? 0, y[i] ?? 0];
    if (u < -0.5 || v < -0.5 || u > width - 0.5 || v > height - 0.5) count++;
  }
  return count;
}

function isOutputRow(y: number, geometry: PatchGeometry): boolean {
  const margin = patchMargin(geometry);
  return y >= margin && y < margin + geometry.outputSize;
}

function hasForeground(points: PointRow, { prepared }: DrawnPatch, geometry: PatchGeometry): boolean {
  const { labels, frame } = prepared;
  const margin = patchMargin(geometry);
  const inner = (values: Float64Array) => values.slice(margin, margin + geometry.outputSize);
  const inside = { x: inner(points.x), y: inner(points.y) };
  foldPoints(inside, frame);
  const pixels = new Int32Array(geometry.outputSize);
  nearestRow(labels, placementOf(labels, frame), inside, pixels);
  return pixels.some((pixel) => labels.classes[pixel] !== 0 && !labels.ignore?.[pixel]);
}

/** Share of pixels where p + d(p) has a Jacobian that is not positive, by differences over a pixel. */
function foldedShare({ map, transform }: DrawnPatch): number {
  if (transform.elastic === null && transform.elasticSpline === null) return 0;
  let [folded, seen] = [0, 0];
  for (let y = 0; y + 1 < map.size; y += STRIDE) {
    for (let x = 0; x + 1 < map.size; x += STRIDE) {
      const [ax, ay] = map.displacement(x, y);
      const [bx, by] = map.displacement(x + 1, y);
      const [cx, cy] = map.displacement(x, y + 1);
      const det = (1 + bx - ax) * (1 + cy - ay) - (by - ay) * (cx - ax);
      if (det <= 0) folded++;
      seen++;
    }
  }
  return folded / Math.max(1, seen);
}
