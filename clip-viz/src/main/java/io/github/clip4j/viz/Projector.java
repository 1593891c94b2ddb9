package io.github.clip4j.viz;

import io.github.clip4j.ClipAnalysis;
import java.io.IOException;
import java.io.Writer;

/** What the TensorBoard embedding projector reads beside the table and the sprite. */
final class Projector {
  private Projector() {}

  /** One line an image, the embedding's numbers between tabs; no header. */
  static void writeTensors(ClipAnalysis analysis, Writer out) throws IOException {
    for (int row = 0; row < analysis.embeddings().count(); row++) {
      float[] vector = analysis.embeddings().vector(row);
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < vector.length; i++) {
        line.append(i == 0 ? "" : "\t").append(vector[i]);
      }
      out.append(line).append('\n');
    }
  }

  /**
   * A {@code ProjectorConfig} message in protobuf's text format (tensorboard/plugins/projector/
   * projector_config.proto), with paths relative to its own directory.
   *
   * @param spriteEdge the edge of a thumbnail in pixels; 0 without a sprite
   */
  static String config(int spriteEdge) {
    String sprite =
        """
          sprite {
            image_path: "sprite.png"
            single_image_dim: %1$d
            single_image_dim: %1$d
          }
        """
            .formatted(spriteEdge);
    return """
        embeddings {
          tensor_name: "clip4j"
          tensor_path: "tensors.tsv"
          metadata_path: "metadata.tsv"
        """
        + (spriteEdge > 0 ? sprite : "")
        + "}\n";
  }
}
