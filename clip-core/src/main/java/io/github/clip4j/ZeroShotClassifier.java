package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.LogitScale;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ejml.data.FMatrixRMaj;

/**
 * Classifies images by words, without training: the label whose embedding has the highest cosine
 * with the image's wins, and scaled cosines give the probabilities (Radford et al. 2021, figure 3).
 * Immutable; the labels are embedded once.
 */
public final class ZeroShotClassifier {
  private static final int COSINES_AT_A_TIME = 1 << 16;

  private final ClipModel model;
  private final List<String> labels;
  private final Embeddings labelEmbeddings;
  private final LogitScale logitScale;

  private ZeroShotClassifier(
      ClipModel model, List<String> labels, Embeddings labelEmbeddings, LogitScale logitScale) {
    this.model = model;
    this.labels = labels;
    this.labelEmbeddings = labelEmbeddings;
    this.logitScale = logitScale;
  }

  /**
   * As {@link #of(ClipModel, List)}.
   *
   * @param model embeds the labels and the images
   * @param labels distinct words with text
   * @return the classifier
   */
  public static ZeroShotClassifier of(ClipModel model, String... labels) {
    return of(model, List.of(labels));
  }

  /**
   * As {@link #of(ClipModel, List, PromptTemplates)}, with the labels as they are.
   *
   * @param model embeds the labels and the images
   * @param labels distinct words with text
   * @return the classifier
   */
  public static ZeroShotClassifier of(ClipModel model, List<String> labels) {
    return of(model, labels, PromptTemplates.none());
  }

  /**
   * A classifier that embeds each label in the prompts given, {@link PromptTemplates#IMAGENET_7}
   * for example. The prompts are encoded some at a time, so that memory holds one vector a label.
   * The model stays the caller's to close.
   *
   * @param model embeds the labels and the images
   * @param labels distinct words with text
   * @param templates the prompts, each with one gap for a label
   * @return the classifier
   * @throws IllegalArgumentException if there is no label, or one is empty or repeated, or the
   *     model has no text encoder
   * @throws io.github.clip4j.error.ModelException if the model's files give no logit scale where
   *     one cannot be assumed (SigLIP): see {@link #of(ClipModel, List, PromptTemplates,
   *     LogitScale)}
   */
  public static ZeroShotClassifier of(
      ClipModel model, List<String> labels, PromptTemplates templates) {
    return of(model, labels, templates, model.logitScale());
  }

  /**
   * As {@link #of(ClipModel, List, PromptTemplates)}, with a logit scale of your own.
   *
   * @param model embeds the labels and the images
   * @param labels distinct words with text
   * @param templates the prompts, each with one gap for a label
   * @param logitScale turns cosines into probabilities
   * @return the classifier
   */
  public static ZeroShotClassifier of(
      ClipModel model, List<String> labels, PromptTemplates templates, LogitScale logitScale) {
    List<String> checked = Naming.requireLabels(labels);
    return new ZeroShotClassifier(
        model, checked, model.embedLabels(checked, templates), logitScale);
  }

  /** {@return the labels, in the order of the probabilities} */
  public List<String> labels() {
    return labels;
  }

  /**
   * Classifies one image.
   *
   * @param image the image
   * @return the label and the probabilities
   * @throws io.github.clip4j.error.ImageException if it cannot be read
   */
  public Classification classify(ImageSource image) {
    return classify(model.embedImage(image)).get(0);
  }

  /**
   * Classifies images that the model embedded.
   *
   * @param images vectors of the same model
   * @return one an image, in their order
   * @throws IllegalArgumentException if the embeddings are of another model
   */
  public List<Classification> classify(Embeddings images) {
    List<Classification> classifications = new ArrayList<>();
    classify(images, classifications::add);
    return classifications;
  }

  /**
   * Classifies images that the model embedded, one after the other: with many images and labels the
   * probabilities of all need not be in memory at once.
   *
   * @param images vectors of the same model
   * @param receiver is given one an image, in their order, on this thread
   * @throws IllegalArgumentException if the embeddings are of another model
   */
  public void classify(Embeddings images, Consumer<Classification> receiver) {
    model.requireOwn(images);
    int portion = Math.max(1, COSINES_AT_A_TIME / labels.size());
    for (int first = 0; first < images.count(); first += portion) {
      int size = Math.min(portion, images.count() - first);
      FMatrixRMaj cosines = images.cosines(first, size, labelEmbeddings);
      for (int i = 0; i < size; i++) {
        receiver.accept(classify(images.ids().get(first + i), cosines, i));
      }
    }
  }

  private Classification classify(String id, FMatrixRMaj found, int row) {
    double[] cosines = new double[labels.size()];
    int best = 0;
    for (int j = 0; j < cosines.length; j++) {
      cosines[j] = found.get(row, j);
      best = cosines[j] > cosines[best] ? j : best;
    }
    double[] probabilities = logitScale.probabilities(cosines);
    Map<String, Double> byLabel = new LinkedHashMap<>();
    for (int j = 0; j < cosines.length; j++) {
      byLabel.put(labels.get(j), probabilities[j]);
    }
    return new Classification(id, labels.get(best), byLabel);
  }
}
