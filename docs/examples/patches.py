"""Makes a small generator of photos, to climb with: python patches.py OUT.onnx PHOTO...

    pip install numpy pillow onnx

It is linear: a code of 16 x 16 x 64 numbers says how much of each of the 64 strongest components of the photos' patches
(32 x 32, every 16 pixels, under a sine window, so that neighbours add up to 1) is at each place. Numbers are in units of
the component's deviation, as noise of deviation 1 makes them. The picture has 256 x 256 values in 0..1:

    deploy/dream --generator OUT.onnx --generator-output sigmoid ...
"""
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

SIDE, STRIDE, COMPONENTS, PLACES, SAMPLES = 32, 16, 64, 16, 12000


def patches(photos, rng):
    """[samples, 3 SIDE SIDE] of 0..1, from photos at several scales."""
    for photo in photos:
        whole = Image.open(photo).convert('RGB')
        for _ in range(SAMPLES // len(photos)):
            scale = rng.uniform(.25, .6)
            x, y = (int(rng.uniform(0, max(1, side - SIDE / scale))) for side in whole.size)
            box = whole.crop((x, y, x + int(SIDE / scale), y + int(SIDE / scale))).resize((SIDE, SIDE), Image.BILINEAR)
            yield np.asarray(box, np.float32).transpose(2, 0, 1).ravel() / 255


out, *photos = sys.argv[1:]
rng = np.random.default_rng(1)
seen = np.stack(list(patches(photos, rng)))
colour = seen.reshape(-1, 3, SIDE * SIDE).mean((0, 2))
line = np.sin((np.arange(SIDE) + .5) * np.pi / SIDE)
window = np.tile(np.outer(line, line).ravel(), 3).astype(np.float32)
seen = (seen - np.repeat(colour, SIDE * SIDE)) * window
values, vectors = np.linalg.eigh(seen.T @ seen / len(seen))
strongest = vectors[:, ::-1][:, :COMPONENTS] * np.sqrt(np.maximum(0, values[::-1][:COMPONENTS]))
kernels = (strongest.T * window).reshape(COMPONENTS, 3, SIDE, SIDE)
print('%.0f%% of the variance' % (100 * values[::-1][:COMPONENTS].sum() / values.sum()))

cut = (SIDE - STRIDE) // 2
graph = helper.make_graph(
    [helper.make_node('Reshape', ['code', 'shape'], ['places']),
     helper.make_node('ConvTranspose', ['places', 'kernels', 'colour'], ['picture'],
                      strides=[STRIDE] * 2, pads=[cut] * 4)],
    'patches',
    [helper.make_tensor_value_info('code', TensorProto.FLOAT, [1, COMPONENTS * PLACES ** 2])],
    [helper.make_tensor_value_info('picture', TensorProto.FLOAT, [1, 3, PLACES * STRIDE, PLACES * STRIDE])],
    [numpy_helper.from_array(np.array([-1, COMPONENTS, PLACES, PLACES]), 'shape'),
     numpy_helper.from_array(kernels.astype(np.float32), 'kernels'),
     numpy_helper.from_array(colour.astype(np.float32), 'colour')])
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], ir_version=8), out)
