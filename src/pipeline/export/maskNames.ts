/** File names for exported masks: the image's own path and name, one page one file, no two alike. */

/**
 * "set/03.tif" becomes "set/03.png"; page 4 of a stack, "stack.tif#4", becomes "stack_004.png". Where two
 * images would get one name ("a.png" and "a.jpg"), the later ones get " (2)", " (3)".
 */
export function maskNames(imageIds: readonly string[]): string[] {
  const taken = new Set<string>();
  return imageIds.map((id) => {
    const stem = stemOf(id);
    let name = `${stem}.png`;
    for (let copy = 2; taken.has(name); copy++) name = `${stem} (${copy}).png`;
    taken.add(name);
    return name;
  });
}

function stemOf(id: string): string {
  const [, path = id, page] = /^(.*?)(?:#(\d+))?$/.exec(id) ?? [];
  const stem = path.replace(/\.[^./]+$/, '');
  return page === undefined ? stem : `${stem}_${page.padStart(3, '0')}`;
}
