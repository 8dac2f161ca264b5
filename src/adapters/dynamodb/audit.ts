/** The audit trail of a project: one row for each thing that somebody did to it, in the order of time. */

import type { ProjectId } from '../../domain/call/ids.ts';
import { toIso } from '../../domain/call/units.ts';
import type { AuditEntry, AuditStore } from '../../pipelines/ports/settings.ts';
import { auditPk } from './keys.ts';
import type { Item, Table } from './table.ts';

/** `mark` tells apart what happened in the same millisecond. Audit rows have no time to live: they are few, and are asked for late. */
export const auditItem = (project: ProjectId, entry: AuditEntry, mark: string): Item => ({
  pk: { S: auditPk(project) },
  sk: { S: `${toIso(entry.at)}#${mark}` },
  s: { S: JSON.stringify(entry) },
});

export const createAuditStore = (table: Table): AuditStore => ({
  addToAudit: async (project, entry, waiting) => {
    await table.put(auditItem(project, entry, entry.jobId ?? entry.action), waiting, { keepsOld: true });
  },
  readAudit: async (project, { before, limit }, waiting) => {
    const page = {
      pk: auditPk(project),
      from: ' ',
      to: before ?? '\uffff',
      newestFirst: true,
      limit: limit + 1,
      consistent: true,
    };
    const entries: (AuditEntry & { readonly position: string })[] = [];
    for await (const item of table.query(page, waiting)) {
      const position = item['sk']?.S ?? '';
      if (position === before) continue;
      entries.push({ ...(JSON.parse(item['s']?.S ?? '') as AuditEntry), position });
      if (entries.length === limit) break;
    }
    return entries;
  },
});
