/** Over the image while a tool is in hand: the correction as it is drawn, and what the pointer does to it. */
import { useCallback, useContext, useMemo } from 'react';
import { defined } from '../../../common/assert';
import type { PaintMap } from '../../../imaging/paint/paintMap';
import { predictionClasses } from '../../../state/selectors';
import { PaintedLayer } from '../../../ui/viewer/PaintedLayer';
import { PaintSurface } from '../../../ui/viewer/PaintSurface';
import type { Box, Point } from '../../../ui/viewer/viewGeometry';
import { StudioContext, useActions, useStudio } from '../../studioContext';
import { correctColours } from './correctColours';
import { hasSize } from './tools';
import { useCorrection } from './useCorrection';
import { useCorrectKeys } from './useCorrectKeys';

/** Always there with the viewer, since its keys take up a tool. */
export function Correcting() {
  const { correct } = useActions();
  const map = useCorrection();
  const tool = useStudio((state) => state.correct.tool);
  const size = useStudio((state) => state.correct.size);
  const pointer = useMemo(() => ({ at: null as Point | null }), []);
  useCorrectKeys(() => pointer.at);
  if (map === null || tool === null) return null;
  return (
    <>
      <Layer map={map} />
      <PaintSurface
        ring={hasSize(tool) ? size : null}
        onPress={correct.press}
        onDrag={correct.drag}
        onRelease={correct.release}
        onCancel={correct.cancelStroke}
        onHover={(at) => {
          pointer.at = at;
        }}
      />
    </>
  );
}

function Layer({ map }: { readonly map: PaintMap }) {
  const studio = defined(useContext(StudioContext), 'StudioContext');
  const classes = useStudio(predictionClasses);
  const hidden = useStudio((state) => state.data.hidden);
  const opacity = useStudio((state) => (state.shell.overlayVisible ? state.predict.opacity : 0));
  const regionOnly = useStudio((state) => state.correct.scope === 'region');
  const colour = useMemo(() => {
    const look = { colors: classes.map(({ color }) => color), hidden, regionOnly };
    return (part: Box) => correctColours(map, part, look);
  }, [map, classes, hidden, regionOnly]);
  const subscribe = useCallback(
    (onChange: (part: Box) => void) =>
      studio.store.subscribe(({ correct: { painted } }, before) => {
        if (
          painted !== null &&
          painted !== before.correct.painted &&
          painted.imageId === before.data.selectedId
        ) {
          onChange(painted.rect);
        }
      }),
    [studio],
  );
  return <PaintedLayer width={map.width} height={map.height} {...{ opacity, colour, subscribe }} />;
}
