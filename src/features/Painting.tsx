/** Over the image while a tool is in hand: labels as they are drawn, and what the pointer does to them. */
import { useCallback, useContext, useMemo, useState } from 'react';
import { defined } from '../common/assert';
import type { ClassInfo } from '../domain/labels';
import type { PaintMap } from '../imaging/paint/paintMap';
import { isPainting, toolInHand } from '../state/paintSlice';
import { DraftLayer } from '../ui/viewer/DraftLayer';
import { PaintedLayer } from '../ui/viewer/PaintedLayer';
import { PaintSurface } from '../ui/viewer/PaintSurface';
import type { Box, Point } from '../ui/viewer/viewGeometry';
import { paintColours, repaintedPart } from './paintColours';
import { hasSize } from './paintTools';
import { StudioContext, useActions, useStudio } from './studioContext';
import { type PaintKeys, usePaintKeys } from './usePaintKeys';

export interface PaintingProps {
  /** The same at each rendering. */
  readonly keys: PaintKeys;
  readonly classes: readonly ClassInfo[];
  /** Of the labels, 0..1. */
  readonly opacity: number;
  /** Whether only what was looked at counts. */
  readonly regionOnly: boolean;
}

/** Always there with the viewer, since its keys take up a tool. */
export function Painting({ keys, ...look }: PaintingProps) {
  const map = useOpenMap();
  const tool = useStudio(toolInHand);
  const pointer = useMemo(() => ({ at: null as Point | null }), []);
  usePaintKeys(keys, () => pointer.at);
  if (map === null || tool === null) return null;
  return (
    <>
      <Layer map={map} {...look} />
      <Surface
        onHover={(at) => {
          pointer.at = at;
        }}
      />
    </>
  );
}

/** Changed in place; null while there is nothing to be drawn on. */
function useOpenMap(): PaintMap | null {
  const { paint } = useActions();
  const isOpen = useStudio(isPainting);
  // Other pixels of the same image: they are not in the state, so this says so.
  useStudio((state) => state.paint.revision);
  return isOpen ? paint.pixels() : null;
}

function Surface({ onHover }: { readonly onHover: (at: Point | null) => void }) {
  const { paint } = useActions();
  const tool = useStudio(toolInHand);
  const size = useStudio((state) => state.paint.size);
  const outline = useStudio((state) => state.paint.outline);
  const [next, setNext] = useState<Point | null>(null);
  const isPolygon = tool === 'polygon';
  return (
    <>
      <PaintSurface
        ring={tool !== null && hasSize(tool) ? size : null}
        onPress={paint.press}
        onDrag={paint.drag}
        onRelease={paint.release}
        onCancel={paint.cancelStroke}
        onDouble={isPolygon ? paint.closeOutline : undefined}
        onHover={(at) => {
          onHover(at);
          if (isPolygon && outline.length > 0) setNext(at);
        }}
      />
      <DraftLayer points={outline} corners={isPolygon} next={isPolygon ? next : null} />
    </>
  );
}

interface LayerProps extends Omit<PaintingProps, 'keys'> {
  readonly map: PaintMap;
}

function Layer({ map, classes, opacity, regionOnly }: LayerProps) {
  const studio = defined(useContext(StudioContext), 'StudioContext');
  const hidden = useStudio((state) => state.data.hidden);
  const isVisible = useStudio((state) => state.shell.overlayVisible);
  const outlines = useStudio((state) => state.objects.outlines);
  const unpainted = useStudio((state) => state.paint.unpainted);
  const colour = useMemo(() => {
    const look = { colors: classes.map(({ color }) => color), hidden, regionOnly, outlines, unpainted };
    return (part: Box) => paintColours(map, part, look);
  }, [map, classes, hidden, regionOnly, outlines, unpainted]);
  const subscribe = useCallback(
    (onChange: (part: Box) => void) =>
      studio.store.subscribe(({ paint: { painted }, data, shell }, before) => {
        const isShown = painted?.imageId === data.selectedId && painted?.stage === shell.stage;
        if (painted !== null && painted !== before.paint.painted && isShown)
          onChange(repaintedPart(map, painted.rect));
      }),
    [studio, map],
  );
  return (
    <PaintedLayer
      width={map.width}
      height={map.height}
      opacity={isVisible ? opacity : 0}
      {...{ colour, subscribe }}
    />
  );
}
