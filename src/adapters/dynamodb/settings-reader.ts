/** Reads a project's settings: one row, one read. */
import type { SettingsReader, SettingsRecord } from '../../pipelines/ports/settings.ts';
import { settingsKey } from './keys.ts';
import type { Table } from './table.ts';

/** Version of the row's format. A reader refuses one that it does not know: a policy that is read by half may redact less. */
export const SETTINGS_FORMAT = 1;

export const createSettingsReader = (table: Table): SettingsReader => ({
  readSettings: async (project, waiting) => {
    // A consistent read: the settings are then used for a minute, and a change must take effect within one.
    const item = await table.get(settingsKey(project), waiting);
    if (item === undefined) return undefined;
    const format = Number(item['v']?.N);
    if (format !== SETTINGS_FORMAT) {
      throw new Error(
        `settings have format ${format}, this version reads ${SETTINGS_FORMAT}; deploy the version that wrote them`,
      );
    }
    return JSON.parse(item['s']?.S ?? '') as SettingsRecord;
  },
});
