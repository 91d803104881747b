-- Films beside photos. A check cannot be changed, so the table is made anew and its rows are copied.
-- Whoever does this has foreign keys off (base/migrations.py): dropping the old table takes nothing with it.

CREATE TABLE assets_new (
  id INTEGER PRIMARY KEY,
  content_hash BLOB UNIQUE,               -- BLAKE3, 32 bytes; NULL until the file was read
  kind TEXT NOT NULL DEFAULT 'photo' CHECK (kind IN ('photo', 'video')),
  format TEXT,                            -- jpeg, png, mp4, ... as sniffed from the content
  width INTEGER, height INTEGER,          -- upright, in pixels
  duration_ms INTEGER,                    -- of a film, where known
  capture_time INTEGER NOT NULL,
  capture_offset_min INTEGER,             -- minutes east of UTC where known
  capture_source TEXT NOT NULL,           -- see catalog/capture.py
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
INSERT INTO assets_new
  (id, content_hash, kind, format, width, height, capture_time, capture_offset_min, capture_source, camera,
   lens, iso, exposure_s, f_number, focal_mm, latitude, longitude, placeholder, present, visible, front_id,
   added_at)
SELECT id, content_hash, kind, format, width, height, capture_time, capture_offset_min, capture_source, camera,
   lens, iso, exposure_s, f_number, focal_mm, latitude, longitude, placeholder, present, visible, front_id,
   added_at
FROM assets;
DROP TABLE assets;
ALTER TABLE assets_new RENAME TO assets;
CREATE INDEX assets_timeline ON assets (month, capture_time DESC, id DESC) WHERE present = 1 AND visible = 1;
CREATE INDEX assets_tiles ON assets (month, capture_time DESC, id DESC)
  WHERE present = 1 AND visible = 1 AND front_id IS NULL;
