"""Parquet files of PyArrow and pandas with columns that are no coordinates, row groups without rows and large integers.

Prints JSON: name -> base64 of the file. The coordinates of every file are g0, g1 of `numbers`.
Made with pyarrow 25.0.1 and pandas 3.0.6: python -P parquet_columns.py > parquet-columns.json (math.py beside it would shadow the module)
"""
import base64, datetime, decimal, io, json
import numpy as np, pandas as pd, pyarrow as pa, pyarrow.parquet as pq

ROWS = 4
numbers = {f"g{j}": [0.5 + 3 * i + 0.25 * j - i * i for i in range(ROWS)] for j in range(2)}
files = {}

def keep(name, *tables, **options):
    out = io.BytesIO()
    with pq.ParquetWriter(out, tables[0].schema, **options) as writer:
        for table in tables:
            writer.write_table(table)
    files[name] = base64.b64encode(out.getvalue()).decode()

def beside(name, values, type=None, **options):
    keep(name, pa.table({"extra": pa.array(values, type), **numbers}), **options)

start = datetime.datetime(2024, 1, 1)
times = [start + datetime.timedelta(seconds=i * i) for i in range(ROWS)]
spans = [datetime.timedelta(milliseconds=700 * i * i) for i in range(ROWS)]
for unit in ("s", "ms", "us", "ns"):
    beside(f"timestamp[{unit}]", times, pa.timestamp(unit))
    beside(f"duration[{unit}]", spans, pa.duration(unit))
beside("timestamp with zone", times, pa.timestamp("us", tz="UTC"))
beside("timestamp as INT96", times, pa.timestamp("ns"), use_deprecated_int96_timestamps=True)
beside("date", [t.date() for t in times], pa.date32())
beside("time", [t.time() for t in times], pa.time64("us"))

def frame(name, table, **options):
    out = io.BytesIO()
    table.to_parquet(out, engine="pyarrow", **options)
    files[name] = base64.b64encode(out.getvalue()).decode()

index = [i * i + 3 for i in range(ROWS)]
frame("pandas index without a name", pd.DataFrame(numbers, index=index))
frame("pandas index of a name", pd.DataFrame(numbers, index=pd.Index(index, name="extra")))
frame("pandas range kept as a column", pd.DataFrame(numbers), index=True)
frame("pandas two indices", pd.DataFrame(numbers, index=pd.MultiIndex.from_arrays([index, index], names=["a", "b"])))
frame("pandas timedelta", pd.DataFrame({"extra": pd.to_timedelta(spans), **numbers}))

plain = pa.table(numbers)
halves = [plain[:2], plain[2:]]
none = plain[:0]
keep("groups first", none, *halves)
keep("groups middle", halves[0], none, none, halves[1])
keep("groups last", *halves, none)
keep("groups around", none, halves[0], none, halves[1], none)
keep("groups none", none, none)
keep("groups zero", none)
lists = pa.table({"w": [[numbers["g0"][i], numbers["g1"][i]] for i in range(ROWS)]})
keep("lists", lists[:0], lists[:1], lists[:0], lists[1:], lists[:0])
keep("lists none", lists[:0])
keyed = pa.table({"step": [7] * ROWS * 2, "sample": [i // 2 for i in range(ROWS * 2)], "_timestamp": [1.5 * i for i in range(ROWS * 2)],
                  "value": [numbers[f"g{k}"][i] for i in range(ROWS) for k in range(2)]})
keep("keyed", keyed[:3], keyed[:0], keyed[3:])
steps = pa.table({"iteration": list(range(10, 10 + ROWS)), "batch_size": [32] * ROWS, **numbers})
keep("steps", steps)
keep("steps of lists", lists.append_column("step", pa.array([5, 6, 7, 8])))

large = 2**53 + 1
beside("int64", [1, 2, large, 4], pa.int64())
beside("int64 negative", [1, 2, -large, 4], pa.int64(), use_dictionary=False)
beside("int64 delta", [1, 2, large, 4], pa.int64(), use_dictionary=False, column_encoding={"extra": "DELTA_BINARY_PACKED"})
beside("uint64", [1, 2, 2**64 - 1, 4], pa.uint64())
beside("uint64 plain", [1, 2, 2**63, 4], pa.uint64(), use_dictionary=False)
beside("decimal", [decimal.Decimal(n) for n in (1, 2, large, 4)], pa.decimal128(20, 0))
beside("decimal int64", [decimal.Decimal(n) for n in (1, 2, large, 4)], pa.decimal128(17, 0), store_decimal_as_integer=True)
keep("int64 lists", pa.table({"w": pa.array([[1, 2], [3, large]], pa.list_(pa.int64()))}))
keep("int64 exact", pa.table({"g0": pa.array([2**53 - 1, -(2**53) + 1], pa.int64()), "g1": pa.array([1, 0], pa.uint64())}))
print(json.dumps({"rows": ROWS, "numbers": numbers, "files": files}, indent=1))
