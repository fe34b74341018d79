/** Carries a file by pointer from the list to an image of the film strip; that marks itself and takes it. */
import { type PointerEvent, type ReactNode, useState } from 'react';
import { useActions, useStudio } from '../studioContext';
import pairing from './pairing.module.css';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** `onDrop` gets the id of the image that the pointer was let go over. Keyboards have the list beside it. */
export function useCarry(name: string, onDrop: (imageId: string) => void) {
  const { carry } = useActions().data;
  const over = useStudio((state) => state.data.carried?.over ?? null);
  const [place, setPlace] = useState<Place | null>(null);
  const end = () => {
    setPlace(null);
    carry(null);
  };
  const handle = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const { clientX: x, clientY: y } = event;
      setPlace({ x, y });
      const target = imageAt(x, y);
      if (place === null || target !== over) carry({ name, over: target });
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const target = place === null ? null : imageAt(event.clientX, event.clientY);
      end();
      if (target !== null) onDrop(target);
    },
    onPointerCancel: end,
  };
  return { handle, ghost: place && <Ghost place={place} name={name} /> };
}

function Ghost({ place, name }: { readonly place: Place; readonly name: string }): ReactNode {
  return (
    <div className={pairing.ghost} style={{ left: place.x + 12, top: place.y + 12 }} aria-hidden>
      {name}
    </div>
  );
}

/** The thumbnail under a point of the window: it carries its image's id for this. */
function imageAt(x: number, y: number): string | null {
  const found = document.elementFromPoint(x, y)?.closest('[data-image-id]');
  return found?.getAttribute('data-image-id') ?? null;
}
