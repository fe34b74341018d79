/** A name for a new project that no other has. Pure. */

const NAME = 'Untitled';

/** "Untitled", then "Untitled 2" and so on. */
export function newName(taken: readonly string[]): string {
  const names = new Set(taken);
  if (!names.has(NAME)) return NAME;
  let number = 2;
  while (names.has(`${NAME} ${number}`)) number++;
  return `${NAME} ${number}`;
}
