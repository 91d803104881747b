"""What models made of photos: forgotten together with a model, when a person wants that."""

import sqlite3
from typing import Final

from keepers.base.database import Database

_PIECE: Final = 2000


class ModelRows:
    """The rows that hang on one model's key."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def forget(self, key: str) -> int:
        """Delete every vector the model of that key made of faces, in pieces; how many there were."""
        gone = 0
        while True:
            count = self._db.write(lambda connection: _delete(connection, key))
            gone += count
            if count < _PIECE:
                return gone


def _delete(connection: sqlite3.Connection, key: str) -> int:
    return connection.execute(
        "DELETE FROM face_vectors WHERE model = :key AND face_id IN"
        " (SELECT face_id FROM face_vectors WHERE model = :key LIMIT :piece)",
        {"key": key, "piece": _PIECE},
    ).rowcount
