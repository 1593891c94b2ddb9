"""The analysis as the tutorials write it: 12 photos to a named, drawn map. Arguments: model, photos, picture."""
import glob
import sys

import matplotlib
import numpy as np
import torch
from PIL import Image
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from transformers import CLIPModel, CLIPProcessor

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.offsetbox import AnnotationBbox, OffsetImage

path, photos, out = sys.argv[1:]
labels = ["animal", "food", "object", "vehicle"]
model, processor = CLIPModel.from_pretrained(path).eval(), CLIPProcessor.from_pretrained(path)
images = [Image.open(p) for p in sorted(glob.glob(photos + "/*.jpg"))]
with torch.no_grad():
    inputs = processor(images=images, return_tensors="pt")
    vectors = model.visual_projection(model.vision_model(**inputs).pooler_output)
    vectors = (vectors / vectors.norm(dim=-1, keepdim=True)).numpy()
    inputs = processor(text=labels, return_tensors="pt", padding=True)
    words = model.text_projection(model.text_model(**inputs).pooler_output)
    words = (words / words.norm(dim=-1, keepdim=True)).numpy()
points = PCA(2).fit_transform(vectors)
clusters = KMeans(3, n_init=10, random_state=42).fit(vectors)
names = [labels[int(np.argmax(centre @ words.T))] for centre in clusters.cluster_centers_]
figure, axes = plt.subplots(figsize=(12, 9))
axes.scatter(points[:, 0], points[:, 1], c=clusters.labels_)
axes.set_title(", ".join(names))
for image, point in zip(images, points):
    image = image.convert("RGB")
    image.thumbnail((96, 96))
    axes.add_artist(AnnotationBbox(OffsetImage(np.asarray(image)), point))
figure.savefig(out, dpi=100)
