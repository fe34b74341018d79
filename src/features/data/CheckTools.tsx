/** What can be done about one finding. Nothing changes before a button is pressed, and Undo takes it back. */
import { Button } from '@mantine/core';
import type { Finding } from '../../domain/findings';
import { useActions, useStudio } from '../studioContext';
import data from './data.module.css';

export function CheckTools({ finding }: { readonly finding: Finding }) {
  const { repair, showRepair, dismiss } = useActions().doctor;
  const { removeImage } = useActions().data;
  const isRepairShown = useStudio(({ doctor }) => doctor.repaired?.imageId === finding.imageId);
  const name = useStudio(
    ({ data: { dataset } }) => dataset.images.find(({ id }) => id === finding.imageId)?.name,
  );
  return (
    <div className={data.buttonRow}>
      {finding.repair && (
        <>
          <Button
            size="compact-sm"
            variant="default"
            aria-pressed={isRepairShown}
            onClick={() => void showRepair(finding, !isRepairShown)}
          >
            {isRepairShown ? 'Show as it is' : 'Show repair'}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => void repair([finding])}>
            Repair
          </Button>
        </>
      )}
      {finding.others.length > 0 && (
        <Button size="compact-sm" variant="default" onClick={() => void removeImage(finding.imageId)}>
          Remove {name}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => dismiss([finding])}>
        Not a problem
      </Button>
    </div>
  );
}
