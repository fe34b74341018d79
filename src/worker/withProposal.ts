/** Where a run's memory did not suffice, says which smaller settings do. Called when a run has ended. */
import { hasCode, StudioError } from '../common/errors';
import type { RunForecast } from '../domain/forecast';
import type { ForecastRequest } from '../engine/protocol';
import type { PlanDevice } from '../gpu/planDevice';
import { runForecast } from './runForecast';

/** The failure itself, or the same with a hint that names what fits by the forecast. */
export async function withProposal(
  failure: unknown,
  request: () => Promise<ForecastRequest>,
  device: PlanDevice | null,
): Promise<unknown> {
  if (!hasCode(failure, 'out-of-memory') || !device) return failure;
  const proposal = proposalText(await runForecast(await request(), device));
  if (proposal === null) return failure;
  const { code, message, subject } = failure;
  const hint = `Choose ${proposal}. The weights of the last validation are kept.`;
  return new StudioError({ code, message, subject, hint }, { cause: failure });
}

function proposalText({ smaller: { tile, width } }: RunForecast): string | null {
  const parts = [
    ...(tile === null ? [] : [`a tile of ${tile} px`]),
    ...(width === null ? [] : [`a width of ${width}`]),
  ];
  return parts.length === 0 ? null : parts.join(' or ');
}
