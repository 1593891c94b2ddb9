"""Writes the arrays beside this file: python3 make_npy.py"""
import numpy as np

a = np.arange(6, dtype="<f4").reshape(2, 3) / 4
np.save("matrix_f4.npy", a)
np.save("matrix_f8.npy", a.astype("<f8"))
np.save("matrix_f2.npy", a.astype("<f2"))
np.save("matrix_f4_fortran.npy", np.asfortranarray(a))
np.save("cube_f4_fortran.npy", np.asfortranarray(np.zeros((2, 2, 2), "<f4")))
np.save("labels_i4.npy", np.array([3, -1, 2], "<i4"))
np.save("scalar_f8.npy", np.float64(2.5))
np.save("empty_0x512_f4.npy", np.zeros((0, 512), "<f4"))
np.save("pixels_2x3x4x5_f4.npy", np.arange(120, dtype="<f4").reshape(2, 3, 4, 5))
np.save("fifteen_axes_f4.npy", np.zeros((1,) * 15, "<f4"))
np.save("halves_f2.npy", np.arange(65536, dtype="<u2").view("<f2"))
np.save("labels_i8.npy", np.array([3, -1, 2], "<i8"))
np.save("big_endian_f4.npy", a.astype(">f4"))
np.save("objects.npy", np.array([None, "x"], dtype=object), allow_pickle=True)
np.save("structured.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
for version in ((2, 0), (3, 0)):
    with open(f"matrix_f4_version_{version[0]}.npy", "wb") as f:
        np.lib.format.write_array(f, a, version=version)
