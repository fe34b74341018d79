/** How images are predicted from now on: each tile in eight views, and networks of kept runs beside the model's. */
import { Checkbox, Switch } from '@mantine/core';
import { useMemo } from 'react';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { useKeptRuns } from '../useKeptRuns';
import { type AveragingRow, averagingRows } from './averagingRows';
import styles from './predict.module.css';

export function OptionsGroup() {
  const { predict } = useActions();
  const { tta, runIds } = useStudio((state) => state.predict.options);
  return (
    <InspectorGroup title="Options" detail={chosenText(tta, runIds.length)} closed>
      <Switch
        size="xs"
        label="Test-time augmentation"
        description="Eight views of each tile, turned and mirrored: steadier at edges, 8 times as long."
        checked={tta}
        onChange={(event) => predict.setOptions({ tta: event.currentTarget.checked })}
      />
      <Averaging />
    </InspectorGroup>
  );
}

function chosenText(tta: boolean, runs: number): string | undefined {
  const parts = [...(tta ? ['8 views'] : []), ...(runs > 0 ? [`${runs + 1} networks`] : [])];
  return parts.length > 0 ? parts.join(', ') : undefined;
}

function Averaging() {
  const { predict } = useActions();
  const model = useStudio((state) => state.export.model);
  const ownId = useStudio((state) => state.export.runId);
  const runs = useKeptRuns();
  const { runIds } = useStudio((state) => state.predict.options);
  const rows = useMemo(
    () => (model === null ? [] : averagingRows(model, runs, runIds, ownId)),
    [model, runs, runIds, ownId],
  );
  if (rows.length === 0)
    return (
      <p className={styles.hint}>
        Runs of this project that fit the model can be averaged with it, once there are any.
      </p>
    );
  const toggle = ({ runId, chosen }: AveragingRow) =>
    predict.setOptions({ runIds: chosen ? runIds.filter((id) => id !== runId) : [...runIds, runId] });
  return (
    <Checkbox.Group
      label="Average with"
      description="The mean of several networks: fewer chance errors, and each takes its own time."
      value={[...runIds]}
      size="xs"
    >
      <div className={styles.runList}>
        {rows.map((row) => (
          <Checkbox
            key={row.runId}
            size="xs"
            value={row.runId}
            label={row.name}
            description={row.reason === null ? undefined : `Not with this model: ${row.reason}.`}
            disabled={row.reason !== null && !row.chosen}
            onChange={() => toggle(row)}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}
