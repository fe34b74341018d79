/** One uPlot in a container: made anew when its look changes, fed and resized at most once a frame. */
import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { type ChartLook, chartOptions } from './chartOptions';

export function usePlot(
  container: RefObject<HTMLDivElement | null>,
  look: ChartLook,
  data: uPlot.AlignedData,
): void {
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    const made = new uPlot(chartOptions(look, ...sizeOf(element)), latest.current, element);
    plot.current = made;
    const observer = new ResizeObserver(() => {
      const [width, height] = sizeOf(element);
      made.setSize({ width, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [container, look]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => plot.current?.setData(data));
    return () => cancelAnimationFrame(frame);
  }, [data]);
}

function sizeOf(element: HTMLElement): [number, number] {
  return [Math.max(1, element.clientWidth), Math.max(1, element.clientHeight)];
}
