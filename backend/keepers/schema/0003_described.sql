-- What files say in full, what people change of it, and files that belong together.

-- Assets keep what counts: what the files say (`said`) with what a person changed (`edits`) over it.
ALTER TABLE assets ADD COLUMN main_id INTEGER;               -- the asset this one belongs to and hides behind; NULL: it stands for itself
ALTER TABLE assets ADD COLUMN role TEXT;                     -- of one with a main_id: raw, live, original, edited, rendered
ALTER TABLE assets ADD COLUMN evidence TEXT;                 -- why it belongs there, a stable code (docs/metadata.md)
ALTER TABLE assets ADD COLUMN animated INTEGER NOT NULL DEFAULT 0;  -- a GIF, PNG or WebP that moves
ALTER TABLE assets ADD COLUMN motion_offset INTEGER;         -- of a motion photo: where in the file its film begins, in bytes
ALTER TABLE assets ADD COLUMN motion_bytes INTEGER;          -- and how long that film is
ALTER TABLE assets ADD COLUMN capture_code TEXT;             -- why the time is believed (metadata/date_reasons.py)
ALTER TABLE assets ADD COLUMN capture_precision TEXT;        -- second, day, month, year
ALTER TABLE assets ADD COLUMN altitude_m REAL;
ALTER TABLE assets ADD COLUMN direction_deg REAL;            -- clockwise from north
CREATE INDEX assets_main ON assets (main_id) WHERE main_id IS NOT NULL;

-- In words, as it counts: one row an asset that has any.
CREATE TABLE words (
  asset_id INTEGER PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
  title TEXT, caption TEXT,
  rating INTEGER,                         -- -1 rejected, 1 to 5; NULL: none given
  label TEXT,
  people TEXT NOT NULL DEFAULT '[]',      -- JSON: [{"name": text, "box": [x, y, width, height] or null}]
  sublocation TEXT, city TEXT, state TEXT, country TEXT, country_code TEXT
);
CREATE TABLE keywords (
  keyword TEXT NOT NULL,                  -- a path is written with '|': Places|Portugal|Lisbon
  asset_id INTEGER NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,              -- in the order they were given
  PRIMARY KEY (keyword, asset_id)
) WITHOUT ROWID;
CREATE INDEX keywords_asset ON keywords (asset_id, position);

-- What the files say by themselves, as last heard.
CREATE TABLE said (
  asset_id INTEGER PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
  file_id INTEGER NOT NULL,               -- the file that was heard
  version INTEGER NOT NULL,
  heard_at INTEGER NOT NULL,
  document TEXT NOT NULL                  -- JSON, see catalog/said.py
);

-- What is said of each copy, of pictures that lie in several places alone: `said` is put together from them.
CREATE TABLE said_copies (
  file_id INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
  asset_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  heard_at INTEGER NOT NULL,
  document TEXT NOT NULL
);
CREATE INDEX said_copies_asset ON said_copies (asset_id);

-- What a person changed, kept whatever the files say. A row stays until the files say something newer.
CREATE TABLE edits (
  asset_id INTEGER NOT NULL REFERENCES assets (id),
  field TEXT NOT NULL CHECK (field IN ('title', 'caption', 'keywords', 'people', 'rating', 'label', 'date', 'position', 'place')),
  value TEXT NOT NULL,                    -- JSON; null: the person took it away
  base TEXT NOT NULL,                     -- JSON: what the files said when it was changed
  state TEXT NOT NULL CHECK (state IN ('kept', 'pending', 'written', 'conflict')),
  theirs TEXT,                            -- JSON, of a conflict: what another program wrote meanwhile
  edited_at INTEGER NOT NULL,
  PRIMARY KEY (asset_id, field)
) WITHOUT ROWID;
CREATE INDEX edits_state ON edits (state, asset_id);

-- Every change a person made, to be taken back.
CREATE TABLE operations (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                     -- edit, dates, resolve, read_back
  made_at INTEGER NOT NULL,
  undone_at INTEGER
);
CREATE TABLE operation_changes (
  operation_id INTEGER NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
  asset_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  before TEXT,                            -- JSON of the row of `edits`; NULL: there was none
  after TEXT,
  PRIMARY KEY (operation_id, asset_id, field)
) WITHOUT ROWID;

-- The journal of writes into photos and sidecars: begun before the file changes, done after.
CREATE TABLE file_writes (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL,
  asset_id INTEGER NOT NULL,
  root_id INTEGER NOT NULL,
  rel_path BLOB NOT NULL,                 -- of what is written: the sidecar or the photo
  temporary TEXT,                         -- name of the file that is to take its place, in the same folder
  how TEXT NOT NULL CHECK (how IN ('sidecar', 'embedded')),
  before_hash BLOB,                       -- BLAKE3 of the whole file; NULL: there was none
  after_hash BLOB,                        -- NULL: the file is taken away
  reversal BLOB,                          -- what makes the former bytes again (writing/reversal.py)
  fields TEXT NOT NULL,                   -- JSON: what was written, by field
  state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'reversed', 'failed')),
  code TEXT,                              -- of a failed one
  at INTEGER NOT NULL
);
CREATE INDEX file_writes_file ON file_writes (file_id, id);
CREATE INDEX file_writes_begun ON file_writes (state) WHERE state = 'begun';

-- Files beside pictures that are no pictures: sidecars, tables of services, notes of cameras.
CREATE TABLE side_files (
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES roots (id),
  rel_path BLOB NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('xmp', 'takeout', 'icloud', 'aae', 'thm')),
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  present INTEGER NOT NULL DEFAULT 1,
  seen_scan INTEGER NOT NULL,
  UNIQUE (root_id, rel_path)
);
CREATE TABLE side_links (
  side_file_id INTEGER NOT NULL REFERENCES side_files (id) ON DELETE CASCADE,
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  PRIMARY KEY (side_file_id, file_id)
) WITHOUT ROWID;
CREATE INDEX side_links_file ON side_links (file_id);

ALTER TABLE files ADD COLUMN hear_due INTEGER;               -- NULL: nothing new is said of it; else when that was seen
ALTER TABLE files ADD COLUMN write_due INTEGER;              -- NULL: nothing to write for it; else when it was asked
ALTER TABLE files ADD COLUMN grouped INTEGER NOT NULL DEFAULT 0;  -- 1: what belongs with it was looked for since it last changed
CREATE INDEX files_hear ON files (root_id, hear_due DESC) WHERE hear_due IS NOT NULL AND present = 1;
CREATE INDEX files_write ON files (root_id, write_due) WHERE write_due IS NOT NULL AND present = 1;
CREATE INDEX files_ungrouped ON files (root_id, rel_path) WHERE grouped = 0 AND present = 1;
