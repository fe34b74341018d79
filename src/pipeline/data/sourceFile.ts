/** A file as dropped: its path inside the drop ("masks/03.png") and its bytes. */
export interface SourceFile {
  readonly path: string;
  readonly blob: Blob;
}
