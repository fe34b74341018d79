/** Where results come from, as their files tell it: the program, the model, the settings, the day. */
import { STUDIO_VERSION } from '../../common/version';
import type { ObjectSettings } from '../../domain/objects';

export interface Provenance {
  readonly program: string;
  readonly version: string;
  /** The model's file, or the run that it came from. */
  readonly model: string;
  /** Of the model's file, where one was made. */
  readonly checksum?: string;
  /** Steps that it was trained for. */
  readonly steps: number;
  readonly objects: ObjectSettings;
  /** ISO 8601, UTC. */
  readonly date: string;
}

/** What the host knows of the model and the moment, with what the program knows of itself. */
export function provenanceOf(known: Omit<Provenance, 'program' | 'version'>): Provenance {
  return { program: 'U-Net Studio', version: STUDIO_VERSION, ...known };
}

/** The first line of a table: a comment for readers that know such, and one line to skip for all others. */
export function provenanceLine(provenance: Provenance): string {
  return `# ${JSON.stringify(provenance)}\r\n`;
}
