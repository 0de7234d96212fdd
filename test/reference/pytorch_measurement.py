"""The published measurement of gradient noise (arXiv 1901.06053, 1912.00018), by PyTorch and numpy.

What pytorch_pooled_statistic.py and pytorch_trajectory.py have in common: the data, the network, fixed-order
SGD, and the statistic with its Gaussian surrogate. Nothing here reads anything of the package.
"""
import gzip
import math
import os
import sys

import numpy as np
import torch

EPSILON = 2.2e-16
STEP_SIZE = 0.1
ROWS_AT_A_TIME = 16
PIXEL_MEAN, PIXEL_DEVIATION = 0.1307, 0.3081


def read_idx(path):
    """An IDX file of unsigned bytes: two zero bytes, type 8, number of dimensions, their sizes, the values."""
    with gzip.open(path, "rb") as file:
        content = file.read()
    if content[:3] != b"\x00\x00\x08":
        raise SystemExit(f"{path} is not an IDX file of unsigned bytes.")
    rank = content[3]
    shape = np.frombuffer(content, ">u4", rank, 4).astype(np.int64)
    return np.frombuffer(content, np.uint8, int(shape.prod()), 4 + 4 * rank).reshape(shape)


def load_mnist(arguments):
    """The training set, normalised in float32, of the folder given first or by HEAVYTAIL_DATA."""
    folder = arguments[0] if arguments else os.environ.get("HEAVYTAIL_DATA")
    if not folder:
        raise SystemExit("Give the data folder (it holds mnist/) as an argument or by HEAVYTAIL_DATA.")
    images = read_idx(os.path.join(folder, "mnist", "train-images-idx3-ubyte.gz"))
    labels = read_idx(os.path.join(folder, "mnist", "train-labels-idx1-ubyte.gz"))
    pixels = torch.from_numpy(images.reshape(len(images), -1).astype(np.float32)).div(255)
    return pixels.sub(PIXEL_MEAN).div(PIXEL_DEVIATION), torch.from_numpy(labels.astype(np.int64))


def network(width, seed):
    """784-width-width-10, no biases, rectifiers between, PyTorch's default initial weights."""
    torch.manual_seed(seed)
    return torch.nn.Sequential(
        torch.nn.Linear(784, width, bias=False),
        torch.nn.ReLU(),
        torch.nn.Linear(width, width, bias=False),
        torch.nn.ReLU(),
        torch.nn.Linear(width, 10, bias=False),
    )


def minibatch(data, batch_size, index):
    """Minibatch number `index` of an endless fixed-order loader, its last minibatch kept if short."""
    inputs, labels = data
    start = index % math.ceil(len(labels) / batch_size) * batch_size
    return inputs[start : start + batch_size], labels[start : start + batch_size]


def loss_and_gradients(net, examples):
    inputs, labels = examples
    loss = torch.nn.functional.cross_entropy(net(inputs), labels)
    return loss.item(), torch.autograd.grad(loss, list(net.parameters()))


def step(net, examples):
    """One step of plain SGD; returns the minibatch's loss before it."""
    loss, gradients = loss_and_gradients(net, examples)
    with torch.no_grad():
        for parameter, gradient in zip(net.parameters(), gradients):
            parameter.sub_(gradient, alpha=STEP_SIZE)
    return loss


def evaluate(net, data):
    """Mean loss, summed in float64, and accuracy over the whole set."""
    inputs, labels = data
    with torch.no_grad():
        outputs = net(inputs)
        losses = torch.nn.functional.cross_entropy(outputs, labels, reduction="none")
    return losses.double().mean().item(), (outputs.argmax(1) == labels).double().mean().item()


def noise_gradients(net, data, batch_size):
    """The minibatch gradients of one pass, each flat in the order of the parameters."""
    for index in range(math.ceil(len(data[1]) / batch_size)):
        _, gradients = loss_and_gradients(net, minibatch(data, batch_size, index))
        yield torch.cat([gradient.flatten() for gradient in gradients]).double().numpy()


