/** What every request of a new run says besides its settings, for tests. */
import type { TrainRequest } from '../engine/protocol';

export const NEW_RUN: Pick<TrainRequest, 'preset' | 'name' | 'start'> = {
  preset: 'auto',
  name: null,
  start: { kind: 'fresh' },
};
