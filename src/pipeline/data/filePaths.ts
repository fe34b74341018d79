/** Paths as they come from drops, shells and archives, made fit to name results after. */

/**
 * Forward slashes, whatever the browser or the shell put there, and no steps such as "." and "..": results are
 * named after images and must not leave the folder or the zip that they are written to.
 */
export function tidyPath(path: string): string {
  const steps = path.replaceAll('\\', '/').split('/');
  return steps.filter((step) => !['', '.', '..'].includes(step)).join('/');
}

/** Files that systems leave in folders and archives and nobody means to drop. */
export function isLitter(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name) || path.includes('__MACOSX/');
}
