"""Records gradient noise of a JAX training run for `heavytail analyze`: one file, jax and numpy only.

    from heavytail_jax import GradientRecorder

    recorder = GradientRecorder(loss, (images, labels), folder="grads", every=100, minibatches=200, batch_size=50)
    for step in range(steps):
        recorder(step, params)
        ...

Every `every` steps fresh minibatches are drawn and their gradients at these parameters are written, one file a step with a
float32 array [minibatches, coordinates] a leaf of the parameter tree. Parameters are values in JAX: nothing of the run changes.
"""
from __future__ import annotations

import json
import os
import struct
from pathlib import Path
from typing import Any, Callable, Mapping, Optional

import jax
import numpy as np

SCHEMA = "heavytail.grads/1"
MOST_BYTES = 4 * 2**30


class GradientRecorder:
    """Records the gradients of fresh minibatches at given parameters.

    loss: loss(params, batch) -> scalar; compiled once.
    data: a tree of arrays whose first axis counts examples, from which minibatches are drawn without replacement within
        a minibatch; or a function data(generator) -> batch.
    coordinates: at most so many coordinates a leaf, the same random ones at every step; None keeps all.
    """

    def __init__(
        self,
        loss: Callable[[Any, Any], Any],
        data: Any,
        folder: str | os.PathLike[str] = "grads",
        *,
        every: int = 100,
        minibatches: int = 200,
        batch_size: int = 50,
        coordinates: Optional[int] = 10_000,
        seed: int = 0,
    ) -> None:
        for name, value in (("every", every), ("minibatches", minibatches), ("batch_size", batch_size)):
            if value < 1:
                raise ValueError(f"{name} is {value}; it must be a whole number of at least 1.")
        self.gradient = jax.jit(jax.grad(loss))
        self.data, self.folder = data, Path(folder)
        self.examples = None if callable(data) else len(jax.tree_util.tree_leaves(data)[0])
        if self.examples is not None and batch_size > self.examples:
            raise ValueError(f"batch_size is {batch_size}, but there are {self.examples} examples.")
        self.every, self.minibatches, self.batch_size = every, minibatches, batch_size
        self.coordinates, self.seed = coordinates, seed

    def __call__(self, step: int, params: Any) -> Optional[Path]:
        """Records if `step` is a multiple of `every`; gives the path that was written."""
        return self.record(step, params) if step % self.every == 0 else None

    def record(self, step: int, params: Any) -> Path:
        """Records now."""
        sizes = {name: int(np.size(leaf)) for name, leaf in named_leaves(params).items()}
        chosen = {name: choose(size, self.coordinates, self.seed, name) for name, size in sizes.items()}
        size = 4 * self.minibatches * sum(len(c) for c in chosen.values())
        if size > MOST_BYTES:
            raise ValueError(
                f"A record would take {size / 2**30:.1f} GiB; at most {MOST_BYTES / 2**30:.0f} are held. "
                "Give fewer coordinates or minibatches."
            )
        tensors = {name: np.empty((self.minibatches, len(c)), np.float32) for name, c in chosen.items()}
        source = np.random.default_rng([self.seed, step])
        for m in range(self.minibatches):
            gradients = named_leaves(self.gradient(params, self._minibatch(source)))
            for name, gradient in gradients.items():
                tensors[name][m] = np.asarray(gradient, np.float32).reshape(-1)[chosen[name]]
        metadata = {
            "schema": SCHEMA,
            "framework": "jax",
            "step": step,
            "batch_size": self.batch_size,
            "minibatches": self.minibatches,
            "sampler": "function" if callable(self.data) else "without replacement in a minibatch",
            "subset_seed": self.seed,
            "subset": json.dumps(sizes),
            "clipped": "false",
        }
        return write(self.folder / f"step_{step:08d}.safetensors", tensors, metadata)

    def _minibatch(self, source: np.random.Generator) -> Any:
        if callable(self.data):
            return self.data(source)
        indices = source.choice(self.examples, self.batch_size, replace=False)
        return jax.tree_util.tree_map(lambda array: array[indices], self.data)


def named_leaves(tree: Any) -> dict[str, Any]:
    """Leaves of a tree by their path: {"dense": {"kernel": x}} -> {"dense.kernel": x}."""
    leaves, _ = jax.tree_util.tree_flatten_with_path(tree)
    return {".".join(word(key) for key in path) or "params": leaf for path, leaf in leaves}


def word(key: Any) -> str:
    for attribute in ("key", "name", "idx"):
        if hasattr(key, attribute):
            return str(getattr(key, attribute))
    return str(key)


def choose(size: int, most: Optional[int], seed: int, name: str) -> np.ndarray:
    """Indices of the coordinates that are kept: all, or random ones that depend on seed and leaf alone."""
    if most is None or size <= most:
        return np.arange(size)
    source = np.random.default_rng([seed, *name.encode()])
    return np.sort(source.choice(size, most, replace=False))


def write(path: Path, tensors: Mapping[str, np.ndarray], metadata: Mapping[str, Any]) -> Path:
    """Writes float32 arrays as safetensors: to a temporary file, which is renamed when it is whole."""
    header: dict[str, Any] = {"__metadata__": {k: str(v) for k, v in metadata.items()}}
    offset = 0
    for name, array in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for array in tensors.values():
                file.write(np.ascontiguousarray(array, "<f4").tobytes())
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        if temporary.is_file():
            temporary.unlink()
        raise OSError(f"{path} cannot be written ({error.strerror}); no half file is left.") from error
    return path
