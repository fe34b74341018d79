/** The five stages, in the order of the rail. */

export const STAGES = ['data', 'augment', 'train', 'predict', 'export'] as const;

export type Stage = (typeof STAGES)[number];
