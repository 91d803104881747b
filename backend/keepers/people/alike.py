"""Search by a face: the faces of a library that look most like one."""

from collections.abc import Sequence

import numpy as np


def most_alike(
    asked: bytes, others: Sequence[tuple[int, bytes]], limit: int, least: float = -1.0
) -> list[tuple[int, float]]:
    """The ids of the faces most like `asked`, with their cosine (`least` and up), by that, then by id.

    Vectors are float16 of one length; those of another length are passed over.
    """
    wanted = np.frombuffer(asked, dtype=np.float16).astype(np.float32)
    known = [(face_id, vector) for face_id, vector in others if len(vector) == len(asked)]
    if not known:
        return []
    matrix = np.frombuffer(b"".join(vector for _id, vector in known), dtype=np.float16)
    cosines = matrix.reshape(len(known), -1).astype(np.float32) @ wanted
    ids = np.array([face_id for face_id, _vector in known], dtype=np.int64)
    order = np.lexsort((ids, -cosines))[:limit]
    return [(int(ids[at]), float(cosines[at])) for at in order if cosines[at] >= least]
