"""What a model made of photos: forgotten together with it, when a person wants that."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from keepers.catalog.face_forgetting import Forget, Gone

# Whatever build of the model made it: a key is its id, "@", and the first digits of its content's hash.
_VECTORS: Final = "DELETE FROM face_vectors WHERE substr(model, 1, length(:made)) = :made"
# What a person drew, or said anything of, is theirs.
_FACES: Final = """
DELETE FROM faces WHERE detector = :id AND source = 'found' AND verdict IS NULL
  AND NOT EXISTS (SELECT 1 FROM face_decisions d WHERE d.face_id = faces.id)
  AND NOT EXISTS (SELECT 1 FROM face_pairs p WHERE faces.id IN (p.face_a, p.face_b))
RETURNING crop
"""
# By which models a photo was searched is one word of keys; the last is the one that tells faces apart, which
# measured nothing.
_SEARCHED: Final = """
SELECT asset_id FROM face_searches
WHERE instr('+' || made_by, '+' || :made) > 0 AND made_by NOT LIKE '%+' || :made || '________'
"""
_MEASURED: Final = f"""
UPDATE faces SET presence = NULL, eye_left = NULL, eye_right = NULL, smile = NULL
WHERE asset_id IN ({_SEARCHED})
"""  # noqa: S608 - a constant
_SEARCHES: Final = f"DELETE FROM face_searches WHERE asset_id IN ({_SEARCHED})"  # noqa: S608 - a constant


def made_by_model(model_id: str, prefixes: Sequence[str] = ("",)) -> Forget:
    """Forget what that model made: vectors, faces nothing was decided of, measures.

    Photos it searched count as never searched. `prefixes`: what keys of its vectors may begin with.
    """

    def forget(connection: sqlite3.Connection) -> Gone:
        vectors = 0
        for prefix in prefixes:
            said = {"made": f"{prefix}{model_id}@"}
            vectors += connection.execute(_VECTORS, said).rowcount
            connection.execute(_MEASURED, said)
            connection.execute(_SEARCHES, said)
        rows = connection.execute(_FACES, {"id": model_id}).fetchall()
        crops = frozenset(row[0] for row in rows if row[0] is not None)
        return Gone(len(rows), 0, crops - _shown(connection), vectors)

    return forget


def _shown(connection: sqlite3.Connection) -> frozenset[str]:
    return frozenset(row[0] for row in connection.execute("SELECT crop FROM faces WHERE crop IS NOT NULL"))
