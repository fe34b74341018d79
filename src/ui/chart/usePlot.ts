/** One uPlot in a container: made anew when its look changes, fed, marked and resized at most once a frame. */
import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';

/** The options for a plot of so many CSS px; `marks` gives what is drawn over it at any time. */
export type PlotOptions<Marks> = (width: number, height: number, marks: () => Marks) => uPlot.Options;

/** The plot itself; null before it is made. */
export function usePlot<Marks>(
  container: RefObject<HTMLDivElement | null>,
  options: PlotOptions<Marks>,
  data: uPlot.AlignedData,
  marks: Marks,
): RefObject<uPlot | null> {
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ data, marks });
  latest.current = { data, marks };

  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    const made = new uPlot(
      options(...sizeOf(element), () => latest.current.marks),
      latest.current.data,
      element,
    );
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
  }, [container, options]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: marks are drawn from the latest, but their change redraws.
  useEffect(() => {
    const frame = requestAnimationFrame(() => plot.current?.setData(data));
    return () => cancelAnimationFrame(frame);
  }, [data, marks]);
  return plot;
}

function sizeOf(element: HTMLElement): [number, number] {
  return [Math.max(1, element.clientWidth), Math.max(1, element.clientHeight)];
}
