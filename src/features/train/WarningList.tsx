/** What goes wrong in the run in hand, and what to do: as it comes, the newest first. */
import type { TrainWarning } from '../../domain/trainEvents';
import { Callout } from '../../ui/callout/Callout';
import { formatCount } from '../../ui/format';

export function WarningList({ warnings }: { readonly warnings: readonly TrainWarning[] }) {
  return (
    <div role="status" aria-label="Warnings">
      {warnings.toReversed().map(({ kind, step, message, hint }) => (
        <Callout key={`${kind} ${step}`} tone="warning" title={message}>
          {hint} (Step {formatCount(step)})
        </Callout>
      ))}
    </div>
  );
}
