"""Records gradient noise of a PyTorch training run for `heavytail analyze`: one file, torch and numpy only.

    from heavytail_torch import GradientRecorder

    recorder = GradientRecorder(model, loss, data, folder="grads", every=100, minibatches=200, batch_size=50)
    for step in range(steps):
        recorder(step)          # before or after optimizer.step(); the run is not changed
        ...

The model stays in the mode it is in (dropout and batch statistics included). Every `every` steps the weights stand still, fresh minibatches are drawn, and one file step_00000100.safetensors gets a
float32 tensor [minibatches, coordinates] a layer. Nothing of the run is changed: gradients, buffers, modes and random
states are put back, bit for bit, also when something goes wrong.
"""
from __future__ import annotations

import json
import os
import random
import struct
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, Iterator, Mapping, Optional, Sequence

import numpy as np
import torch

SCHEMA = "heavytail.grads/1"
MOST_BYTES = 4 * 2**30


class GradientRecorder:
    """Records the gradients of fresh minibatches at frozen weights.

    model: any torch.nn.Module, also wrapped by DistributedDataParallel or torch.compile.
    loss: loss(model, batch) -> scalar tensor, without AMP's scaling; wrap it in torch.autocast yourself if the run does.
    data: a sequence of examples (Dataset or TensorDataset: indexing gives one example), from which minibatches are drawn
        without replacement within a minibatch; or a function data(generator) -> batch.
    collate: examples -> batch, by default torch.utils.data.default_collate.
    coordinates: at most so many coordinates a layer, the same random ones at every step; None keeps all.
    full_gradient: also write the mean gradient over `data` (a sequence) as full/<layer>.
    """

    def __init__(
        self,
        model: torch.nn.Module,
        loss: Callable[[torch.nn.Module, Any], torch.Tensor],
        data: Any,
        folder: str | os.PathLike[str] = "grads",
        *,
        every: int = 100,
        minibatches: int = 200,
        batch_size: int = 50,
        coordinates: Optional[int] = 10_000,
        seed: int = 0,
        collate: Optional[Callable[[Sequence[Any]], Any]] = None,
        full_gradient: bool = False,
    ) -> None:
        for name, value in (("every", every), ("minibatches", minibatches), ("batch_size", batch_size)):
            if value < 1:
                raise ValueError(f"{name} is {value}; it must be a whole number of at least 1.")
        if not callable(data) and batch_size > len(data):
            raise ValueError(f"batch_size is {batch_size}, but there are {len(data)} examples.")
        if full_gradient and callable(data):
            raise ValueError("full_gradient needs a sequence of examples; data is a function.")
        # Inside the wrapper of DistributedDataParallel: its hooks would wait for the other processes.
        self.model = getattr(model, "module", model)
        self.loss, self.data, self.folder = loss, data, Path(folder)
        self.every, self.minibatches, self.batch_size = every, minibatches, batch_size
        self.seed, self.full_gradient = seed, full_gradient
        self.collate = collate or torch.utils.data.default_collate
        self.parameters = {clean(n): p for n, p in self.model.named_parameters() if p.requires_grad}
        self.chosen = {n: choose(p.numel(), coordinates, seed, n) for n, p in self.parameters.items()}
        size = 4 * minibatches * sum(len(c) for c in self.chosen.values())
        if size > MOST_BYTES:
            raise ValueError(
                f"A record would take {size / 2**30:.1f} GiB; at most {MOST_BYTES / 2**30:.0f} are held. "
                "Give fewer coordinates or minibatches."
            )

    def __call__(self, step: int) -> Optional[Path]:
        """Records if `step` is a multiple of `every`; gives the path that was written."""
        return self.record(step) if step % self.every == 0 else None

    def record(self, step: int) -> Path:
        """Records now."""
        tensors = {
            n: np.empty((self.minibatches, len(c)), np.float32) for n, c in self.chosen.items()
        }
        source = np.random.default_rng([self.seed, step])
        with untouched(self.model):
            for m in range(self.minibatches):
                for name, gradient in self._gradient(self._minibatch(source)).items():
                    tensors[name][m] = gradient
            if self.full_gradient:
                tensors.update({f"full/{n}": g[None] for n, g in self._mean_gradient().items()})
        metadata = {
            "schema": SCHEMA,
            "framework": "torch",
            "step": step,
            "batch_size": self.batch_size,
            "minibatches": self.minibatches,
            "sampler": "function" if callable(self.data) else "without replacement in a minibatch",
            "subset_seed": self.seed,
            "subset": json.dumps({n: int(p.numel()) for n, p in self.parameters.items()}),
            "clipped": "false",
        }
        return write(self.folder / f"step_{step:08d}.safetensors", tensors, metadata)

    def _minibatch(self, source: np.random.Generator) -> Any:
        if callable(self.data):
            return self.data(source)
        indices = source.choice(len(self.data), self.batch_size, replace=False)
        return self.collate([self.data[int(i)] for i in indices])

    def _gradient(self, batch: Any) -> dict[str, np.ndarray]:
        """The chosen coordinates of each layer's gradient of one minibatch; zeros where a layer takes no part."""
        self.model.zero_grad(set_to_none=True)
        self.loss(self.model, batch).backward()
        return {n: pick(p.grad, self.chosen[n]) for n, p in self.parameters.items()}

    def _mean_gradient(self) -> dict[str, np.ndarray]:
        sums = {n: np.zeros(len(c)) for n, c in self.chosen.items()}
        for first in range(0, len(self.data), self.batch_size):
            examples = [self.data[i] for i in range(first, min(first + self.batch_size, len(self.data)))]
            for name, gradient in self._gradient(self.collate(examples)).items():
                sums[name] += len(examples) / len(self.data) * gradient
        return {n: s.astype(np.float32) for n, s in sums.items()}


