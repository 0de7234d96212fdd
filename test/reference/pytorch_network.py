"""Writes pytorch-network.json: losses and derivatives of small fully connected networks, by PyTorch.

    python3 pytorch_network.py > pytorch-network.json

Needs torch. The networks are those of arXiv 1901.06053: `depth` linear layers in all, no biases, rectifiers
between them, hidden layers of equal width. Weights, inputs and the vector are multiples of 1/1024 from a
linear congruential generator, so float32 and float64 hold them exactly. Derivatives are PyTorch's automatic
ones in float64; float32 values of loss and gradient stand beside them.

Flat arrays go layer by layer, a layer [outputs, inputs] row by row. Example arrays go example by example.
Losses: crossEntropy, mean over the batch; linearHinge, mean over batch and classes of max(0, 1 - t z) with
t = 1 for the label's class and -1 for the others. A case takes the first generator start with which every
rectifier and hinge is at least MARGIN away from its kink, so that no rounding can choose another piece, and
with which predictions differ, some right and some wrong.
"""
import json
import sys

import torch

INPUTS, CLASSES, BATCH = 6, 4, 5
DEPTHS, WIDTHS = (2, 3, 5), (4, 7)
MARGIN = 1e-3


class Congruential:
    """x <- (1664525 x + 1013904223) mod 2^32 (Numerical Recipes); values from the upper 16 bits."""

    def __init__(self, start):
        self.state = start

    def integer(self, below):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return ((self.state >> 16) * below) >> 16

    def dyadics(self, count, bound):
        """Multiples of 1/1024 in [-bound, bound]."""
        steps = round(bound * 1024)
        return [(self.integer(2 * steps + 1) - steps) / 1024 for _ in range(count)]


def sizes_of(depth, width):
    return [INPUTS, *[width] * (depth - 1), CLASSES]


def split(flat, sizes):
    """The layers' matrices as views of a flat vector."""
    layers, offset = [], 0
    for columns, rows in zip(sizes, sizes[1:]):
        layers.append(flat[offset : offset + rows * columns].reshape(rows, columns))
        offset += rows * columns
    return layers


def forward(flat, inputs, sizes):
    """Outputs, and the values before the rectifiers."""
    layers, before = split(flat, sizes), []
    x = inputs
    for layer in layers[:-1]:
        before.append(x @ layer.T)
        x = torch.relu(before[-1])
    return x @ layers[-1].T, before


def signs(labels):
    return 2.0 * torch.nn.functional.one_hot(labels, CLASSES) - 1.0


def cross_entropy(outputs, labels):
    return torch.nn.functional.cross_entropy(outputs, labels)


def linear_hinge(outputs, labels):
    return torch.clamp(1 - signs(labels).to(outputs.dtype) * outputs, min=0).mean()


def draw(depth, width, start):
    generator = Congruential(start)
    sizes = sizes_of(depth, width)
    weights = []
    for columns, rows in zip(sizes, sizes[1:]):
        weights += generator.dyadics(rows * columns, round(1.7 / columns**0.5, 2))
    return {
        "weights": weights,
        "inputs": generator.dyadics(BATCH * INPUTS, 2),
        "labels": [generator.integer(CLASSES) for _ in range(BATCH)],
        "vector": generator.dyadics(len(weights), 1),
    }


def is_usable(case, sizes):
    """Away from every kink, every layer alive for every example, some hinges slack, predictions mixed."""
    flat = torch.tensor(case["weights"], dtype=torch.float64)
    inputs = torch.tensor(case["inputs"], dtype=torch.float64).reshape(BATCH, INPUTS)
    outputs, before = forward(flat, inputs, sizes)
    hinges = 1 - signs(torch.tensor(case["labels"])) * outputs
    margin = min(values.abs().min().item() for values in [*before, hinges])
    alive = all((values > 0).any(dim=1).all().item() for values in before)
    right = outputs.argmax(1) == torch.tensor(case["labels"])
    mixed = len(set(outputs.argmax(1).tolist())) > 1 and right.any().item() and not right.all().item()
    return margin > MARGIN and alive and mixed and (hinges < 0).any().item()


def derivatives(case, sizes, loss_of):
    inputs = torch.tensor(case["inputs"], dtype=torch.float64).reshape(BATCH, INPUTS)
    labels = torch.tensor(case["labels"])
    flat = torch.tensor(case["weights"], dtype=torch.float64, requires_grad=True)
    vector = torch.tensor(case["vector"], dtype=torch.float64)

    loss = loss_of(forward(flat, inputs, sizes)[0], labels)
    (gradient,) = torch.autograd.grad(loss, flat, create_graph=True)
    (product,) = torch.autograd.grad(gradient @ vector, flat)
    example_losses, example_gradients = [], []
    for i in range(BATCH):
        example_loss = loss_of(forward(flat, inputs[i : i + 1], sizes)[0], labels[i : i + 1])
        example_losses.append(example_loss.item())
        example_gradients += torch.autograd.grad(example_loss, flat)
    mean = torch.stack(example_gradients).mean(0)
    assert torch.allclose(mean, gradient, rtol=1e-12, atol=1e-15)
    assert all(layer.abs().max() > 0 for layer in split(gradient, sizes))

    single = flat.detach().float().requires_grad_()
    single_loss = loss_of(forward(single, inputs.float(), sizes)[0], labels)
    (single_gradient,) = torch.autograd.grad(single_loss, single)
    return {
        "loss": loss.item(),
        "gradient": gradient.tolist(),
        "exampleLosses": example_losses,
        "exampleGradients": torch.cat(example_gradients).tolist(),
        "hessianVectorProduct": product.tolist(),
        "float32": {
            "loss": float(f"{single_loss.item():.9g}"),
            "gradient": [float(f"{value:.9g}") for value in single_gradient.tolist()],
        },
    }


def build(depth, width):
    sizes = sizes_of(depth, width)
    start = next(s for s in range(1, 100000) if is_usable(draw(depth, width, s), sizes))
    case = draw(depth, width, start)
    outputs, _ = forward(
        torch.tensor(case["weights"], dtype=torch.float64),
        torch.tensor(case["inputs"], dtype=torch.float64).reshape(BATCH, INPUTS),
        sizes,
    )
    return {
        "depth": depth,
        "width": width,
        "generatorStart": start,
        **case,
        "outputs": outputs.flatten().tolist(),
        "predictions": outputs.argmax(1).tolist(),
        "crossEntropy": derivatives(case, sizes, cross_entropy),
        "linearHinge": derivatives(case, sizes, linear_hinge),
    }


if __name__ == "__main__":
    torch.set_num_threads(1)
    table = {
        "made by": "test/reference/pytorch_network.py",
        "versions": {"python": sys.version.split()[0], "torch": torch.__version__},
        "inputs": INPUTS,
        "classes": CLASSES,
        "batchSize": BATCH,
        "kinkMargin": MARGIN,
        "cases": [build(depth, width) for depth in DEPTHS for width in WIDTHS],
    }
    text = json.dumps(table, separators=(",", ":"))
    for start in ('{"depth"', '"crossEntropy"', '"linearHinge"'):
        text = text.replace(start, "\n" + start)
    print(text)
