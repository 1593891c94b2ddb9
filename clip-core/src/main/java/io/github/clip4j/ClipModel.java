package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.ImageEmbedder;
import io.github.clip4j.embedding.ImageEmbeddings;
import io.github.clip4j.embedding.ImageSink;
import io.github.clip4j.embedding.TextEmbedder;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.encoder.TruncatedText;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.journal.EmbeddingJournal;
import io.github.clip4j.journal.JournalReport;
import io.github.clip4j.model.LogitScale;
import io.github.clip4j.model.ModelDescription;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.ModelLocator;
import io.github.clip4j.model.ModelOptions;
import io.github.clip4j.model.OpenedModel;
import io.github.clip4j.text.PromptTemplates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An image encoder and a text encoder of one joint space: the vectors of a photo and of the words
 * that describe it are near to each other.
 *
 * <p>A model may be used by many threads at once. It holds native memory: close it. Closing twice
 * is harmless, use after closing is an {@link IllegalStateException}.
 */
public final class ClipModel implements AutoCloseable {
  private final String name;
  private final Supplier<ModelDescription> description;
  private final ImageEncoder imageEncoder;
  private final @Nullable TextEncoder textEncoder;
  private final Supplier<LogitScale> logitScale;
  private final Vocabulary vocabulary;

  private ClipModel(
      String name,
      Supplier<ModelDescription> description,
      ImageEncoder imageEncoder,
      @Nullable TextEncoder textEncoder,
      Supplier<LogitScale> logitScale,
      Vocabulary vocabulary) {
    this.name = name;
    this.description = description;
    this.imageEncoder = imageEncoder;
    this.textEncoder = textEncoder;
    this.logitScale = logitScale;
    this.vocabulary = vocabulary;
  }

  /**
   * Loads a model by name: an existing directory, else the id of a bundled model on the class path,
   * else {@code owner/name} or {@code owner/name@revision} in the local hub cache. Nothing is
   * downloaded; {@link io.github.clip4j.hub.ModelHub} does that.
   *
   * @param model a directory, the id of a bundled model, or a hub id
   * @return the model, to be closed
   * @throws io.github.clip4j.error.ModelException if there is no such model, or its files are not
   *     understood; the message lists what is there
   */
  public static ClipModel load(String model) {
    return load(model, ModelOptions.standard());
  }

  /**
   * As {@link #load(String)}, with options.
   *
   * @param model a directory, the id of a bundled model, or a hub id
   * @param options how it is opened and run
   * @return the model, to be closed
   */
  public static ClipModel load(String model, ModelOptions options) {
    return opened(model, ModelLocator.locate(model).open(options));
  }

  /**
   * Loads the model of a directory, as {@link #load(String)}.
   *
   * @param directory the model's directory
   * @return the model, to be closed
   */
  public static ClipModel load(Path directory) {
    return load(directory, ModelOptions.standard());
  }

  /**
   * As {@link #load(Path)}, with options.
   *
   * @param directory the model's directory
   * @param options how it is opened and run
   * @return the model, to be closed
   */
  public static ClipModel load(Path directory, ModelOptions options) {
    return opened(directory.toString(), ModelDirectory.of(directory).open(options));
  }

  private static ClipModel opened(String name, OpenedModel model) {
    return new ClipModel(
        name,
        model::describe,
        model.imageEncoder(),
        model.textEncoder(),
        model::logitScale,
        new Vocabulary(words -> Optional.of(model.cachedVectors(words))));
  }

  /**
   * A model of your own encoders; closing it closes them.
   *
   * @param imageEncoder of the joint space
   * @param textEncoder of the same joint space
   * @return the model, to be closed
   * @throws IllegalArgumentException if their dimensions or their fingerprints differ
   */
  public static ClipModel of(ImageEncoder imageEncoder, TextEncoder textEncoder) {
    if (imageEncoder.dimension() != textEncoder.dimension()) {
      throw new IllegalArgumentException(
          "expected encoders of one joint space, got an image encoder of "
              + imageEncoder.dimension()
              + " dimensions and a text encoder of "
              + textEncoder.dimension());
    }
    if (!imageEncoder.fingerprint().equals(textEncoder.fingerprint())) {
      throw new IllegalArgumentException(
          "expected encoders of one joint space, with one fingerprint, got "
              + imageEncoder.fingerprint()
              + " for images and "
              + textEncoder.fingerprint()
              + " for texts");
    }
    return own(imageEncoder, textEncoder);
  }

