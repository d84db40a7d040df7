"""Makes the networks in this folder, and what PyTorch computes with them.

    pip install torch==2.7.1 torchvision==0.22.1 onnx onnxruntime
    python make.py [NAME ...]

Each network is torchvision's own, with random weights and a fraction of the channels, exported by
PyTorch. NAME.json says which values of NAME.onnx are compared; NAME.bin holds, as float16 after a
float32 that they are multiplied by: the picture, and for each layer its activation and the gradient
of half the sum of its squares with respect to 255 times the picture.
"""
import json
import struct
import sys
from functools import partial
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import torchvision
from onnx import helper, numpy_helper
from torch import nn

HERE = Path(__file__).parent
MEAN = [0.485, 0.456, 0.406]
STD = [0.229, 0.224, 0.225]


def thin(make, factor):
    """A network whose every layer has a fraction of its channels."""

    def less(c):
        return c if c == 3 else max(1, c // factor)

    conv, norm, linear = nn.Conv2d.__init__, nn.BatchNorm2d.__init__, nn.Linear.__init__

    def thin_conv(self, i, o, *a, groups=1, **k):
        conv(self, less(i), less(o), *a, groups=groups if groups == 1 else less(groups), **k)

    def thin_norm(self, c, *a, **k):
        norm(self, less(c), *a, **k)

    def thin_linear(self, i, o, *a, **k):
        linear(self, less(i), less(o), *a, **k)

    nn.Conv2d.__init__, nn.BatchNorm2d.__init__, nn.Linear.__init__ = thin_conv, thin_norm, thin_linear
    try:
        return make()
    finally:
        nn.Conv2d.__init__, nn.BatchNorm2d.__init__, nn.Linear.__init__ = conv, norm, linear


def convnext():
    config = torchvision.models.convnext.CNBlockConfig
    return torchvision.models.ConvNeXt(
        [config(8, 16, 3), config(16, 24, 3), config(24, 32, 9), config(32, None, 3)], num_classes=10)


class Operations(nn.Module):
    """One stem, and each operation once behind it."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8))
        self.branches = nn.ModuleDict({
            'leaky_relu': nn.LeakyReLU(.2), 'prelu': nn.PReLU(8), 'elu': nn.ELU(.7), 'softplus': nn.Softplus(),
            'tanh': nn.Tanh(), 'sigmoid': nn.Sigmoid(), 'hardswish': nn.Hardswish(), 'hardsigmoid': nn.Hardsigmoid(),
            'gelu': nn.GELU(), 'gelu_tanh': nn.GELU('tanh'), 'silu': nn.SiLU(), 'relu6': nn.ReLU6(),
            'reflect': nn.ReflectionPad2d((1, 2, 3, 0)), 'repeat': nn.ReplicationPad2d((2, 0, 1, 3)),
            'zeros': nn.Sequential(nn.ZeroPad2d((1, 0, 2, 1)), nn.Conv2d(8, 4, 3)),
            'zeros_max': nn.Sequential(nn.ZeroPad2d((1, 0, 2, 1)), nn.MaxPool2d(3, 2)),
            'max_ceil': nn.MaxPool2d(3, 2, ceil_mode=True), 'max_padded': nn.MaxPool2d(3, 2, padding=1),
            'mean_ceil': nn.AvgPool2d(3, 2, ceil_mode=True), 'mean_padded': nn.AvgPool2d(3, 1, padding=1),
            'mean_inside': nn.AvgPool2d(3, 1, padding=1, count_include_pad=False),
            'mean_ceil_padded': nn.AvgPool2d(3, 2, padding=1, ceil_mode=True),
            'dilated': nn.Conv2d(8, 8, 3, dilation=2, padding=2), 'groups': nn.Conv2d(8, 8, 3, groups=4, stride=2),
            'wide': nn.Conv2d(8, 6, (1, 5), padding=(0, 2)),
            'nearest': nn.Sequential(nn.MaxPool2d(4), nn.Upsample(scale_factor=2)),
            'linear': nn.Sequential(nn.MaxPool2d(4), nn.Upsample(scale_factor=4, mode='bilinear')),
            'instance': nn.InstanceNorm2d(8, affine=True), 'softmax': nn.Softmax(1),
            'shuffled': Lambda(lambda x: (x.permute(0, 2, 3, 1) * 2 + torch.arange(8)).permute(0, 3, 1, 2)),
            'divided': Lambda(lambda x: x / (2 + torch.sigmoid(x))), 'inverse': Lambda(lambda x: 3 / (2 + torch.sigmoid(x))),
            'sqrt': Lambda(lambda x: torch.sqrt(x * x + 1)), 'cube': Lambda(lambda x: x ** 3),
            'less': Lambda(lambda x: 1 - x), 'exp': Lambda(torch.exp), 'erf': Lambda(torch.erf),
            'sum': Lambda(lambda x: x + x * .5 - torch.tanh(x)), 'negative': Lambda(torch.neg),
            'over_channels': Lambda(lambda x: x * x.mean(1, keepdim=True)),
            'gate': Lambda(lambda x: x - x.mean((2, 3), keepdim=True)),
            'joined': Lambda(lambda x: torch.cat([x, torch.relu(x)], 1)),
        })

    def forward(self, x):
        x = self.stem(x)
        branches = [branch(x).mean((2, 3)) for branch in self.branches.values()]
        return torch.cat(branches, 1)


class Lambda(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.forward = function


V = torchvision.models
# name: (make, side of the picture, modules whose outputs are compared, opset, keep batch normalisation, weights)
NETWORKS = {
    'vgg16': (lambda: thin(lambda: V.vgg16(num_classes=320, init_weights=False), 32), 64,
              ['features.8', 'features.22', 'features.30'], 9, False, 'float32'),
    'vgg19': (lambda: thin(lambda: V.vgg19(num_classes=320, init_weights=False), 32), 64,
              ['features.17', 'features.35'], 7, False, 'float32'),
    'resnet50': (lambda: thin(lambda: V.resnet50(num_classes=160), 16), 64,
                 ['layer1.2', 'layer3.5', 'layer4.2'], 11, True, 'float16'),
    'mobilenet_v2': (lambda: thin(lambda: V.mobilenet_v2(num_classes=80), 8), 64,
                     ['features.7', 'features.14', 'features.18'], 13, True, 'int8'),
    'squeezenet1.1': (lambda: thin(lambda: V.squeezenet1_1(num_classes=80), 8), 64,
                      ['features.7', 'features.12'], 10, False, 'float16'),
    'inception_v3': (lambda: thin(lambda: V.inception_v3(num_classes=160, aux_logits=False, init_weights=False), 16), 107,
                     ['Mixed_5d', 'Mixed_6e', 'Mixed_7c'], 17, True, 'float32'),
    'efficientnet_b0': (lambda: thin(lambda: V.efficientnet_b0(num_classes=80), 8), 64,
                        ['features.3', 'features.5', 'features.8'], 14, True, 'float32'),
    'convnext_tiny': (convnext, 64, ['features.1', 'features.5', 'features.7'], 17, False, 'float32'),
    'operations': (Operations, 22, ['branches.' + name for name in Operations().branches], 20, True, 'float32'),
    # The same network with its layer normalisations in pieces.
    'convnext_tiny_opset13': (convnext, 64, ['features.3'], 13, False, 'float32'),
}


def randomise(net, picture):
    torch.manual_seed(7)
    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight, nonlinearity='relu')
            if module.bias is not None:
                nn.init.normal_(module.bias, std=.1)
        if isinstance(module, (nn.BatchNorm2d, nn.LayerNorm)) and module.weight is not None:
            nn.init.uniform_(module.weight, .5, 1.5)
            nn.init.normal_(module.bias, std=.2)
        for name, parameter in module.named_parameters(recurse=False):
            if name == 'layer_scale':
                nn.init.uniform_(parameter, .2, .6)
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        # What normalisation over a batch finds, it keeps as its statistics.
        for module in net.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.train()
        net(torch.randn(16, *picture.shape[1:]) + picture)
        net.eval()
        for parameter in net.parameters():
            parameter.copy_(parameter.half().float())
        for buffer in net.buffers():
            if buffer.is_floating_point():
                buffer.copy_(buffer.half().float())


def quantise(net):
    """Rounds the weights of convolutions to 8 bits a channel; what they then are, by name."""
    scales = {}
    with torch.no_grad():
        for name, module in net.named_modules():
            if isinstance(module, nn.Conv2d):
                w = module.weight
                scale = w.abs().amax(dim=(1, 2, 3)).clamp(min=1e-6) / 120
                whole = (w / scale[:, None, None, None]).round()
                w.copy_(whole * scale[:, None, None, None])
                scales[name + '.weight'] = (whole.to(torch.int8).numpy(), scale.numpy())
    return scales


def repack(model, kind, scales):
    """Initialisers as halves behind a Cast, or as 8-bit numbers behind a DequantizeLinear."""
    graph = model.graph
    kept, before = [], []
    for tensor in graph.initializer:
        array = numpy_helper.to_array(tensor)
        if kind == 'float16' and array.dtype == np.float32 and array.ndim == 4:
            kept.append(numpy_helper.from_array(array.astype(np.float16), tensor.name + '.half'))
            before.append(helper.make_node('Cast', [tensor.name + '.half'], [tensor.name], to=1))
        elif kind == 'int8' and tensor.name in scales:
            whole, scale = scales[tensor.name]
            zero = np.full(scale.shape, 3, np.int8)
            kept += [numpy_helper.from_array(whole + np.int8(3), tensor.name + '.q'),
                     numpy_helper.from_array(scale, tensor.name + '.scale'),
                     numpy_helper.from_array(zero, tensor.name + '.zero')]
            before.append(helper.make_node(
                'DequantizeLinear', [tensor.name + p for p in ('.q', '.scale', '.zero')], [tensor.name], axis=0))
        else:
            kept.append(tensor)
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = before + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)


def write(file, array):
    largest = max(float(np.abs(array).max()), 1e-30)
    file.write(struct.pack('<f', largest))
    file.write((array.astype(np.float64) / largest).astype('<f2').tobytes())


def main(names):
    for name in names or NETWORKS:
        make, side, layers, opset, keep, weights = NETWORKS[name]
        torch.manual_seed(1)
        net = make().eval()
        coarse = torch.rand(1, 3, side // 8 + 1, side // 8 + 1)
        picture = nn.functional.interpolate(coarse, size=(side, side), mode='bicubic').clamp(0, 1)
        picture = picture.half().float()
        x = (picture - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)
        randomise(net, x)
        scales = quantise(net) if weights == 'int8' else {}
        file = HERE / (name + '.onnx')
        # VGG is exported for the one size at which its adaptive pooling does nothing.
        fixed = name.startswith('vgg')
        trained = nn.functional.interpolate(x, size=(224, 224)) if fixed else x
        torch.onnx.export(
            net, trained, file, opset_version=opset, input_names=['picture'], output_names=['classes'],
            dynamic_axes=None if fixed else {'picture': {2: 'height', 3: 'width'}}, dynamo=False,
            do_constant_folding=not keep,
            training=torch.onnx.TrainingMode.PRESERVE if keep else torch.onnx.TrainingMode.EVAL)
        model = onnx.load(file)
        repack(model, weights, scales)
        onnx.checker.check_model(model)
        onnx.save(model, file)

        made = {}
        modules = dict(net.named_modules())
        for layer in layers:
            modules[layer].register_forward_hook(lambda m, i, o, layer=layer: made.__setitem__(layer, o))
        # The file's name of each layer: the value that equals it.
        with torch.no_grad():
            net(trained)
        every = onnx.load(file)
        outputs = [o for n in every.graph.node for o in n.output[:1]]
        del every.graph.output[:]
        every.graph.output.extend(helper.make_empty_tensor_value_info(o) for o in outputs)
        session = onnxruntime.InferenceSession(every.SerializeToString())
        values = dict(zip(outputs, session.run(outputs, {'picture': trained.numpy()})))
        names = {}
        for layer, value in made.items():
            value = value.numpy()
            distance, names[layer] = min(
                (np.abs(v - value).max(), n) for n, v in values.items() if v.shape == value.shape)
            assert distance < 1e-3 * np.abs(value).max(), (layer, distance)

        # In double precision, so that nothing hangs on rounding.
        net.double()
        exact = picture.double().requires_grad_()
        classes = net((exact - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1))
        description = {'side': side, 'classes': 0 if fixed else classes.shape[1], 'layers': []}
        with open(HERE / (name + '.bin'), 'wb') as out:
            write(out, picture.numpy())
            if not fixed:
                write(out, torch.softmax(classes, 1).detach().numpy())
            for layer in layers:
                value = made[layer].detach().numpy()
                energy = made[layer].square().sum() / 2
                gradient, = torch.autograd.grad(energy, exact, retain_graph=True)
                description['layers'].append({'module': layer, 'value': names[layer], 'shape': list(value.shape[1:])})
                write(out, value)
                write(out, gradient.numpy() / 255)
        (HERE / (name + '.json')).write_text(json.dumps(description, indent=1) + '\n')
        print(name, file.stat().st_size, description['layers'])


if __name__ == '__main__':
    main(sys.argv[1:])
