/** Object settings that fit a model. Pure. */
import type { ObjectSettings } from '../domain/objects';

/** The settings for so many classes: thresholds of another model are none. */
export function settingsForClasses(settings: ObjectSettings, classes: number): ObjectSettings {
  return settings.thresholds === null || settings.thresholds.length === classes
    ? settings
    : { ...settings, thresholds: null };
}
