/** The images in a row under the centre: choose one by pointer or arrows. The same in every stage that shows one. */
import { type RefObject, useEffect, useRef } from 'react';
import { stripImages } from '../../state/stripOrder';
import { useStudio } from '../studioContext';
import styles from './strip.module.css';
import { ITEM_PX } from './stripWindow';
import { Thumbnail } from './Thumbnail';
import { useStripWindow } from './useStripWindow';

export function FilmStrip() {
  const images = useStudio(stripImages);
  const selectedId = useStudio((state) => state.data.selectedId);
  const list = useRef<HTMLDivElement>(null);
  const place = images.findIndex(({ id }) => id === selectedId);
  const { from, to } = useStripWindow(list, images.length, place);
  useSelectedInSight(list, selectedId, from, to);
  if (images.length === 0) return null;
  return (
    <div ref={list} className={styles.strip} role="listbox" aria-label="Images" aria-orientation="horizontal">
      <Gap items={from} />
      {images.slice(from, to).map((image, index) => (
        <Thumbnail
          key={image.id}
          image={image}
          selected={image.id === selectedId}
          place={from + index + 1}
          count={images.length}
        />
      ))}
      <Gap items={images.length - to} />
    </div>
  );
}

/**
 * Scrolls to the selected image, and moves the focus there where it was in the strip. One that is far away is drawn only after
 * the strip was scrolled to it; by then that which had the focus may be drawn no more.
 */
function useSelectedInSight(
  list: RefObject<HTMLElement | null>,
  selectedId: string | null,
  from: number,
  to: number,
): void {
  const due = useRef<'nothing' | 'sight' | 'focus'>('nothing');
  useEffect(() => {
    // Arrows move the focus with the selection, but never take it from elsewhere.
    if (selectedId === null) due.current = 'nothing';
    else due.current = list.current?.contains(document.activeElement) ? 'focus' : 'sight';
  }, [list, selectedId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part of the strip was drawn, or another image chosen.
  useEffect(() => {
    const selected = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (due.current === 'nothing' || !selected) return;
    selected.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { activeElement, body } = document;
    const isFree = activeElement === body || list.current?.contains(activeElement);
    if (due.current === 'focus' && isFree) selected.focus();
    due.current = 'nothing';
  }, [list, selectedId, from, to]);
}

/** The room of images that are not drawn. */
function Gap({ items }: { readonly items: number }) {
  return items > 0 ? (
    <div className={styles.gap} style={{ width: items * ITEM_PX - 4 }} role="presentation" />
  ) : null;
}
