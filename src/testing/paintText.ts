/**
 * Small maps to be drawn on as text, a character a pixel: `.` background, `a` to `z` the objects 1 to 26 of class 1, `A`
 * to `Z` those of class 2, `1` to `9` a class without a number; `-` ignored by somebody, `?` ignored and touched by
 * nobody. Tests only.
 */
import { blankMap, type PaintMap } from '../imaging/paint/paintMap';

const OBJECTS = 'abcdefghijklmnopqrstuvwxyz';

/** Nothing of it is touched but what is ignored by somebody. */
export function paintMapFrom(...lines: string[]): PaintMap {
  const map = blankMap(lines[0]?.length ?? 0, lines.length);
  for (const [place, character] of [...lines.join('')].entries()) {
    const number = OBJECTS.indexOf(character.toLowerCase()) + 1;
    map.ignore[place] = character === '-' || character === '?' ? 1 : 0;
    map.touched[place] = character === '-' ? 1 : 0;
    map.instances[place] = number;
    if (number > 0) map.classes[place] = character === character.toLowerCase() ? 1 : 2;
    else if (character >= '1' && character <= '9') map.classes[place] = Number(character);
  }
  return map;
}

/** Without what is touched, but for ignored pixels. */
export function paintText(map: PaintMap): string[] {
  return Array.from({ length: map.height }, (_, y) =>
    Array.from({ length: map.width }, (_, x) => characterAt(map, y * map.width + x)).join(''),
  );
}

function characterAt({ classes, ignore, instances, touched }: PaintMap, place: number): string {
  if (ignore[place] === 1) return touched[place] === 1 ? '-' : '?';
  const ofClass = classes[place] ?? 0;
  if (ofClass === 0) return '.';
  const number = instances[place] ?? 0;
  if (number === 0) return String(ofClass);
  const letter = OBJECTS[number - 1] ?? '*';
  return ofClass === 1 ? letter : letter.toUpperCase();
}
