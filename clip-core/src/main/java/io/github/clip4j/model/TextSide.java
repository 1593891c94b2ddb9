package io.github.clip4j.model;

import io.github.clip4j.onnx.OnnxGraph;
import io.github.clip4j.onnx.OnnxOptions;
import io.github.clip4j.onnx.OnnxTextEncoder;
import io.github.clip4j.text.ClipTokenizer;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A graph that takes texts, and the tokenizer that makes its ids. */
record TextSide(OnnxGraph graph, ClipTokenizer tokenizer) implements AutoCloseable {

  /** The side of a graph that is open already. */
  static TextSide of(OnnxGraph graph, Path directory) {
    return new TextSide(graph, ClipTokenizer.load(directory, OnnxTextEncoder.tokenLimit(graph)));
  }

  private static TextSide open(Path file, OnnxOptions options, Path directory) {
    OnnxGraph graph = OnnxGraph.open(file, options);
    try {
      return of(graph, directory);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  @Override
  public void close() {
    tokenizer.close();
    graph.close();
  }

  /** One that is being opened by a thread of its own, while the image graph is opened by this. */
  static final class Opening implements AutoCloseable {
    private final FutureTask<TextSide> task;

    private Opening(FutureTask<TextSide> task) {
      this.task = task;
    }

    static Opening start(Path file, OnnxOptions options, Path directory) {
      Opening opening = new Opening(new FutureTask<>(() -> open(file, options, directory)));
      Thread thread = new Thread(opening.task, "clip4j-opening");
      thread.setDaemon(true);
      thread.start();
      return opening;
    }

    /** Waits for it, and throws what went wrong with it. Half an opening cannot be interrupted. */
    TextSide finish() {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return task.get();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        if (e.getCause() instanceof RuntimeException exception) {
          throw exception;
        }
        throw new IllegalStateException(e.getCause());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    /** Closes what was opened. */
    @Override
    public void close() {
      TextSide opened;
      try {
        opened = finish();
      } catch (RuntimeException failure) {
        // Whoever waited for it was told; there is nothing to close.
        return;
      }
      opened.close();
    }
  }
}
