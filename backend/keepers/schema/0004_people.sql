-- Faces in photos, who they are, and what people decided about it.

-- One row a face. It keeps its id when the photo is looked at again: decisions hang on it.
CREATE TABLE faces (
  id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: what was decided of a face must not be another's
  asset_id INTEGER NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'cat', 'dog')),
  source TEXT NOT NULL CHECK (source IN ('found', 'drawn', 'said')),  -- by a model, by a person, by the file
  x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL,  -- upper left corner and size, 0..1 of the upright picture
  points BLOB,                            -- five points (eyes, nose, corners of the mouth) as float32 x, y pairs, 0..1; NULL: unknown
  detector TEXT,                          -- id of the model that found it
  score REAL,                             -- how sure that model was, 0..1
  size_px REAL,                           -- height of the box in pixels of the full picture
  sharpness REAL,                         -- of the aligned face, 0..1
  yaw REAL, pitch REAL, roll REAL,        -- degrees, 0: looks at us
  presence REAL,                          -- of a face, as the mesh judges it, 0..1; NULL: no mesh model
  eye_left REAL, eye_right REAL,          -- aspect of the open eye (height by width); NULL: not measured
  smile REAL,                             -- width of the mouth by distance of the eyes; NULL: not measured
  quality REAL,                           -- 0..1 (analysis/faces/quality.py)
  crop TEXT,                              -- stem of its picture in the folder of faces; NULL: none yet
  gone INTEGER NOT NULL DEFAULT 0,        -- 1: no longer found, kept for what was decided about it
  verdict TEXT CHECK (verdict IN ('face', 'not_face', 'unsure')),  -- what a person said of it; unsure: asked, and they could not tell
  found_at INTEGER NOT NULL
);
CREATE INDEX faces_asset ON faces (asset_id);

-- What a model makes of a face; a newer model's rows are added beside those of the one in use.
CREATE TABLE face_vectors (
  face_id INTEGER NOT NULL REFERENCES faces (id) ON DELETE CASCADE,
  model TEXT NOT NULL,                    -- id of the model and its version: reid-0095, dlib-resnet …
  vector BLOB NOT NULL,                   -- float16, unit length
  PRIMARY KEY (face_id, model)
) WITHOUT ROWID;

-- Which photos were searched for faces, and by what.
CREATE TABLE face_searches (
  asset_id INTEGER PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
  content_hash BLOB,                      -- of the pixels that were searched
  made_by TEXT NOT NULL,                  -- detector, embedder, mesh and version of the search, as one word
  searched_at INTEGER NOT NULL,
  code TEXT                               -- why it could not be searched; NULL: it was
);

-- People, and pets. One without a name stands for faces that look alike.
CREATE TABLE persons (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'cat', 'dog')),
  name TEXT NOT NULL DEFAULT '',
  folded TEXT NOT NULL DEFAULT '',        -- the name as names are compared (catalog/person_names.py)
  cover_face_id INTEGER REFERENCES faces (id) ON DELETE SET NULL,
  hidden TEXT NOT NULL DEFAULT 'shown' CHECK (hidden IN ('shown', 'less', 'not_in_memories', 'everywhere')),
  memorial INTEGER NOT NULL DEFAULT 0,
  birthday TEXT,                          -- YYYY-MM-DD, or --MM-DD where the year is not known
  unsure INTEGER NOT NULL DEFAULT 0,      -- 1: perhaps no person at all (a statue, a poster, a texture)
  decided INTEGER NOT NULL DEFAULT 0,     -- 1: a person said something of it; never thrown away by grouping
  made_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX persons_folded ON persons (folded, kind) WHERE folded <> '';
-- Faces that go are looked for here, each of them.
CREATE INDEX persons_cover ON persons (cover_face_id) WHERE cover_face_id IS NOT NULL;

-- Who each face is taken for now: a generation of grouping with decisions over it. Rebuilt at will.
CREATE TABLE face_people (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
  how TEXT NOT NULL CHECK (how IN ('decided', 'grouped')),
  likeness REAL                           -- to the others of that person, cosine; NULL: decided, or alone
);
CREATE INDEX face_people_person ON face_people (person_id);

-- What was decided of a face: facts, which no grouping overwrites.
CREATE TABLE face_decisions (
  face_id INTEGER NOT NULL REFERENCES faces (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('is', 'is_not')),
  source TEXT NOT NULL CHECK (source IN ('person', 'name', 'file')),  -- of this face, of a whole group when it was named, read from the file
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (face_id, person_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX face_decisions_is ON face_decisions (face_id) WHERE verdict = 'is';
CREATE INDEX face_decisions_person ON face_decisions (person_id);

-- Answers to "Same person?" between two faces (the lower id first).
CREATE TABLE face_pairs (
  face_a INTEGER NOT NULL REFERENCES faces (id) ON DELETE CASCADE,
  face_b INTEGER NOT NULL REFERENCES faces (id) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure', 'allow')),  -- allow: one person twice in a photo (a mirror, a collage)
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (face_a, face_b),
  CHECK (face_a < face_b)
) WITHOUT ROWID;
CREATE INDEX face_pairs_other ON face_pairs (face_b);

-- Every act on people, to be taken back: the rows it touched, before and after.
CREATE TABLE people_operations (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                     -- name, merge, split, assign, not_this, draw, remove, verdict, answer, cover, hide, details, read_back
  detail TEXT NOT NULL DEFAULT '{}',      -- JSON: names and counts, to say what would be taken back
  edit_operation INTEGER,                 -- of `operations`: the words it put into photos
  made_at INTEGER NOT NULL,
  undone_at INTEGER
);
CREATE TABLE people_changes (
  operation_id INTEGER NOT NULL REFERENCES people_operations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  subject TEXT NOT NULL,                  -- the table
  key TEXT NOT NULL,                      -- JSON: its key
  before TEXT,                            -- JSON of the row; NULL: there was none
  after TEXT,
  PRIMARY KEY (operation_id, position)
) WITHOUT ROWID;

-- Photos whose named regions changed (by files or by a person's words) and are to be brought together with faces.
CREATE TABLE people_due (
  asset_id INTEGER PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE
);

INSERT INTO people_due (asset_id) SELECT asset_id FROM words WHERE people <> '[]';

-- Who is named in which photo, with a marked face or without: `words.people`, to be searched.
CREATE TABLE photo_names (
  folded TEXT NOT NULL,
  asset_id INTEGER NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  PRIMARY KEY (folded, asset_id)
) WITHOUT ROWID;
CREATE INDEX photo_names_asset ON photo_names (asset_id);

-- What is worth asking next, as the last grouping left it, the most useful first. Rebuilt at will.
CREATE TABLE people_questions (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('same', 'is', 'face')),
  question TEXT NOT NULL                  -- JSON (people/review.py)
);

ALTER TABLE roots ADD COLUMN faces INTEGER NOT NULL DEFAULT 1;  -- 0: no faces are looked for in this folder
