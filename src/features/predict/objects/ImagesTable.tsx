/** The totals of every predicted image and of all together. Measures those that were not looked at while it is open. */
import { Button, Progress } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { isCurrent } from '../../../state/objectSurvey';
import { predictionClasses } from '../../../state/selectors';
import { Callout } from '../../../ui/callout/Callout';
import type { TableSort } from '../../../ui/table/column';
import { DataTable } from '../../../ui/table/DataTable';
import { nextSort, sortedRows } from '../../../ui/table/tableRows';
import { useActions, useStudio } from '../../studioContext';
import { type ImageRow, imageColumns, imageRow, rowOfAll } from './imageRows';
import styles from './objects.module.css';

export function ImagesTable() {
  const { data, objects } = useActions();
  const [sort, setSort] = useState<TableSort | null>(null);
  const classes = useStudio(predictionClasses);
  const selectedId = useStudio((state) => state.data.selectedId);
  const rows = useImageRows();
  const settings = useStudio((state) => state.objects.settings);
  const summaries = useStudio((state) => state.predict.summaries);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the survey reads both from the state.
  useEffect(() => {
    void objects.survey();
    return objects.cancelSurvey;
  }, [objects, settings, summaries]);
  const hasScores = rows.some(({ f1 }) => f1 !== null);
  const hasUm = rows.every(({ totals }) =>
    [...(totals?.values() ?? [])].every(({ areaUm }) => areaUm !== null),
  );
  const columns = useMemo(() => imageColumns(classes, hasScores, hasUm), [classes, hasScores, hasUm]);
  if (rows.length === 0) return <p className={styles.note}>No image is predicted yet.</p>;
  return (
    <div className={styles.images}>
      <SurveyLine />
      <DataTable
        label="Totals of all images"
        columns={columns}
        rows={sortedRows(rows, columns, sort)}
        rowKey={rowKey}
        sort={sort}
        onSort={(column) => setSort(nextSort(sort, column))}
        selected={selectedId}
        onSelect={({ id }) => data.select(id)}
        total={rowOfAll(rows)}
      />
    </div>
  );
}

function rowKey({ id }: ImageRow): string {
  return id;
}

/** Of the predicted images, in the order of the set. */
function useImageRows(): readonly ImageRow[] {
  const images = useStudio((state) => state.data.dataset.images);
  const summaries = useStudio((state) => state.predict.summaries);
  const totals = useStudio((state) => state.objects.totals);
  const settings = useStudio((state) => state.objects.settings);
  return useMemo(
    () =>
      images.flatMap((image) => {
        if (image.large || !summaries.has(image.id)) return [];
        const known = totals.get(image.id);
        return [imageRow(image, known && isCurrent(known, settings, summaries) ? known : null)];
      }),
    [images, summaries, totals, settings],
  );
}

function SurveyLine() {
  const { objects } = useActions();
  const survey = useStudio((state) => state.objects.survey);
  if (survey.status === 'failed') {
    return (
      <Callout tone="error" title={survey.error.message}>
        {survey.error.hint}
      </Callout>
    );
  }
  if (survey.status !== 'running') return null;
  return (
    <div className={styles.survey} role="status">
      <span>
        Measuring: {survey.done} of {survey.of}
      </span>
      <Progress
        className={styles.surveyBar}
        size="sm"
        aria-label="Images measured"
        value={(100 * survey.done) / survey.of}
      />
      <Button size="compact-xs" variant="default" onClick={objects.cancelSurvey}>
        Stop
      </Button>
    </div>
  );
}
