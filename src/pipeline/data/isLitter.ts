/** Files that systems leave in folders and nobody means to drop. */
export function isLitter(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name) || path.includes('__MACOSX/');
}
