/** Documents of older studios, brought to the present version one step at a time. Called when a project is opened. */
import { studioError } from '../common/errors';
import { PROJECT_VERSION } from './projectDocument';

type Json = Readonly<Record<string, unknown>>;

/** Makes of a document of version n one of version n + 1; the number itself is set by `migrated`. */
export type Migration = (document: Json) => Json;

/** By the version they start from. Once in a release, a step is never changed. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

/**
 * The document in version `target`. Throws `project-too-new` for a version beyond it and `bad-project` where there
 * is no version or no way from it.
 */
export function migrated(document: Json, steps = MIGRATIONS, target = PROJECT_VERSION): Json {
  let present = document;
  for (let version = versionOf(document, target); version < target; version++) {
    const step = steps.get(version);
    if (step === undefined) throw noVersion(version);
    present = { ...step(present), version: version + 1 };
  }
  return present;
}

function versionOf({ version }: Json, target: number): number {
  if (typeof version !== 'number' || !Number.isInteger(version)) throw noVersion(version);
  if (version <= target) return version;
  throw studioError(
    'project-too-new',
    `The project was saved by a newer studio: its version is ${version}, and this one reads up to ${target}.`,
    'Reload the page to get the newest studio, then open the project again.',
    version,
  );
}

function noVersion(version: unknown) {
  return studioError(
    'bad-project',
    `The project states the version ${JSON.stringify(version) ?? 'undefined'}, which no studio ever wrote.`,
    'Open another copy of the project, or delete it.',
    String(version),
  );
}
