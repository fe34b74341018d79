/** Inspector of the Augment stage: presets, transforms, weights. Every change shows in the middle at once. */
import { useEffect, useMemo, useState } from 'react';
import { useActions, useStudio } from '../studioContext';
import { FindingList } from './FindingList';
import { PresetRow } from './PresetRow';
import { ReadingGroup } from './ReadingGroup';
import { TransformGroup, transformsOf } from './TransformGroup';
import { WeightGroup } from './WeightGroup';

export function AugmentInspector() {
  const onMap = useStudio((state) => state.augment.mode === 'weights');
  const [geometry, setGeometry] = useState(!onMap);
  const [intensity, setIntensity] = useState(!onMap);
  useEffects(geometry, intensity);
  return (
    <>
      <PresetRow />
      <FindingList />
      <TransformGroup title="Geometry" kind="geometry" closed={onMap} onToggle={setGeometry} />
      <TransformGroup title="Intensity" kind="intensity" closed={onMap} onToggle={setIntensity} />
      <ReadingGroup />
      <WeightGroup closed={!onMap} />
    </>
  );
}

/** Asks for the pictures of the groups that are open. */
function useEffects(geometry: boolean, intensity: boolean): void {
  const { wantEffects } = useActions().augment;
  const names = useMemo(
    () => [...(geometry ? transformsOf('geometry') : []), ...(intensity ? transformsOf('intensity') : [])],
    [geometry, intensity],
  );
  useEffect(() => {
    wantEffects(names);
    return () => wantEffects([]);
  }, [names, wantEffects]);
}
