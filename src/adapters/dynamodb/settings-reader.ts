/** Reads a project's settings: one row, one read. */
import type { SettingsReader, SettingsRecord } from '../../pipelines/ports/settings.ts';
import { settingsKey } from './keys.ts';
import type { Table } from './table.ts';

/** Version of the row's format; a reader refuses one that it does not know, because half-understood a policy may be laxer. */
export const SETTINGS_FORMAT = 1;

export const createSettingsReader = (table: Table): SettingsReader => ({
  readSettings: async (project, waiting) => {
    // Consistent, as a reading is believed for a minute: an old one would be for two.
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