  /**
   * A model of your own image encoder alone: it can group images, but not name or search them.
   *
   * @param imageEncoder of the joint space
   * @return the model, to be closed
   */
  public static ClipModel of(ImageEncoder imageEncoder) {
    return own(imageEncoder, null);
  }

  private static ClipModel own(ImageEncoder imageEncoder, @Nullable TextEncoder textEncoder) {
    String name = imageEncoder.fingerprint();
    List<ModelDescription.Fact> facts =
        List.of(
            new ModelDescription.Fact("model", name, "made of the caller's own encoders"),
            new ModelDescription.Fact(
                "dimension", Integer.toString(imageEncoder.dimension()), "of the image encoder"));
    LogitScale scale = LogitScale.softmax(Math.log(100), LogitScale.Origin.ASSUMED);
    ModelDescription description = new ModelDescription(facts);
    // The caller's fingerprint may outlive what it named.
    Vocabulary vocabulary = new Vocabulary(words -> Optional.empty());
    return new ClipModel(
        name, () -> description, imageEncoder, textEncoder, () -> scale, vocabulary);
  }

  /** {@return what was asked for when the model was loaded} */
  public String name() {
    return name;
  }

  /**
   * {@return what the loader decided about the model's files, and why}
   *
   * <p>The logit scale is among it; where it is solved from a joint graph, that is done here or at
   * the first call of {@link #logitScale()}, not by loading.
   */
  public ModelDescription describe() {
    return description.get();
  }

  /**
   * {@return what turns cosines into probabilities}
   *
   * @throws io.github.clip4j.error.ModelException if the files do not tell, and it cannot be
   *     assumed (SigLIP)
   */
  public LogitScale logitScale() {
    return logitScale.get();
  }

  /** {@return the entries of a vector, {@code d}} */
  public int dimension() {
    return imageEncoder.dimension();
  }

  /**
   * {@return a name for the model and its preprocessing: only vectors of equal fingerprints are
   * comparable}
   */
  public String fingerprint() {
    return imageEncoder.fingerprint();
  }

  /**
   * {@return the image tower, for those who want an {@link ImageEmbedder} with settings of its own;
   * it is closed with the model}
   */
  public ImageEncoder imageEncoder() {
    return imageEncoder;
  }

  /** {@return the text tower, closed with the model; empty where images alone can be embedded} */
  public Optional<TextEncoder> textEncoder() {
    return Optional.ofNullable(textEncoder);
  }

  /**
   * As {@link #embedImages(List)}.
   *
   * @param images the images, in the order of the results
   * @return {@code [n, d]}, L2-normalised, and the failures
   */
  public ImageEmbeddings embedImages(ImageSource... images) {
    return embedImages(List.of(images));
  }

  /**
   * Embeds images. Those that cannot be read do not stop the others.
   *
   * @param images the images, in the order of the results
   * @return {@code [n, d]}, L2-normalised, and the failures
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted, and nothing is left running
   */
  public ImageEmbeddings embedImages(List<ImageSource> images) {
    return imageEmbedder().embed(images);
  }

  /**
   * Embeds one image.
   *
   * @param image the image
   * @return {@code [1, d]}, L2-normalised; the id is the image's name
   * @throws ImageException if it cannot be read
   */
  public Embeddings embedImage(ImageSource image) {
    ImageEmbeddings embedded = embedImages(List.of(image));
    if (!embedded.failures().isEmpty()) {
      throw new ImageException(image.name() + ": " + embedded.failures().get(0).reason());
    }
    return embedded.embeddings();
  }

