/** The trainer that belongs to a network: the compiled step, or tf.js in slow mode. */
import type { DeviceNetwork } from '../../gpu/makeNetwork';
import { PlanNetwork } from '../../gpu/planNetwork';
import { PlanTrainer } from './planTrainer';
import type { TrainerPlan } from './stepOptions';
import { TfjsTrainer } from './tfjsTrainer';
import type { Trainer } from './trainer';

export function makeTrainer(network: DeviceNetwork, plan: TrainerPlan): Trainer {
  return network instanceof PlanNetwork ? new PlanTrainer(network, plan) : new TfjsTrainer(network, plan);
}
