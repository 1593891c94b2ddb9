package io.github.clip4j.model;

import io.github.clip4j.onnx.OnnxGraph;
import io.github.clip4j.onnx.OnnxOptions;
import io.github.clip4j.onnx.OnnxTextEncoder;
import io.github.clip4j.text.ClipTokenizer;
import io.github.clip4j.thread.Waiting;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** A graph that takes texts, and the tokenizer that makes its ids. */
record TextSide(OnnxGraph graph, ClipTokenizer tokenizer) implements AutoCloseable {

  /** The side of a graph that is open already. */
  static TextSide of(OnnxGraph graph, Path directory) {
    return new TextSide(graph, ClipTokenizer.load(directory, OnnxTextEncoder.tokenLimit(graph)));
  }

  @Override
  public void close() {
    tokenizer.close();
    graph.close();
  }

  /**
   * One that is being opened by two threads of its own, graph and tokenizer, while the image graph
   * is opened by this.
   */
  static final class Opening implements AutoCloseable {
    private final FutureTask<OnnxGraph> graph;
    private final FutureTask<ClipTokenizer> tokenizer;

    private Opening(Callable<OnnxGraph> graph, Path directory) {
      this.graph = new FutureTask<>(graph);
      this.tokenizer =
          new FutureTask<>(
              () -> ClipTokenizer.load(directory, () -> OnnxTextEncoder.tokenLimit(graph())));
    }

    static Opening start(Path file, OnnxOptions options, Path directory) {
      return start(() -> OnnxGraph.open(file, options), directory);
    }

    static Opening start(Callable<OnnxGraph> graph, Path directory) {
      return start(graph, directory, Thread::start);
    }

    static Opening start(Callable<OnnxGraph> graph, Path directory, Consumer<Thread> starter) {
      Opening opening = new Opening(graph, directory);
      starter.accept(thread(opening.graph, "clip4j-opening-texts"));
      try {
        starter.accept(thread(opening.tokenizer, "clip4j-opening-tokenizer"));
      } catch (RuntimeException | Error e) {
        // There is no second thread: nobody would wait for the first.
        opening.tokenizer.cancel(false);
        opening.close();
        throw e;
      }
      return opening;
    }

    private static Thread thread(Runnable task, String name) {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    }

    /** Waits for it, and throws what went wrong with it, with the graph first. */
    TextSide finish() {
      OnnxGraph opened = graph();
      return new TextSide(opened, result(tokenizer));
    }

    private OnnxGraph graph() {
      return result(graph);
    }

    /** Half an opening cannot be interrupted. */
    private static <T> T result(FutureTask<T> task) {
      return Waiting.throughInterrupts(task::get);
    }

    /** Closes what was opened. */
    @Override
    public void close() {
      try {
        close(tokenizer, ClipTokenizer::close);
      } finally {
        close(graph, OnnxGraph::close);
      }
    }

    private static <T> void close(FutureTask<T> task, Consumer<T> closer) {
      T opened;
      try {
        opened = result(task);
      } catch (RuntimeException | Error failure) {
        // Whoever waited for it was told; there is nothing to close.
        return;
      }
      closer.accept(opened);
    }
  }
}
