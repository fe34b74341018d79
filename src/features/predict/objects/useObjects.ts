/** The selected image's objects for a component; cut out anew when the prediction or the settings are others. */
import { useEffect, useMemo } from 'react';
import type { FoundObjects } from '../../../state/objectsCache';
import { shownObjects } from '../../../state/objectsSlice';
import { predictionClasses } from '../../../state/selectors';
import type { StudioState } from '../../../state/studioState';
import type { Column } from '../../../ui/table/column';
import { filteredRows } from '../../../ui/table/tableRows';
import { useActions, useStudio } from '../../studioContext';
import { objectColumns } from './objectColumns';
import { type ObjectRow, objectRows } from './objectRows';

/** Asks for them while the component is there. */
export function useFreshObjects(): void {
  const { objects } = useActions();
  const summary = useStudio(({ data, predict }) =>
    data.selectedId === null ? null : (predict.summaries.get(data.selectedId) ?? null),
  );
  const settings = useStudio((state) => state.objects.settings);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the request reads both from the state.
  useEffect(() => void objects.request(), [objects, summary, settings]);
}

export interface ObjectTable {
  readonly columns: readonly Column<ObjectRow>[];
  /** In order of id. */
  readonly rows: readonly ObjectRow[];
  /** Those that pass the filters. */
  readonly passing: readonly ObjectRow[];
}

/** Null while there is nothing to show. */
export function useObjectTable(): ObjectTable | null {
  const found = useStudio(shownObjects);
  const classes = useStudio(predictionClasses);
  const unit = useStudio(shownUnit);
  const filters = useStudio((state) => state.objects.filters);
  const rows = useMemo(() => (found ? objectRows(found.objects) : []), [found]);
  const columns = useMemo(
    () => (found ? objectColumns({ classes, unit, ...factsOf(found) }) : []),
    [found, classes, unit],
  );
  const passing = useMemo(() => filteredRows(rows, columns, filters), [rows, columns, filters]);
  return useMemo(() => (found ? { columns, rows, passing } : null), [found, columns, rows, passing]);
}

function factsOf({ objects: { channels, errors } }: FoundObjects) {
  return { channels, hasErrors: errors !== null };
}

/** µm where the user wants it and the image's pixel size is known. */
export function shownUnit(state: StudioState): 'px' | 'um' {
  return shownObjects(state)?.objects.pixelSize ? state.objects.unit : 'px';
}

/** The object chosen in the image shown; null for none. */
export function selectedObject({ data, objects }: StudioState): number | null {
  return objects.selected?.imageId === data.selectedId ? (objects.selected?.id ?? null) : null;
}
