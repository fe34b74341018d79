/** A file in memory, made by stage "export" or given to it. */

export interface OutputFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
