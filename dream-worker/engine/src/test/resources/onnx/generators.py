"""Makes the generators in this folder, and what PyTorch computes with them in double precision.

    pip install torch==2.7.1 onnx
    python generators.py

NAME.onnx is a network with seeded weights, exported by PyTorch. NAME.bin holds float32 numbers: a code, what the
generator makes of it, weights of the same shape, and the gradient of the picture's weighted sum with respect to the code.
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent


class View(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.view(x.size(0), *self.shape)


def dcgan():
    """Radford et al. 2015, with a fraction of the channels."""
    def up(i, o, *a):
        return [nn.ConvTranspose2d(i, o, 4, *a, bias=False), nn.BatchNorm2d(o), nn.ReLU()]
    return nn.Sequential(*up(16, 24, 1, 0), *up(24, 12, 2, 1), *up(12, 8, 2, 1),
                         nn.ConvTranspose2d(8, 3, 4, 2, 1), nn.Tanh()), (1, 16, 1, 1)


def upconv():
    """Fully connected, then upwards, as in Dosovitskiy and Brox 2016; and in the other ways there are to go up."""
    return nn.Sequential(
        nn.Linear(20, 32), nn.BatchNorm1d(32), nn.LeakyReLU(.3), nn.Linear(32, 8 * 3 * 4), nn.LeakyReLU(.3),
        View(8, 3, 4),
        nn.ConvTranspose2d(8, 8, 4, 2, 1, groups=2), nn.LeakyReLU(.3), nn.Conv2d(8, 8, 3, padding=1), nn.InstanceNorm2d(8, affine=True),
        nn.Upsample(scale_factor=2), nn.Conv2d(8, 8, 3, padding=1), nn.LeakyReLU(.3),
        nn.ConvTranspose2d(8, 6, 5, 2, 2, output_padding=1), nn.ELU(),
        nn.ConvTranspose2d(6, 12, 3, 2, 1), nn.PixelShuffle(2), nn.ConvTranspose2d(3, 3, 3, 1, 1)), (1, 20)


for name, (net, shape) in {'dcgan': dcgan(), 'upconv': upconv()}.items():
    torch.manual_seed(1)
    for module in net.modules():
        if hasattr(module, 'weight'):
            fan = module.weight[0].numel() if module.weight.dim() > 1 else 1
            nn.init.normal_(module.weight, 0 if fan > 1 else 1, (2 / fan) ** .5 if fan > 1 else .2)
            if module.bias is not None:
                nn.init.normal_(module.bias, 0, .2)
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.running_mean.normal_(0, .2)
            module.running_var.uniform_(.5, 2)
    net.eval()
    code = torch.randn(shape)
    torch.onnx.export(net, code, HERE / f'{name}.onnx', opset_version=13, input_names=['code'], output_names=['picture'])
    net.double()
    x = code.double().requires_grad_()
    picture = net(x)
    weights = torch.randn(picture.shape).double()
    (picture * weights).sum().backward()
    numbers = [t.detach().numpy().ravel() for t in (x, picture, weights, x.grad)]
    np.concatenate(numbers).astype('<f4').tofile(HERE / f'{name}.bin')
    print(name, tuple(picture.shape), picture.std().item())
