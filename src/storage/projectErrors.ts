/** The errors about whole projects, each said in one place. */
import { type StudioError, studioError } from '../common/errors';

export function noSuchProject(id: string): StudioError {
  return studioError(
    'no-such-project',
    'There is no such project any more.',
    'Choose another one from the list.',
    id,
  );
}

export function openElsewhere(id: string, name: string): StudioError {
  return studioError(
    'project-open-elsewhere',
    `${name} is open in another tab.`,
    'Go on in that tab, close it, or take the project over here.',
    id,
  );
}

export function takenOver(id: string): StudioError {
  return studioError(
    'project-open-elsewhere',
    'Another tab took the project over: nothing is saved here any more.',
    'Go on in the other tab, or take the project back.',
    id,
  );
}

export function openHere(id: string): StudioError {
  return studioError(
    'busy',
    'The project is open, so it cannot be deleted.',
    'Open another project first, then delete this one.',
    id,
  );
}

export function notAProject(reason: string, subject: string | null = null, cause?: unknown): StudioError {
  return studioError(
    'bad-project',
    `The file is not a project that can be opened: ${reason}`,
    'Choose a file that "Save project as a file" made.',
    subject,
    cause,
  );
}

/** Text of 1 to 120 characters, trimmed; throws `bad-setting`. */
export function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length > 0 && trimmed.length <= 120) return trimmed;
  throw studioError(
    'bad-setting',
    `The project's name has ${trimmed.length} characters; it can have 1 to 120.`,
    'Choose a name of 1 to 120 characters.',
    trimmed,
  );
}
