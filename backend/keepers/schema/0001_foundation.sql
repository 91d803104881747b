-- The catalogue's first shape. Times named *_at are UTC milliseconds since 1970.
-- capture_time is the wall clock at the camera, in milliseconds, counted as if it were UTC:
-- a timeline groups by what the clock on the wall said, whatever the zone.

CREATE TABLE roots (
  id INTEGER PRIMARY KEY,
  path BLOB NOT NULL UNIQUE,              -- os.fsencode of the absolute path: names need not be valid UTF-8
  label TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
  offline_reason TEXT,                    -- a stable code: root_missing, root_empty, root_unreadable
  volume TEXT,                            -- identity of the file system it was added from
  added_at INTEGER NOT NULL,
  scanned_at INTEGER
);

-- One asset is one picture: every byte-equal file of it, wherever it lies.
CREATE TABLE assets (
  id INTEGER PRIMARY KEY,
  content_hash BLOB UNIQUE,               -- BLAKE3, 32 bytes; NULL until the file was read
  kind TEXT NOT NULL DEFAULT 'photo' CHECK (kind IN ('photo')),
  format TEXT,                            -- jpeg, png, ... as sniffed from the content
  width INTEGER, height INTEGER,          -- upright, in pixels
  capture_time INTEGER NOT NULL,
  capture_offset_min INTEGER,             -- minutes east of UTC where known
  capture_source TEXT NOT NULL,           -- see media/dates.py
  month INTEGER NOT NULL GENERATED ALWAYS AS
    (CAST(strftime('%Y%m', capture_time / 1000.0, 'unixepoch') AS INTEGER)) STORED,
  camera TEXT, lens TEXT, iso INTEGER, exposure_s REAL, f_number REAL, focal_mm REAL,
  latitude REAL, longitude REAL,
  placeholder BLOB,                       -- a few bytes of colour (media/placeholder.py)
  present INTEGER NOT NULL DEFAULT 1,     -- 0: no file of it was found at the last scan of its root
  visible INTEGER NOT NULL DEFAULT 1,     -- 0: could not be read
  front_id INTEGER,                       -- the best of its stack, shown in its place; NULL: it shows itself
  added_at INTEGER NOT NULL
);
CREATE INDEX assets_timeline ON assets (month, capture_time DESC, id DESC) WHERE present = 1 AND visible = 1;
CREATE INDEX assets_tiles ON assets (month, capture_time DESC, id DESC)
  WHERE present = 1 AND visible = 1 AND front_id IS NULL;

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES roots (id),
  asset_id INTEGER NOT NULL REFERENCES assets (id),
  rel_path BLOB NOT NULL,                 -- os.fsencode, parts joined by '/'
  name TEXT NOT NULL,                     -- for people: undecodable bytes replaced
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  device INTEGER NOT NULL, inode INTEGER NOT NULL,
  content_hash BLOB,                      -- of the bytes as last read; NULL when not read since it changed
  present INTEGER NOT NULL DEFAULT 1,
  seen_scan INTEGER NOT NULL,             -- number of the scan of its root that last saw it
  look_due INTEGER,                       -- NULL: nothing to read; else its provisional time: newest are read first
  UNIQUE (root_id, rel_path)
);
CREATE INDEX files_asset ON files (asset_id);
CREATE INDEX files_inode ON files (root_id, inode, size, mtime_ns);
-- A root at a time, so that an offline root with much to read costs the others nothing.
CREATE INDEX files_look ON files (root_id, look_due DESC) WHERE look_due IS NOT NULL AND present = 1;

-- A stage result: resume is the rows that are missing.
CREATE TABLE stages (
  asset_id INTEGER NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  stage TEXT NOT NULL,                    -- 'look'
  version INTEGER NOT NULL,
  model TEXT NOT NULL DEFAULT '',
  finished_at INTEGER NOT NULL,
  PRIMARY KEY (asset_id, stage, model)
) WITHOUT ROWID;

-- Files that could not be read: one row a file, with the state of the file it was read in.
CREATE TABLE problems (
  file_id INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 1,
  seen_at INTEGER NOT NULL
);

-- Folders the last scan of their root could not open: what lies in them was left as it was.
CREATE TABLE folder_problems (
  root_id INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
  rel_path BLOB NOT NULL,
  code TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (root_id, rel_path)
) WITHOUT ROWID;

CREATE TABLE measures (
  asset_id INTEGER PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  sharpness REAL, exposure REAL, composition REAL,   -- 0..1, higher is better; NULL: not measured
  noise REAL, brightness REAL, contrast REAL, clip_low REAL, clip_high REAL, colourfulness REAL, tilt_deg REAL,
  dhash INTEGER NOT NULL, phash INTEGER NOT NULL,    -- 64 bits stored as signed
  colour BLOB NOT NULL,                              -- 48 bytes: 4x4 grid of Lab, for variety and look-alikes
  blank INTEGER NOT NULL DEFAULT 0                   -- 1: hardly any detail, hashes say nothing
);

-- Stacks: near-duplicates and bursts. Rebuilt as a new generation and swapped.
CREATE TABLE stacks (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('burst', 'look_alike')),
  best_asset_id INTEGER NOT NULL REFERENCES assets (id) ON DELETE CASCADE
);
CREATE INDEX stacks_best ON stacks (best_asset_id);
CREATE TABLE stack_members (
  asset_id INTEGER PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
  stack_id INTEGER NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
  rank INTEGER NOT NULL                   -- 0 is the best
);
CREATE INDEX stack_members_stack ON stack_members (stack_id, rank);

-- What a person decided. Never written by a recompute.
CREATE TABLE decisions (
  asset_id INTEGER NOT NULL REFERENCES assets (id),
  kind TEXT NOT NULL CHECK (kind IN ('favourite', 'pick')),
  value TEXT NOT NULL,                    -- favourite: 'yes'; pick: 'in' or 'out'
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (asset_id, kind)
) WITHOUT ROWID;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  args TEXT NOT NULL,                     -- JSON object
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
  request TEXT CHECK (request IN ('pause', 'cancel')),   -- asked of a running job
  dedup_key TEXT,
  priority INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL DEFAULT 3,
  owner TEXT, lease_until INTEGER, heartbeat_at INTEGER,
  done INTEGER NOT NULL DEFAULT 0, total INTEGER,
  note TEXT NOT NULL DEFAULT '',
  result TEXT,                            -- JSON object
  error_code TEXT, error_message TEXT,
  created_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER,
  run_after INTEGER NOT NULL DEFAULT 0,
  active_ms INTEGER NOT NULL DEFAULT 0    -- time spent running, pauses left out: for time left
);
CREATE INDEX jobs_next ON jobs (state, priority DESC, id);
CREATE UNIQUE INDEX jobs_dedup ON jobs (dedup_key) WHERE dedup_key IS NOT NULL AND state IN ('queued', 'running', 'paused');

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE network_ledger (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  host TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
  purpose TEXT NOT NULL,
  outcome TEXT NOT NULL,                  -- ok, refused, failed
  status INTEGER, bytes_in INTEGER NOT NULL DEFAULT 0
);