def published_block_length(count):
    """The largest divisor of `count` that is not above its square root."""
    return next(m for m in range(math.isqrt(count), 0, -1) if count % m == 0)


class LogMoments:
    """Sums of log(|x| + EPSILON) over values and over sums of blocks of m consecutive values.

    Rows arrive one by one; a block runs on into the next row. One entry a row is kept: of values, and of the
    blocks that begin in that row.
    """

    def __init__(self, m):
        self.m = m
        self.rest = np.zeros(0)
        self.rows = []

    def add(self, row):
        values = np.log(np.abs(row) + EPSILON).sum()
        if self.rest.size + row.size < self.m:
            raise ValueError("A row is shorter than a block.")
        joined = np.concatenate([self.rest, row])
        whole = joined.size // self.m
        blocks = joined[: whole * self.m].reshape(whole, self.m).sum(axis=1)
        logs = np.log(np.abs(blocks) + EPSILON)
        begun_before = 1 if self.rest.size else 0
        if begun_before:
            self.rows[-1][2] += logs[0]
            self.rows[-1][3] += 1
        self.rows.append([values, row.size, logs[begun_before:].sum(), whole - begun_before])
        self.rest = joined[whole * self.m :]

    def inverse(self):
        """1 / alpha. A remainder shorter than a block does not enter the block sums."""
        log_values, values, log_blocks, blocks = np.sum(self.rows, axis=0)
        return (log_blocks / blocks - log_values / values) / math.log(self.m)

    def inverse_standard_error(self):
        """From the scatter of the rows, which are independent if they come from a surrogate."""
        rows = np.array([row for row in self.rows if row[3] > 0])
        inverses = (rows[:, 2] / rows[:, 3] - rows[:, 0] / rows[:, 1]) / math.log(self.m)
        return inverses.std(ddof=1) / math.sqrt(len(inverses))


def measure(net, data, batch_size, surrogate_rows, seed):
    """The published statistic and that of its Gaussian surrogate; memory O(surrogate_rows x parameters).

    Surrogate rows are Y_s = sum_q g_sq A_q / sqrt(P - 1), A_q the centred minibatch gradients, g independent
    standard normal. They are read as one sample with the measured block length, as the noise is.
    """
    count = math.ceil(len(data[1]) / batch_size)
    mean = sum(noise_gradients(net, data, batch_size)) / count
    m = published_block_length(count * mean.size)
    noise = LogMoments(m)
    surrogates = np.zeros((surrogate_rows, mean.size), np.float32)
    generator = np.random.default_rng([seed, batch_size])
    zeros, squares, waiting = 0, 0.0, []
    for index, gradient in enumerate(noise_gradients(net, data, batch_size)):
        row = gradient - mean
        noise.add(row)
        zeros += np.count_nonzero(row == 0)
        squares += row @ row
        waiting.append(row.astype(np.float32))
        if len(waiting) == ROWS_AT_A_TIME or index == count - 1:
            normals = generator.standard_normal((surrogate_rows, len(waiting))).astype(np.float32)
            surrogates += normals @ np.array(waiting) / np.float32(math.sqrt(count - 1))
            waiting = []
    gaussian = LogMoments(m)
    for row in surrogates:
        gaussian.add(row.astype(np.float64))
    inverse = gaussian.inverse()
    return {
        "minibatches": count,
        "parameters": mean.size,
        "blockLength": m,
        "zeroFraction": zeros / (count * mean.size),
        "meanSquaredNorm": squares / count,
        "published": 1 / noise.inverse(),
        "surrogate": 1 / inverse,
        "surrogateStandardError": gaussian.inverse_standard_error() / inverse**2,
    }


def versions():
    return {"python": sys.version.split()[0], "torch": torch.__version__, "numpy": np.__version__}
