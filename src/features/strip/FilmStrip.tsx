/** The images in a row under the centre: choose one by pointer or arrows. The same in every stage that shows one. */
import { useEffect, useRef } from 'react';
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
  useEffect(() => {
    const selected = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (selectedId === null || !selected) return;
    selected.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // Arrows move the focus with the selection, but never take it from elsewhere.
    if (list.current?.contains(document.activeElement)) selected.focus();
  }, [selectedId]);
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

/** The room of images that are not drawn. */
function Gap({ items }: { readonly items: number }) {
  return items > 0 ? (
    <div className={styles.gap} style={{ width: items * ITEM_PX - 4 }} role="presentation" />
  ) : null;
}
