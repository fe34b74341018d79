/** One image of the film strip with its mask over it; a badge where there is something to know. */
import { Check, CircleDashed, Maximize, TriangleAlert } from 'lucide-react';
import { memo, type RefObject, useEffect, useRef, useState } from 'react';
import type { ImageItem } from '../../domain/data';
import { findingOf } from '../../state/findingKey';
import { type ImageProblem, imageProblem } from '../../state/imageProblem';
import type { StudioState } from '../../state/studioState';
import { PixelCanvas } from '../../ui/PixelCanvas';
import { useActions, useStudio } from '../studioContext';
import { useLabelOverlay } from '../useLabelOverlay';
import styles from './strip.module.css';

export interface ThumbnailProps {
  readonly image: ImageItem;
  readonly selected: boolean;
  /** In the strip, from 1, and of how many: most of a long strip are not drawn. */
  readonly place: number;
  readonly count: number;
}

export const Thumbnail = memo(function Thumbnail({ image, selected, place, count }: ThumbnailProps) {
  const { select } = useActions().data;
  const predicted = useStudio((state) => state.predict.summaries.has(image.id));
  const uncertainty = useStudio((state) => shownUncertainty(state, image.id));
  const dataset = useStudio((state) => state.data.dataset);
  const isOver = useStudio((state) => state.data.carried?.over === image.id);
  const found = useStudio((state) => findingOf(state, image.id));
  const problem = shownProblem(imageProblem(image, dataset), found);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys choose; see FilmStrip and the page's shortcuts.
    <div
      className={styles.item}
      role="option"
      tabIndex={selected ? 0 : -1}
      aria-selected={selected}
      aria-label={nameOf(image, predicted, problem, uncertainty)}
      aria-posinset={place}
      aria-setsize={count}
      data-image-id={image.id}
      data-over={isOver || undefined}
      title={image.name}
      onClick={() => select(image.id)}
    >
      <div className={styles.picture} title={problem?.text ?? `Mask: ${image.reason}`}>
        <Picture imageId={image.id} />
      </div>
      <Name name={image.name} />
      {problem && <Badge kind={problem.kind} />}
      {predicted && uncertainty === null && <Check className={styles.badge} size={16} aria-hidden />}
      {uncertainty !== null && (
        <span className={styles.value} aria-hidden>
          {uncertainty}
        </span>
      )}
    </div>
  );
});

/** Characters at the end of a name that stay: names of one set differ there, in a number or a page. */
const TAIL = 7;

/** Shortened in its middle, since the end tells it from its neighbours. */
function Name({ name }: Pick<ImageItem, 'name'>) {
  return (
    <span className={styles.name}>
      <span className={styles.head}>{name.slice(0, -TAIL)}</span>
      {name.slice(-TAIL)}
    </span>
  );
}

interface ShownProblem {
  readonly kind: ImageProblem['kind'] | 'found';
  readonly text: string;
}

/** What was found counts for more than what is no fault. */
function shownProblem(problem: ImageProblem | null, found: string | null): ShownProblem | null {
  if (found === null || problem?.kind === 'refused-mask') return problem;
  return { kind: 'found', text: found };
}

const PROBLEM_WORDS = {
  unlabelled: 'no mask',
  large: 'large image',
  'refused-mask': 'mask not used',
  found: 'to check',
} as const;

/** As text, where the strip is in the order of it; null elsewhere. */
function shownUncertainty({ predict, shell }: StudioState, imageId: string): string | null {
  if (shell.stage !== 'predict' || predict.order !== 'unsure') return null;
  return predict.summaries.get(imageId)?.uncertainty.toFixed(3) ?? null;
}

function nameOf(
  { name }: ImageItem,
  predicted: boolean,
  problem: ShownProblem | null,
  uncertainty: string | null,
): string {
  const parts = [
    name,
    problem ? PROBLEM_WORDS[problem.kind] : '',
    predicted ? 'predicted' : '',
    uncertainty === null ? '' : `uncertainty ${uncertainty}`,
  ];
  return parts.filter(Boolean).join(', ');
}

function Badge({ kind }: Pick<ShownProblem, 'kind'>) {
  if (kind === 'unlabelled') return <CircleDashed className={styles.badge} size={16} aria-hidden />;
  if (kind === 'large') return <Maximize className={styles.badge} size={16} aria-hidden />;
  return <TriangleAlert className={styles.badge} data-tone="warning" size={16} aria-hidden />;
}

/** Pixels are asked for when the picture comes near the visible part of the strip, and not any more when it leaves. */
function Picture({ imageId }: { readonly imageId: string }) {
  const { requestThumbnail } = useActions().data;
  const frame = useRef<HTMLDivElement>(null);
  const near = useNear(frame);
  const view = useStudio((state) => state.data.thumbnails.get(imageId) ?? null);
  const classes = useStudio((state) => state.data.classes);
  const hidden = useStudio((state) => state.data.hidden);
  const opacity = useStudio((state) => (state.shell.overlayVisible ? state.data.opacity : 0));
  const overlay = useLabelOverlay(view, classes, hidden);
  useEffect(() => {
    return near && view === null ? requestThumbnail(imageId) : undefined;
  }, [near, view, imageId, requestThumbnail]);
  return (
    <div ref={frame} className={styles.frame}>
      {view && (
        <PixelCanvas
          width={view.width}
          height={view.height}
          rgba={view.rgba}
          overlay={overlay}
          opacity={opacity}
          label=""
        />
      )}
    </div>
  );
}

/** True while the element is within 400 px of the visible part. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const onSeen = (entries: IntersectionObserverEntry[]) => setNear(entries.at(-1)?.isIntersecting ?? false);
    const observer = new IntersectionObserver(onSeen, { rootMargin: '400px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return near;
}
