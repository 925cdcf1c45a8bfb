"""Topic shares as text of four hexadecimal digits each: flat, small, and the same to the last bit wherever they are read."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_UNITS = 65_535


def encode_shares(shares: npt.NDArray[np.floating]) -> pa.Array:
    """One string per row of `shares` (row × topic, 0–1), in 1/65,535."""
    n_rows, n_topics = shares.shape
    digits = np.rint(shares.astype(np.float64) * _UNITS).astype(">u2").tobytes().hex().encode()
    ends = np.arange(n_rows + 1, dtype=np.int32) * (4 * n_topics)
    return pa.StringArray.from_buffers(n_rows, pa.py_buffer(ends), pa.py_buffer(digits))


def decode_shares(column: pa.ChunkedArray, n_topics: int) -> npt.NDArray[np.float64]:
    """The shares: row × topic, in 0–1, to within 1/131,070."""
    digits = bytes.fromhex("".join(column.to_pylist()))
    shares: npt.NDArray[np.float64] = np.frombuffer(digits, dtype=">u2").reshape(len(column), n_topics) / _UNITS
    return shares
