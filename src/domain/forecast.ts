/** What a training run will cost, told before it starts. Made behind the boundary, shown in Train. */

/** Bytes on the GPU; the parts add up to `peak`. */
export interface MemoryForecast {
  readonly parameters: number;
  readonly gradients: number;
  /** Momentum, Adam's moments, the moving average. */
  readonly optimizer: number;
  /** Activations, their gradients, inputs and records, in places that tensors share. */
  readonly arena: number;
  /** Prediction's own arenas, and where its logits come back. */
  readonly prediction: number;
  /** Copies of parameters and optimizer on their way to the host, and of losses. */
  readonly staging: number;
  /** tf.js is a guest on the device and holds nothing there while a plan trains. */
  readonly tfjs: 0;
  readonly peak: number;
}

export interface RunForecast {
  /** Of the network. */
  readonly parameterCount: number;
  /** Side of the training input, px: the tile as the network takes it. */
  readonly inputSize: number;
  /** Null where one tensor alone is larger than the device's largest buffer. */
  readonly memory: MemoryForecast | null;
  /** Patches that the device takes at a time, a divisor of the batch. */
  readonly microBatch: number;
  /** What the device is known to give, bytes: the cap, or just under what it refused before; null while unknown. */
  readonly budgetBytes: number | null;
  readonly fits: boolean;
  /** Largest settings of one kind that fit with all others as they are; null where none does, or none is needed. */
  readonly smaller: { readonly tile: number | null; readonly width: number | null };
  /** By the device's own measurements; null while there are none. */
  readonly secondsPerStep: number | null;
}
