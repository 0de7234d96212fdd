"""Reference values of the published pooled statistic, measured by PyTorch.

    HEAVYTAIL_DATA=... python3 pytorch_pooled_statistic.py > pytorch-pooled-statistic.json

Needs torch and numpy. Settings of arXiv 1901.06053: fully connected ReLU network of three linear layers
without biases, PyTorch's default initial weights, MNIST normalised by (0.1307, 0.3081), cross-entropy,
plain SGD of step size 0.1, examples in file order, 3,000 iterations. Then, at the frozen weights: the
minibatch gradients of one pass, centred by their mean, row after row, as one sample; m = the largest
divisor of its length that is not above the square root of the length; 1/alpha = (mean log(|block sums| + e)
- mean log(|values| + e)) / log m, e = 2.2e-16. Beside it the same statistic, with the same m, of 64
Gaussian rows with the noise's sample covariance.
"""
import gzip
import json
import os
import sys

import numpy as np
import torch

EPSILON = 2.2e-16
ITERATIONS = 3000
SURROGATE_ROWS = 64


def read_idx(path, header):
    with gzip.open(path, "rb") as file:
        return np.frombuffer(file.read(), np.uint8)[header:]


def load(folder):
    images = read_idx(os.path.join(folder, "mnist", "train-images-idx3-ubyte.gz"), 16)
    labels = read_idx(os.path.join(folder, "mnist", "train-labels-idx1-ubyte.gz"), 8)
    pixels = (images.reshape(-1, 784).astype(np.float32) / 255 - 0.1307) / 0.3081
    return torch.from_numpy(pixels), torch.from_numpy(labels.astype(np.int64))


def block_length(count):
    m = int(np.sqrt(count))
    while count % m:
        m -= 1
    return m


class Pooled:
    """Streams rows; a block may continue into the next row."""

    def __init__(self, m):
        self.m, self.rest = m, np.zeros(0)
        self.log_values = self.values = self.log_blocks = self.blocks = 0

    def add(self, row):
        self.log_values += np.log(np.abs(row) + EPSILON).sum()
        self.values += row.size
        joined = np.concatenate([self.rest, row])
        whole = joined.size // self.m
        sums = joined[: whole * self.m].reshape(whole, self.m).sum(1)
        self.log_blocks += np.log(np.abs(sums) + EPSILON).sum()
        self.blocks += whole
        self.rest = joined[whole * self.m :]

    def alpha(self):
        inverse = (self.log_blocks / self.blocks - self.log_values / self.values) / np.log(self.m)
        return 1 / inverse


def measure(net, images, labels, batch, rng):
    parameters = list(net.parameters())
    loss_of = torch.nn.CrossEntropyLoss()

    def gradients():
        for start in range(0, len(images), batch):
            net.zero_grad()
            loss_of(net(images[start : start + batch]), labels[start : start + batch]).backward()
            yield torch.cat([p.grad.flatten() for p in parameters]).numpy().astype(np.float64)

    count = -(-len(images) // batch)
    mean = sum(gradients()) / count
    m = block_length(count * mean.size)
    pooled = Pooled(m)
    mixtures = np.zeros((SURROGATE_ROWS, mean.size))
    for gradient in gradients():
        row = gradient - mean
        pooled.add(row)
        mixtures += rng.standard_normal((SURROGATE_ROWS, 1)) * row / np.sqrt(count - 1)
    surrogate = Pooled(m)
    for row in mixtures:
        surrogate.add(row)
    return {"minibatches": count, "blockLength": m, "published": pooled.alpha(), "surrogate": surrogate.alpha()}


def run(width, batch, seed, images, labels):
    torch.manual_seed(seed)
    sizes = [784, width, width, 10]
    layers = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(fan_in, fan_out, bias=False), torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1])
    optimiser = torch.optim.SGD(net.parameters(), lr=0.1)
    loss_of = torch.nn.CrossEntropyLoss()
    start = 0
    for _ in range(ITERATIONS):
        optimiser.zero_grad()
        loss_of(net(images[start : start + batch]), labels[start : start + batch]).backward()
        optimiser.step()
        start = start + batch if start + batch < len(images) else 0
    with torch.no_grad():
        outputs = net(images)
        loss = loss_of(outputs, labels).item()
        accuracy = (outputs.argmax(1) == labels).double().mean().item()
    rng = np.random.default_rng(seed)
    return {"width": width, "batchSize": batch, "seed": seed, "loss": loss, "accuracy": accuracy,
            **measure(net, images, labels, batch, rng)}


if __name__ == "__main__":
    torch.set_num_threads(1)
    images, labels = load(os.environ["HEAVYTAIL_DATA"])
    runs = []
    for width in (16, 64, 256):
        for batch in (50, 500):
            for seed in range(3 if width < 256 else 2):
                runs.append(run(width, batch, seed, images, labels))
                print(runs[-1], file=sys.stderr)
    head = {"script": "pytorch_pooled_statistic.py", "torch": torch.__version__, "numpy": np.__version__,
            "iterations": ITERATIONS, "surrogateRows": SURROGATE_ROWS}
    json.dump({**head, "runs": runs}, sys.stdout, indent=1)
    print()
