package io.github.clip4j.onnx;

import java.nio.file.Path;

/** A process that ends while a thread of it loads a graph, over and over. */
final class LoadingProcess {
  static final int STATUS = 3;

  private LoadingProcess() {}

  /** Arguments: the graph, and after how many milliseconds the process ends. */
  public static void main(String[] args) throws InterruptedException {
    Path graph = Path.of(args[0]);
    OnnxEnvironment.get();
    Thread loading = new Thread(() -> loadForEver(graph));
    loading.setDaemon(true);
    loading.start();
    Thread.sleep(Long.parseLong(args[1]));
    System.exit(STATUS);
  }

  private static void loadForEver(Path graph) {
    while (true) {
      OnnxGraph.open(graph, OnnxOptions.standard()).close();
    }
  }
}
