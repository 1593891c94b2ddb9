package io.github.clip4j.image;

import io.github.clip4j.image.codec.Pixels;
import java.util.Arrays;

/** Puts an image that is too small into the middle of one of the size asked for. */
final class Padding {
  private Padding() {}

  /** The fill is a sample of the image's own mode, as torchvision's pad takes it. */
  static Pixels around(Pixels image, Placement placement, int height, int width, int fill) {
    int bands = image.mode().bands();
    boolean deep = image.mode().isDeep();
    byte[] bytes = deep ? image.bytes() : new byte[width * height * bands];
    double[] samples = deep ? new double[width * height] : image.deep();
    if (deep) {
      Arrays.fill(samples, fill);
    } else {
      Arrays.fill(bytes, (byte) fill);
    }
    for (int y = 0; y < image.height(); y++) {
      int from = y * image.width();
      int to = (placement.top() + y) * width + placement.left();
      if (deep) {
        System.arraycopy(image.deep(), from, samples, to, image.width());
      } else {
        System.arraycopy(image.bytes(), from * bands, bytes, to * bands, image.width() * bands);
      }
    }
    return image.withSamples(width, height, bytes, samples);
  }
}
