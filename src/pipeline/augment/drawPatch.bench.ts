/** What augmentation costs: a whole patch against the same patch cut out plainly, as a ratio within one run. */
import { bench, describe } from 'vitest';
import { type AugmentSettings, DEFAULT_AUGMENT } from '../../domain/augment';
import type { Example } from '../../domain/example';
import { drawPatch, plainPatch } from './drawPatch';

const SIDE = 512;
const EXAMPLES: Example[] = [
  {
    id: 'waves',
    image: {
      width: SIDE,
      height: SIDE,
      channels: 1,
      data: Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.sin(i / 7) + Math.cos(i / SIDE)),
    },
    labels: {
      width: SIDE,
      height: SIDE,
      classes: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i >> 4) & 1),
      ignore: null,
      instances: null,
    },
  },
];

/** Every transform on every patch: the dearest case. */
const ALWAYS: AugmentSettings = {
  flipHorizontal: { enabled: true, probability: 1 },
  flipVertical: { enabled: true, probability: 1 },
  rotation: { ...DEFAULT_AUGMENT.rotation, probability: 1 },
  brightness: { ...DEFAULT_AUGMENT.brightness, probability: 1 },
  contrast: { ...DEFAULT_AUGMENT.contrast, probability: 1 },
};

for (const side of [128, 256]) {
  const geometry = { inputSize: side, outputSize: side };
  let index = 0;
  describe(`a patch of ${side} px`, () => {
    bench('plain', () => {
      plainPatch(EXAMPLES, geometry, [1, 1], { seed: 1, step: 0, index: index++ });
    });
    bench('augmented', () => {
      drawPatch(EXAMPLES, geometry, ALWAYS, [1, 1], { seed: 1, step: 0, index: index++ });
    });
  });
}
