/** Whether a dropped file is a whole project that was saved as a file. Pure; the engine checks what is in it. */

export function isProjectFile(name: string): boolean {
  return /\.unet(\.zip)?$/i.test(name);
}
