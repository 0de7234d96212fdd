"""Losses, gradients and Hessian-vector products of networks with biases, tanh, convolutions and pooling, by PyTorch in double
precision.

Weights, inputs and direction are drawn by numpy and rounded to single precision, so that both sides see the same numbers.
"""
import json
import math

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
random = np.random.default_rng(7)


def draw(*shape):
    return torch.from_numpy(random.standard_normal(shape).astype(np.float32).astype(np.float64))


def fully_connected(inputs, width, classes, bias):
    return torch.nn.Sequential(
        torch.nn.Linear(inputs, width, bias=bias),
        torch.nn.Tanh(),
        torch.nn.Linear(width, width, bias=bias),
        torch.nn.Tanh(),
        torch.nn.Linear(width, classes, bias=bias),
    )


def alex_net(channels, planes, classes):
    hidden = channels * math.floor(1 + math.log2(channels))
    pool = lambda: torch.nn.MaxPool2d(3, 2)
    relu = torch.nn.ReLU
    conv = torch.nn.Conv2d
    return torch.nn.Sequential(
        conv(planes, channels, 4, stride=2, padding=2), relu(), pool(),
        conv(channels, channels, 5, padding=2), relu(), pool(),
        conv(channels, channels, 3, padding=1), relu(),
        conv(channels, channels, 3, padding=1), relu(),
        conv(channels, channels, 3, padding=1), relu(), pool(),
        torch.nn.Flatten(),
        torch.nn.Linear(channels, hidden), relu(),
        torch.nn.Linear(hidden, hidden), relu(),
        torch.nn.Linear(hidden, classes),
    )


def case(name, net, inputs, labels, scale):
    parameters = list(net.parameters())
    for p in parameters:
        # Weights of about 1.5/sqrt(fan-in): activations keep their size, a good share of units is active.
        fan_in = p[0].numel() if p.dim() > 1 else 4
        p.data = (draw(*p.shape) * scale / math.sqrt(fan_in)).float().double()
    flat = lambda tensors: [float(x) for t in tensors for x in t.reshape(-1)]
    direction = [draw(*p.shape) for p in parameters]
    loss = torch.nn.functional.cross_entropy(net(inputs), labels)
    gradient = torch.autograd.grad(loss, parameters, create_graph=True)
    along = sum((g * v).sum() for g, v in zip(gradient, direction))
    product = torch.autograd.grad(along, parameters)
    first = torch.nn.functional.cross_entropy(net(inputs[:1]), labels[:1])
    return {
        "name": name,
        "inputs": flat([inputs]),
        "labels": labels.tolist(),
        "parameters": flat(parameters),
        "direction": flat(direction),
        "loss": float(loss),
        "gradient": flat(gradient),
        "product": flat(product),
        "firstGradient": flat(torch.autograd.grad(first, parameters)),
    }


cases = [
    case("tanh with biases", fully_connected(5, 6, 3, True), draw(7, 5), torch.tensor([0, 1, 2, 2, 1, 0, 1]), 1.5),
    case("tanh without biases", fully_connected(5, 6, 3, False), draw(7, 5), torch.tensor([0, 1, 2, 2, 1, 0, 1]), 1.5),
    case("AlexNet, 3 channels", alex_net(3, 2, 4), draw(3, 2, 29, 32), torch.tensor([3, 0, 2]), 2.0),
]
print(json.dumps({"torch": torch.__version__, "cases": cases}))
