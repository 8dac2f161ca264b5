/** What projects chose for themselves, and the trail of what was done to them. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import type { FieldChange } from '../../domain/settings/changes.ts';
import type { StoredSettings } from '../../domain/settings/settings.ts';
import type { Waiting } from './time.ts';

/** A project's settings as kept. Own literals and allowed values among them are personal data by the project's own wish. */
export interface SettingsRecord {
  /** 1 for the first settings, one more with every change. */
  readonly version: number;
  readonly changedAt: EpochMs;
  /** Id of the key that changed them. */
  readonly changedBy: string;
  readonly sections: StoredSettings;
}

export interface SettingsReader {
  /** The settings of a project; undefined when it never set any. */
  readSettings(project: ProjectId, waiting: Waiting): Promise<SettingsRecord | undefined>;
}

/** What was done to a project, by whom and when. It holds names, ids and counts, and nothing that a person wrote. */
export interface AuditEntry {
  readonly at: EpochMs;
  /** Id of the key that did it. */
  readonly keyId: string;
  /** Of our own making, as `settings.changed`. */
  readonly action: string;
  /** Version of the settings after it. */
  readonly version?: number;
  readonly changes?: readonly FieldChange[];
  /** Id of the job that it began. */
  readonly jobId?: string;
  readonly kind?: string;
}

export interface AuditStore {
  addToAudit(project: ProjectId, entry: AuditEntry, waiting: Waiting): Promise<void>;
  /** Newest first, `before` exclusive. */
  readAudit(
    project: ProjectId,
    page: { readonly before: string | undefined; readonly limit: number },
    waiting: Waiting,
  ): Promise<readonly (AuditEntry & { readonly position: string })[]>;
}

export interface SettingsStore extends SettingsReader {
  /**
   * Writes settings that follow those of the version before them, and what the audit trail says of it, both or neither; false when
   * another change came first.
   */
  changeSettings(project: ProjectId, record: SettingsRecord, entry: AuditEntry, waiting: Waiting): Promise<boolean>;
}