  /**
   * Embeds images one batch after the other, without keeping the vectors.
   *
   * @param images the images, in the order of the results
   * @param sink receives each vector, or failure, in the order of the images, on this thread
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public void embedImages(List<ImageSource> images, ImageSink sink) {
    imageEmbedder().embed(images, sink);
  }

  /**
   * As {@link #embedImages(List, ImageSink)}, keeping what is done in a journal, so that a run that
   * was cut off is finished by the next one.
   *
   * @param images the images, in the order of the results
   * @param journal holds what was done before, and is given what is done now
   * @param sink receives each vector, or failure, in the order of the images, once all are done
   * @return what was in the journal, and what had to be done
   * @throws io.github.clip4j.error.JournalException if the journal is of another model, in use, or
   *     cannot be written
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public JournalReport embedImages(
      List<ImageSource> images, EmbeddingJournal journal, ImageSink sink) {
    return journal.embed(imageEncoder, images, sink);
  }

  /**
   * As {@link #embedTexts(List)}.
   *
   * @param texts used as they are
   * @return {@code [m, d]}, L2-normalised; the ids are the texts
   * @throws IllegalArgumentException if the model has no text encoder
   */
  public Embeddings embedTexts(String... texts) {
    return embedTexts(List.of(texts));
  }

  /**
   * Embeds texts, as they are. Of a text that has more tokens than the model takes the end is cut,
   * and one warning is logged; {@link #embedTexts(List, Consumer)} tells which.
   *
   * @param texts used as they are
   * @return {@code [m, d]}, L2-normalised; the ids are the texts
   * @throws IllegalArgumentException if the model has no text encoder
   */
  public Embeddings embedTexts(List<String> texts) {
    return textEmbedder("embedding texts").embed(texts);
  }

  /**
   * As {@link #embedTexts(List)}, telling which texts were cut because they have more tokens than
   * the model takes. {@link io.github.clip4j.model.ModelOptions#withLongTexts} makes them an error
   * instead.
   *
   * @param texts used as they are
   * @param onTruncated receives each text that was cut, in their order, on this thread
   * @return {@code [m, d]}, L2-normalised; the ids are the texts
   * @throws IllegalArgumentException if the model has no text encoder
   */
  public Embeddings embedTexts(List<String> texts, Consumer<TruncatedText> onTruncated) {
    return textEmbedder("embedding texts").embed(texts, onTruncated);
  }

  /**
   * Embeds each label as the normalised mean of its prompts.
   *
   * @param labels put into the prompts as they are
   * @param templates the prompts, each with one gap for a label
   * @return {@code [m, d]}, L2-normalised; the ids are the labels
   * @throws IllegalArgumentException if the model has no text encoder
   */
  public Embeddings embedLabels(List<String> labels, PromptTemplates templates) {
    return textEmbedder("embedding labels").embedLabels(labels, templates);
  }

  /** The built-in vocabulary: kept with this model if it stands in no prompts. */
  Embeddings embedVocabulary(PromptTemplates templates) {
    return templates == PromptTemplates.none()
        ? vocabulary.embed(requireTextEncoder("embedding labels"))
        : embedLabels(Vocabulary.words(), templates);
  }

  ImageEmbedder imageEmbedder() {
    return ImageEmbedder.of(imageEncoder);
  }

  private TextEmbedder textEmbedder(String purpose) {
    return TextEmbedder.of(requireTextEncoder(purpose));
  }

  TextEncoder requireTextEncoder(String purpose) {
    if (textEncoder == null) {
      throw new IllegalArgumentException(
          purpose + " needs a text encoder, and the model " + name + " has none");
    }
    return textEncoder;
  }

  void requireOwn(Embeddings embeddings) {
    if (!embeddings.fingerprint().equals(fingerprint())) {
      throw new IllegalArgumentException(
          "expected vectors of the model "
              + fingerprint()
              + ", got vectors of "
              + embeddings.fingerprint());
    }
  }

  @Override
  public void close() {
    try {
      imageEncoder.close();
    } finally {
      if (textEncoder != null) {
        textEncoder.close();
      }
    }
  }
}
