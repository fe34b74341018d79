/** Where the settings make little sense, with the share of pixels or patches that it concerns. */

import { Callout } from '../../ui/callout/Callout';
import { useStudio } from '../studioContext';

export function FindingList() {
  const judgement = useStudio((state) => state.augment.judgement);
  return (
    <div role="status" aria-label="Findings">
      {judgement?.findings.map(({ kind, message, hint }) => (
        <Callout key={kind} tone="warning">
          {message} {hint}
        </Callout>
      ))}
    </div>
  );
}
