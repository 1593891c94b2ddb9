"""Small images in the variants that the formats have, and what Pillow makes of them.

Run with pillow==13.0.0, numpy==2.4.6 and simplejpeg==1.9.0: python make_variants.py
The same versions give the same files.
"""
import hashlib
import io
import json
import os
import struct
import zlib

import numpy as np
import simplejpeg
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
FILTERS = ["NEAREST", "BOX", "BILINEAR", "HAMMING", "BICUBIC", "LANCZOS"]
RNG = np.random.default_rng(20)
variants = []


def picture(w, h):
    """Smooth colours with some noise and an edge."""
    y, x = np.mgrid[0:h, 0:w]
    a = np.stack([x * 255 // max(1, w - 1), y * 255 // max(1, h - 1), (x + y) * 7 % 256], axis=2)
    a = np.clip(a + RNG.integers(-12, 13, (h, w, 3)), 0, 255)
    a[h // 3 :, w // 2 :] = 255 - a[h // 3 :, w // 2 :]
    return Image.fromarray(a.astype(np.uint8))


def alpha(w, h):
    a = RNG.integers(0, 256, (h, w))
    return Image.fromarray(np.where(a < 85, 0, np.where(a > 170, 255, a)).astype(np.uint8))


def with_alpha(im):
    im = im.copy()
    im.putalpha(alpha(*im.size))
    return im


def sha(im):
    return hashlib.sha256(np.ascontiguousarray(np.asarray(im)).tobytes()).hexdigest()


def on_white(im):
    if "A" not in im.getbands() and im.info.get("transparency") is None:
        return im.convert("RGB")
    im = im.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", im.size, (255,) * 4), im).convert("RGB")


def shortest_edge(im, size):
    w, h = im.size
    return (size, int(size * h / w)) if w <= h else (int(size * w / h), size)


def cropped(im, size, rounded):
    left, top = im.width - size, im.height - size
    left, top = (round(left / 2), round(top / 2)) if rounded else (left // 2, top // 2)
    return im.crop((left, top, left + size, top + size))


def add(name, data):
    with open(os.path.join(HERE, name), "wb") as f:
        f.write(data)
    im = Image.open(io.BytesIO(data))
    im.load()
    filter_name = FILTERS[len(variants) % len(FILTERS)]
    resample = getattr(Image.Resampling, filter_name)
    size = 24 + 7 * (len(variants) % 5)
    rgb = im.convert("RGB")
    variants.append({
        "file": name, "filter": filter_name, "size": size, "decoded": sha(rgb), "on_white": sha(on_white(im)),
        "hf": sha(cropped(rgb.resize(shortest_edge(im, size), resample), size, False)),
        "open_clip": sha(cropped(im.resize(shortest_edge(im, size), resample), size, True).convert("RGB")),
        "squash": sha(rgb.resize((size, 31), resample)),
    })


def save(im, fmt, **kw):
    b = io.BytesIO()
    im.save(b, fmt, **kw)
    return b.getvalue()


# ------------------------------------------------------------------------------------------- PNG

def paeth(a, b, c):
    pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def packed(row, bits):
    if bits == 16:
        return row.astype(">u2").tobytes()
    if bits == 8:
        return row.astype(np.uint8).tobytes()
    text = "".join(format(int(v), f"0{bits}b") for v in row)
    text += "0" * (-len(text) % 8)
    return bytes(int(text[i : i + 8], 2) for i in range(0, len(text), 8))


def filtered(samples, bits):
    """Rows behind their filter bytes, the five filters by turns."""
    out, previous = b"", None
    distance = max(1, bits * samples.shape[2] // 8)
    for y, row in enumerate(samples):
        line = packed(row.reshape(-1), bits)
        above = previous or bytes(len(line))
        kind, coded = y % 5, bytearray()
        for i, v in enumerate(line):
            a = line[i - distance] if i >= distance else 0
            b, c = above[i], above[i - distance] if i >= distance else 0
            coded.append(v - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind] & 255)
        out += bytes([kind]) + bytes(coded)
        previous = line
    return out


def png(samples, bits, color, interlace, palette=None, trns=None):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    if interlace:
        passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
        parts = [samples[y::dy, x::dx] for x, y, dx, dy in passes]
        data = b"".join(filtered(p, bits) for p in parts if p.size)
    else:
        data = filtered(samples, bits)
    h, w = samples.shape[:2]
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, bits, color, 0, 0, interlace))
    out += chunk(b"PLTE", palette) if palette else b""
    out += chunk(b"tRNS", trns) if trns else b""
    data = zlib.compress(data)
    half = len(data) // 2
    return out + chunk(b"IDAT", data[:half]) + chunk(b"IDAT", b"") + chunk(b"IDAT", data[half:]) + chunk(b"IEND", b"")


def add_pngs():
    depths = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
    for color, all_bits in depths.items():
        for bits in all_bits:
            for interlace in (0, 1):
                samples = RNG.integers(0, 1 << bits, (13 + bits % 5, 19 - color, channels[color]))
                palette = RNG.integers(0, 256, 3 << bits, np.uint8).tobytes() if color == 3 else None
                trns = {0: struct.pack(">H", int(samples[0, 0, 0])), 3: bytes([0, 130, 255][: 1 << bits]),
                        2: struct.pack(">HHH", *[int(v) for v in samples[0, 0][:3].tolist() + [0, 0]][:3])}.get(color)
                add(f"png_{color}_{bits}_{'adam7' if interlace else 'rows'}.png",
                    png(samples, bits, color, interlace, palette, trns if interlace else None))
    short = RNG.integers(0, 16, (9, 9, 1))
    add("png_palette_too_short.png", png(short, 4, 3, 0, RNG.integers(0, 256, 15, np.uint8).tobytes()))


# ------------------------------------------------------------------------------------------- JPEG

def adobe(data, transform):
    i = data.index(b"\xff\xee")
    n = struct.unpack(">H", data[i + 2 : i + 4])[0]
    if transform is None:
        return data[:i] + data[i + 2 + n :]
    return data[: i + 15] + bytes([transform]) + data[i + 16 :]


def without_jfif(data):
    i = data.index(b"\xff\xe0")
    return data[:i] + data[i + 2 + struct.unpack(">H", data[i + 2 : i + 4])[0] :]


def add_jpegs():
    for sampling in ("444", "422", "420", "440", "411"):
        for w, h in ((37, 29), (48, 32)):
            add(f"jpeg_{sampling}_{w}x{h}.jpg", simplejpeg.encode_jpeg(
                np.ascontiguousarray(np.asarray(picture(w, h))), quality=85, colorspace="RGB", colorsubsampling=sampling))
    add("jpeg_no_jfif_444.jpg", without_jfif(save(picture(33, 21), "JPEG", subsampling=0)))
    add("jpeg_progressive_444.jpg", save(picture(33, 45), "JPEG", subsampling=0, progressive=True, quality=60))
    add("jpeg_restart.jpg", save(picture(61, 45), "JPEG", restart_marker_blocks=2))
    for transform in (0, 2, None):
        for sampling in (0, 2):
            add(f"jpeg_cmyk_{transform}_{sampling}.jpg",
                adobe(save(picture(31, 26).convert("CMYK"), "JPEG", subsampling=sampling), transform))


# ------------------------------------------------------------------------------------------- GIF

def add_gifs():
    im = picture(31, 22)
    add("gif_grey_ramp.gif", save(im.convert("L"), "GIF"))
    add("gif_two_colors.gif", save(im.quantize(2), "GIF"))
    add("gif_interlaced.gif", save(im.quantize(9), "GIF", interlace=1))
    for name, transparency, screen in (("offset", None, (40, 30)), ("offset_transparent", 3, (40, 30)), ("outgrown", 1, None)):
        data = bytearray(save(im.quantize(16), "GIF", **({} if transparency is None else {"transparency": transparency})))
        at = 13 + (6 << (data[10] & 7))
        while data[at : at + 1] == b"!":
            at += 2
            while data[at]:
                at += 1 + data[at]
            at += 1
        data[at + 1 : at + 5] = struct.pack("<HH", 5, 3)
        if screen:
            data[6:10] = struct.pack("<HH", *screen)
        add(f"gif_{name}.gif", bytes(data))


# ------------------------------------------------------------------------------------------- BMP

def bmp(w, h, bits, compression, data, palette=b"", masks=b"", header=40):
    offset = 14 + header + len(masks) + len(palette)
    info = struct.pack("<IiiHHIIiiII", 40, w, h, 1, bits, compression, len(data), 2835, 2835, len(palette) // 4, 0)
    if header == 12:
        info = struct.pack("<IHHHH", 12, w, h, 1, bits)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + masks + palette + data


def lines(rows, width):
    return b"".join(bytes(r).ljust((width + 3) // 4 * 4, b"\0") for r in rows)


def run_lengths(rows):
    out = b""
    for row in rows:
        x = 0
        while x < len(row):
            n = 1
            while x + n < len(row) and row[x + n] == row[x]:
                n += 1
            if n == 1 and len(row) - x >= 3:
                out += bytes([0, 3]) + bytes(row[x : x + 3]) + b"\0"
                x += 3
            else:
                out += bytes([n, row[x]])
                x += n
        out += b"\0\0"
    return out + b"\0\1"


def add_bmps():
    w, h = 23, 17
    a = np.asarray(picture(w, h))
    bgr = [r[:, ::-1].tobytes() for r in a]
    colors = RNG.integers(0, 256, (256, 4), np.uint8).tobytes()
    add("bmp_top_down.bmp", bmp(w, -h, 24, 0, lines(bgr, 3 * w)))
    add("bmp_os2.bmp", bmp(w, h, 24, 0, lines(bgr[::-1], 3 * w), header=12))
    words = RNG.integers(0, 65536, (h, w)).astype("<u2")
    add("bmp_555.bmp", bmp(w, h, 16, 0, lines([r.tobytes() for r in words], 2 * w)))
    add("bmp_565.bmp", bmp(w, h, 16, 3, lines([r.tobytes() for r in words], 2 * w), masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F)))
    quads = RNG.integers(0, 256, (h, w, 4), np.uint8).tobytes()
    add("bmp_32.bmp", bmp(w, h, 32, 0, quads))
    add("bmp_rgba.bmp", save(with_alpha(picture(w, h)), "BMP"))
    nibbles = RNG.integers(0, 16, (h, w + 1)).astype(np.uint8)
    add("bmp_4.bmp", bmp(w, h, 4, 0, lines([(r[::2] << 4 | r[1::2]).tobytes() for r in nibbles], 12), palette=colors[:64]))
    add("bmp_rle8.bmp", bmp(w, h, 8, 1, run_lengths(np.asarray(picture(w, h).quantize(5)).tolist()), palette=colors))
    add("bmp_grey.bmp", save(picture(w, h).convert("L"), "BMP"))
    add("bmp_bilevel.bmp", save(picture(w, h).convert("1"), "BMP"))


# ------------------------------------------------------------------------------------------- TIFF

def add_tiffs():
    im = picture(29, 23)
    grey = np.asarray(im.convert("L")).astype(np.int32)
    images = {
        "bilevel": im.convert("1"), "palette": im.quantize(40), "rgba": with_alpha(im),
        "la": with_alpha(im.convert("L")), "cmyk": im.convert("CMYK"), "i16": Image.fromarray((grey * 3).astype(np.uint16)),
        "i32": Image.fromarray(grey * 2 - 60), "f32": Image.fromarray(grey.astype(np.float32) * 1.3 - 20),
    }
    for name, image in images.items():
        add(f"tiff_{name}.tif", save(image, "TIFF"))
        add(f"tiff_{name}_lzw.tif", save(image, "TIFF", compression="tiff_lzw", strip_size=200))
    predictor = {"tiffinfo": {317: 2}}
    add("tiff_rgb_deflate_predictor.tif", save(im, "TIFF", compression="tiff_adobe_deflate", **predictor))
    add("tiff_i16_lzw_predictor.tif", save(images["i16"], "TIFF", compression="tiff_lzw", **predictor))
    add("tiff_rgb_packbits.tif", save(im, "TIFF", compression="packbits"))
    add("tiff_rgb_jpeg.tif", save(im, "TIFF", compression="jpeg"))
    add("tiff_grey_jpeg.tif", save(im.convert("L"), "TIFF", compression="jpeg"))
    for o in (3, 6):
        add(f"tiff_orientation_{o}.tif", save(im, "TIFF", compression="tiff_lzw", tiffinfo={274: o}))


# ------------------------------------------------------------------------------------------- WebP

def add_webps():
    for w, h, quality in ((37, 29, 5), (48, 33, 50), (17, 16, 90), (64, 64, 100)):
        add(f"webp_lossy_{quality}.webp", save(picture(w, h), "WEBP", quality=quality))
    for method in (0, 4):
        add(f"webp_lossy_alpha_{method}.webp", save(with_alpha(picture(35, 27)), "WEBP", quality=60, method=method))
    add("webp_lossless_noise.webp", save(Image.fromarray(RNG.integers(0, 256, (20, 21, 3), np.uint8)), "WEBP", lossless=True))
    for colors in (2, 4, 16, 200):
        add(f"webp_lossless_{colors}_colors.webp", save(picture(45, 39).quantize(colors).convert("RGB"), "WEBP", lossless=True))
    add("webp_lossless_alpha.webp", save(with_alpha(picture(40, 30)), "WEBP", lossless=True, exact=True))
    frames = [picture(40, 36) for _ in range(2)]
    add("webp_animated_lossy.webp", save(frames[0], "WEBP", save_all=True, append_images=frames[1:], quality=70))


# ------------------------------------------------------------------------------------------- resize

def resizes():
    """All filters on one noisy image, in sizes that grow, shrink, and shrink mostly in height."""
    noise = Image.fromarray(RNG.integers(0, 256, (61, 47, 3), np.uint8))
    with open(os.path.join(HERE, "noise_47x61.png"), "wb") as f:
        f.write(save(noise, "PNG"))
    sizes = [(47, 61), (47, 20), (20, 61), (100, 130), (11, 13), (60, 20), (30, 20), (1, 1), (300, 2), (3, 200)]
    return [{"filter": f, "width": w, "height": h, "sha256": sha(noise.resize((w, h), getattr(Image.Resampling, f)))}
            for f in FILTERS for w, h in sizes]


if __name__ == "__main__":
    add_pngs()
    add_jpegs()
    add_gifs()
    add_bmps()
    add_tiffs()
    add_webps()
    with open(os.path.join(HERE, "variants.json"), "w") as out:
        json.dump({"variants": variants, "resizes": resizes()}, out, indent=1)
        out.write("\n")
