/** Whether the answers of two models can be averaged: the same network, fed the same way, with the same classes. Pure. */
import { isSameData } from '../common/isSameData';
import type { ClassInfo } from './labels';
import type { UNetSpec } from './network';
import type { ModelInfo } from './train';

/** What has to agree. */
export interface Averageable extends Pick<ModelInfo, 'spec' | 'normalisation' | 'scale' | 'channelChoice'> {
  /** Null where their names are not known; their number is the spec's. */
  readonly classes: readonly Pick<ClassInfo, 'name'>[] | null;
}

/** Dropout is missing on purpose: it is training's alone. */
const SPEC_WORDS: Readonly<Record<Exclude<keyof UNetSpec, 'dropout'>, string>> = {
  depth: 'depth',
  width: 'width',
  padding: 'padding',
  inputChannels: 'number of channels',
  classes: 'number of classes',
  norm: 'norm',
  activation: 'activation',
  upActivation: 'activation after up-convolutions',
  skips: 'skip connections',
};

/** What is other in `other`, a clause such as "its network has another depth"; null where nothing is. */
export function modelDifference(own: Averageable, other: Averageable): string | null {
  for (const [key, word] of Object.entries(SPEC_WORDS)) {
    const name = key as keyof typeof SPEC_WORDS;
    if (!isSameData(own.spec[name], other.spec[name])) return `its network has another ${word}`;
  }
  if (!isSameData(own.channelChoice, other.channelChoice)) return 'it uses other channels of each file';
  if (!isSameData(own.normalisation, other.normalisation)) return 'it gets other intensities';
  if (!isSameData(own.scale, other.scale)) return 'it was trained at another scale';
  return haveSameNames(own.classes, other.classes) ? null : 'its classes have other names';
}

function haveSameNames(own: Averageable['classes'], other: Averageable['classes']): boolean {
  if (own === null || other === null) return true;
  return isSameData(
    own.map(({ name }) => name),
    other.map(({ name }) => name),
  );
}
