/** Over the image: a click chooses an object, the pointer names the one it is over, and the chosen one has an outline. */
import { useMemo, useState } from 'react';
import type { FoundObjects } from '../../../state/objectsCache';
import { shownObjects } from '../../../state/objectsSlice';
import { predictionClasses } from '../../../state/selectors';
import { type Outline, OutlineLayer } from '../../../ui/viewer/OutlineLayer';
import { PixelPicker } from '../../../ui/viewer/PixelPicker';
import { PointLabel } from '../../../ui/viewer/PointLabel';
import { Reveal } from '../../../ui/viewer/Reveal';
import type { Point } from '../../../ui/viewer/viewGeometry';
import { useActions, useStudio } from '../../studioContext';
import { objectAt, objectPath } from './objectPath';
import { objectText } from './objectText';
import { selectedObject, shownUnit } from './useObjects';

export function ObjectPicking() {
  const found = useStudio(shownObjects);
  return found && <Picking found={found} />;
}

function Picking({ found }: { readonly found: FoundObjects }) {
  const { objects } = useActions();
  const classes = useStudio(predictionClasses);
  const unit = useStudio(shownUnit);
  const selected = useStudio(selectedObject);
  const fromTable = useStudio(({ objects: { selected: own } }) => own?.from === 'table');
  const [over, setOver] = useState<{ readonly id: number; readonly at: Point } | null>(null);
  const { map, rows } = found.objects;
  const hovered = over === null ? undefined : rows[over.id - 1];
  const chosen = selected === null ? undefined : rows[selected - 1];
  const onHover = (at: Point | null) => {
    const id = at && objectAt(map, at);
    setOver(at === null || id === null ? null : { id, at });
  };
  const chosenPath = useMemo(() => chosen && objectPath(map, chosen), [map, chosen]);
  const hoveredPath = useMemo(() => hovered && objectPath(map, hovered), [map, hovered]);
  const outlines: Outline[] = [];
  if (hoveredPath && hovered !== chosen)
    outlines.push({ key: 'hovered', path: hoveredPath, look: 'hovered' });
  if (chosenPath) outlines.push({ key: 'selected', path: chosenPath, look: 'selected' });
  return (
    <>
      <PixelPicker onPick={(at) => objects.select(objectAt(map, at), 'image')} onHover={onHover} />
      <Reveal box={fromTable && chosen ? chosen.px.box : null} />
      <OutlineLayer outlines={outlines} />
      {hovered && over && <PointLabel at={over.at}>{objectText(hovered, classes, unit)}</PointLabel>}
    </>
  );
}