def record_gradient(
    model: torch.nn.Module,
    step: int,
    folder: str | os.PathLike[str] = "grads",
    *,
    coordinates: Optional[int] = 10_000,
    seed: int = 0,
    scale: float = 1.0,
) -> Path:
    """Writes the gradients that are there after backward(), before clipping: one row a step.

    scale: what AMP has multiplied the loss by (scaler.get_scale()), which is divided out. Steps then stand for
    minibatches, and what the weights do between them counts as noise: GradientRecorder is the sound way.
    """
    tensors = {}
    for name, p in model.named_parameters():
        if p.grad is not None:
            kept = choose(p.numel(), coordinates, seed, clean(name))
            tensors[clean(name)] = pick(p.grad, kept) / np.float32(scale)
    if not tensors:
        raise ValueError("No parameter has a gradient: call this after backward() and before zero_grad().")
    metadata = {"schema": SCHEMA, "framework": "torch", "step": step, "clipped": "false", "sampler": "training"}
    return write(Path(folder) / f"step_{step:08d}.safetensors", tensors, metadata)


@contextmanager
def untouched(model: torch.nn.Module) -> Iterator[None]:
    """Puts gradients, buffers and random states back at the end. Parameters are not written at all."""
    gradients = [(p, p.grad) for p in model.parameters()]
    buffers = [(b, b.detach().clone()) for b in model.buffers()]
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()
    devices = list(range(torch.cuda.device_count()))
    on_devices = [torch.cuda.get_rng_state(d) for d in devices]
    try:
        for parameter, _ in gradients:
            parameter.grad = None
        yield
    finally:
        with torch.no_grad():
            for buffer, value in buffers:
                buffer.copy_(value)
        for parameter, gradient in gradients:
            parameter.grad = gradient
        random.setstate(states[0])
        np.random.set_state(states[1])
        torch.set_rng_state(states[2])
        for device, state in zip(devices, on_devices):
            torch.cuda.set_rng_state(state, device)


def clean(name: str) -> str:
    """A parameter's name without what DistributedDataParallel and torch.compile put before it."""
    while name.startswith(("module.", "_orig_mod.")):
        name = name.split(".", 1)[1]
    return name


def choose(size: int, most: Optional[int], seed: int, name: str) -> np.ndarray:
    """Indices of the coordinates that are kept: all, or random ones that depend on seed and layer alone."""
    if most is None or size <= most:
        return np.arange(size)
    source = np.random.default_rng([seed, *name.encode()])
    return np.sort(source.choice(size, most, replace=False))


def pick(gradient: Optional[torch.Tensor], chosen: np.ndarray) -> np.ndarray:
    if gradient is None:
        return np.zeros(len(chosen), np.float32)
    flat = gradient.detach().reshape(-1)
    return flat[torch.as_tensor(chosen, device=flat.device)].float().cpu().numpy()


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
