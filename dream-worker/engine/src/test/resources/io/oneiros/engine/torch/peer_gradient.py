"""Makes the fixture of PeerGradientIT: a crop of a photo, and the gradient that plain PyTorch gives for it.

usage: peer_gradient.py NETS MODEL PHOTO OUT
NETS:  folder of nets.py, whose open_net(path) is a network: RGB picture [1, 3, H, W] of 0..255, layer names -> activations
MODEL: Inception v3's graph.lite
PHOTO: at least 512 x 480 (alps.jpg: Getty Open Content, CC0)
OUT:   folder for alps.png and alps-gradient.f32, little-endian float32 [3, 69, 74]: every seventh row and column of the
       derivative, with respect to the picture, of half the sum of squares of mixed3 and mixed5
"""
import sys
import numpy as np, torch
from PIL import Image

nets, model, photo, out = sys.argv[1:]
sys.path.insert(0, nets)
from nets import open_net

crop = Image.open(photo).convert('RGB').crop((200, 0, 712, 480))
crop.save(out + '/alps.png')
x = torch.from_numpy(np.asarray(crop, np.float32).copy()).permute(2, 0, 1)[None].contiguous().requires_grad_(True)
sum(a.square().sum() / 2 for a in open_net(model)(x, ['mixed3', 'mixed5'])).backward()
x.grad[0, :, ::7, ::7].numpy().astype('<f4').tofile(out + '/alps-gradient.f32')
