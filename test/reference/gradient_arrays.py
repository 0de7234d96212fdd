#!/usr/bin/env python3
"""Small arrays as NumPy writes them, with their values, for the tests of the readers of gradient dumps.

Needs numpy. Prints gradient-arrays.json: each file as base64, and what it holds.
bfloat16, which NumPy does not know, and safetensors are written here by their published definitions.
"""

import base64
import io
import json
import struct

import numpy as np

random = np.random.default_rng(20260101)


def text(value):
    """JSON has no NaN and no infinity."""
    value = float(value)
    return value if np.isfinite(value) else str(value)


def values(array):
    return [text(v) for v in np.asarray(array).astype(np.float64).reshape(-1)]


def edge_values(dtype):
    """Random values, and those at the ends of the type."""
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return random.integers(0, 2, 24).astype(dtype)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        low, high = max(info.min, -(2**53) + 1), min(info.max, 2**53 - 1)
        array = random.integers(low, high, 24, endpoint=True).astype(dtype)
        array[:3] = [low, high, 0]
        return array
    info = np.finfo(dtype)
    array = random.standard_normal(24).astype(dtype)
    array[:8] = [info.max, info.min, info.tiny, info.smallest_subnormal, -0.0, np.inf, -np.inf, np.nan]
    return array


def npy(array, version=None):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, version=version, allow_pickle=False)
    return stream.getvalue()


def encode(data):
    return base64.b64encode(data).decode()


arrays = []
for code in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]:
    for order in "<>" if code[1] != "1" else "|":
        flat = edge_values(order + code)
        for shape in [(24,), (4, 6), (2, 3, 4), (1, 24), (24, 1)]:
            for fortran in [False, True]:
                array = flat.reshape(shape)
                array = np.asfortranarray(array) if fortran else np.ascontiguousarray(array)
                rows = 1 if len(shape) == 1 else shape[0]
                arrays.append(
                    {
                        "dtype": np.dtype(code).name,
                        "order": order,
                        "fortran": fortran,
                        "shape": shape,
                        "rows": rows,
                        "file": encode(npy(array)),
                        "values": values(array),
                    }
                )

matrix = random.standard_normal((5, 7))
versions = [{"version": v, "file": encode(npy(matrix, (v, 0)))} for v in [1, 2, 3]]
versions.append({"version": 3, "file": encode(npy(np.asfortranarray(matrix), (3, 0)))})

refused = {
    "complex": np.zeros(3, complex),
    "string": np.array(["a", "b"]),
    "bytes": np.array([b"a", b"b"]),
    "date": np.array(["2026-01-01"], "datetime64[D]"),
    "duration": np.zeros(2, "timedelta64[s]"),
    "record": np.zeros(2, [("x", "f4"), ("y", "i4")]),
    "void": np.zeros(2, "V2"),
    "long double": np.zeros(2, np.longdouble),
    "scalar": np.float64(3),
    "empty": np.zeros((0, 4)),
    "too large": np.array([2**53 + 1], np.int64),
    "too large unsigned": np.array([2**64 - 1], np.uint64),
}

cube = random.standard_normal((3, 2, 4)).astype(np.float32)
archives = {}
for name, save in [("stored", np.savez), ("deflated", np.savez_compressed)]:
    stream = io.BytesIO()
    save(stream, **{"module.fc.0.weight/1200": cube, "_orig_mod.fc.2.bias/30": matrix})
    archives[name] = encode(stream.getvalue())


def bfloat16(array):
    """The upper halves of float32, rounded to even."""
    bits = np.asarray(array, np.float32).view(np.uint32).astype(np.uint64)
    rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
    return rounded.astype(np.uint16)


def safetensors(tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, (dtype, shape, payload) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(payload)]}
        data += payload
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    return struct.pack("<Q", len(head)) + head + data


codes = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1"}
codes |= {"U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "|u1", "BOOL": "|b1"}
tensors, expected = {}, {}
for dtype, code in codes.items():
    array = edge_values(code).reshape(4, 6)
    tensors[f"module.{dtype}"] = (dtype, [4, 6], array.tobytes())
    expected[dtype] = values(array)
halves = bfloat16(random.standard_normal(24))
tensors["module.BF16"] = ("BF16", [4, 6], halves.tobytes())
expected["BF16"] = values((halves.astype(np.uint32) << 16).view(np.float32))
tensors["odd"] = ("F8_E4M3", [2, 2], b"\0" * 4)
metadata = {"schema": "heavytail.grads/1", "step": "1200", "batch_size": "50"}

document = {
    "numpy": np.__version__,
    "arrays": arrays,
    "versions": {"files": versions, "values": values(matrix)},
    "refused": {name: encode(npy(np.asarray(array))) for name, array in refused.items()},
    "archives": {"files": archives, "cube": values(cube), "matrix": values(matrix)},
    "safetensors": {"file": encode(safetensors(tensors, metadata)), "values": expected},
}
print(json.dumps(document, separators=(",", ":")))
