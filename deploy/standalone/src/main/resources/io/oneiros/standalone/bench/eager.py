"""The gradient step of a network that bench wrote down, in eager PyTorch.

usage: eager.py FOLDER stock|tuned THREADS; then for each side on the standard input, its seconds.
Stock is what PyTorch does by itself; tuned keeps everything channels_last and computes local
response normalisation as a convolution with a band, which is what the experienced do; for it, batch
normalisations are folded into convolutions in what is read.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

folder, kind, threads = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
tuned = kind == 'tuned'
torch.set_num_threads(threads)
graph = json.loads((folder / 'graph.json').read_text())
floats = np.memmap(folder / 'weights.bin', np.float32, 'r')
layout = torch.channels_last if tuned else torch.contiguous_format


def tensor(where, kernel=False):
    if where is None:
        return None
    count = int(np.prod(where['shape']))
    values = torch.from_numpy(floats[where['at']:where['at'] + count].copy()).reshape(where['shape'])
    return values.permute(0, 3, 1, 2).contiguous(memory_format=layout) if kernel else values


def padded(n, x, value):
    """x, and the padding that is left for the operation."""
    sides = n['padding']
    if sides == 'same':
        sides = []
        for axis in (3, 2):
            length, stride = x.shape[axis], n['stride'][axis - 2]
            reach = (n['kernel'][axis - 2] - 1) * n['dilation'][axis - 2] + 1
            total = max(0, (-(-length // stride) - 1) * stride + reach - length)
            sides += [total // 2, total - total // 2]
    left, right, top, bottom = sides
    if left == right and top == bottom:
        return x, (top, left)
    return F.pad(x, sides, value=value), (0, 0)


def conv(n):
    weight, bias = tensor(n['weight'], True), tensor(n['bias'])

    def run(x):
        x, rest = padded(n, x, 0.)
        return F.conv2d(x, weight, bias, n['stride'], rest, n['dilation'], n['groups'])
    return run


def max_pool(n):
    def run(x):
        x, rest = padded(n, x, -torch.inf)
        return F.max_pool2d(x, n['kernel'], n['stride'], rest)
    return run


def average_pool(n):
    def run(x):
        x, rest = padded(n, x, 0.)
        return F.avg_pool2d(x, n['kernel'], n['stride'], rest, count_include_pad=n['counts'])
    return run


def scale(n):
    factor, shift = tensor(n['factor']), tensor(n['shift'])
    if factor.numel() == 1 or shift.numel() == 1:
        return lambda x: x * factor.reshape(1, -1, 1, 1) + shift.reshape(1, -1, 1, 1)
    zeros, ones = torch.zeros(len(factor)), torch.ones(len(factor))
    return lambda x: F.batch_norm(x, zeros, ones, factor, shift, eps=0)


def lrn(sums, power):
    """What the importer wrote as squares, sums, factors and a product."""
    weight, bias = tensor(sums['weight']).flatten(1), tensor(sums['bias'])
    middle = weight[weight.shape[0] // 2]
    size = int((middle != 0).sum())
    return lambda x, *_: F.local_response_norm(x, size, float(middle.max()) * size, -power['a'], float(bias[0]))


operations = {
    'Conv': conv, 'MaxPool': max_pool, 'AveragePool': average_pool, 'Scale': scale,
    'Relu': lambda n: F.relu,
    'Concat': lambda n: lambda *xs: torch.cat(xs, 1),
    'GlobalAveragePool': lambda n: lambda x: x.mean((2, 3), keepdim=True),
    'Pad': lambda n: lambda x: F.pad(x, n['padding']),
    'Arithmetic': lambda n: {'ADD': torch.add, 'SUBTRACT': torch.sub, 'MULTIPLY': torch.mul, 'DIVIDE': torch.div}[n['sign']],
    'Pointwise': lambda n: {'POWER': lambda x: x.pow(n['a']), 'SIGMOID': torch.sigmoid}[n['function']],
}

by_name = {n['name']: n for n in graph['nodes']}
steps = []
for n in graph['nodes']:
    name = n['name']
    if not tuned and name + '#factors' in by_name:
        steps.append((name, n['inputs'][:1], lrn(by_name[name + '#sums'], by_name[name + '#factors'])))
    elif tuned or not name.rsplit('#', 1)[-1] in ('squares', 'sums', 'factors'):
        steps.append((name, n['inputs'], operations[n['op']](n)))

mean = torch.tensor(graph['mean']).reshape(1, 3, 1, 1)
std = torch.tensor(graph['std']).reshape(1, 3, 1, 1)


def step(picture):
    x = picture.clone(memory_format=layout).requires_grad_(True)
    values = {graph['input']: ((x.flip(1) if graph['bgr'] else x) - mean) / std}
    for name, inputs, run in steps:
        values[name] = run(*[values[i] for i in inputs])
    loss = sum(values[t].square().sum() / 2 for t in graph['targets'])
    return torch.autograd.grad(loss, x)[0]


for line in sys.stdin:
    side = int(line)
    picture = torch.rand(1, 3, side, side) * 255
    start = time.perf_counter()
    step(picture)
    print(time.perf_counter() - start, flush=True)
