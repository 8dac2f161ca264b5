/** The tables of the local CloudWatch. */

export const SCHEMA = `
CREATE TABLE IF NOT EXISTS series (
  id INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  dimensions TEXT NOT NULL,
  unit TEXT NOT NULL,
  UNIQUE (namespace, name, dimensions, unit)
);
CREATE TABLE IF NOT EXISTS point (
  series INTEGER NOT NULL,
  at INTEGER NOT NULL,
  resolution INTEGER NOT NULL,
  sum REAL NOT NULL,
  count REAL NOT NULL,
  minimum REAL NOT NULL,
  maximum REAL NOT NULL,
  PRIMARY KEY (series, at, resolution)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS point_by_age ON point (resolution, at);
CREATE TABLE IF NOT EXISTS sample (
  series INTEGER NOT NULL,
  at INTEGER NOT NULL,
  resolution INTEGER NOT NULL,
  value REAL NOT NULL,
  count REAL NOT NULL,
  PRIMARY KEY (series, at, resolution, value)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alarm (
  name TEXT PRIMARY KEY,
  configuration TEXT NOT NULL,
  configured_at INTEGER NOT NULL,
  value TEXT NOT NULL,
  previous TEXT NOT NULL,
  reason TEXT NOT NULL,
  reason_data TEXT,
  updated_at INTEGER NOT NULL,
  suppression TEXT
);
CREATE TABLE IF NOT EXISTS history (
  id INTEGER PRIMARY KEY,
  alarm TEXT NOT NULL,
  alarm_type TEXT NOT NULL,
  at INTEGER NOT NULL,
  item_type TEXT NOT NULL,
  summary TEXT NOT NULL,
  data TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS history_by_time ON history (at);
CREATE TABLE IF NOT EXISTS pending_action (
  id INTEGER PRIMARY KEY,
  alarm TEXT NOT NULL,
  alarm_type TEXT NOT NULL,
  topic TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL
);
`;
