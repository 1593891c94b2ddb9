package io.github.clip4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.clip4j.error.ModelException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One graph file, loaded. It may be run by many threads; as many runs as {@link OnnxOptions} allows
 * go on at a time, and the others wait for their turn.
 *
 * <p>The native memory is freed when whoever opened the graph and every encoder made from it have
 * been closed, after the runs under way. Closing twice is harmless; what is used after closing
 * throws {@link IllegalStateException}.
 */
public final class OnnxGraph implements AutoCloseable {

  private final Path file;
  private final OnnxOptions options;
  private final boolean dynamicallyQuantized;
  private final Set<Path> weights;
  private final OrtSession.SessionOptions sessionOptions;
  private final OrtSession session;
  private final List<Port> inputs;
  private final List<Port> outputs;
  private final Semaphore turns;
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private int users = 1;
  private boolean openerClosed;

  private OnnxGraph(
      Path file,
      OnnxOptions options,
      Set<String> operators,
      Set<Path> weights,
      OrtSession.SessionOptions sessionOptions,
      OrtSession session)
      throws OrtException {
    this.file = file;
    this.options = options;
    this.weights = Collections.unmodifiableSet(weights);
    this.dynamicallyQuantized = operators.stream().anyMatch(o -> o.startsWith("DynamicQuantize"));
    this.sessionOptions = sessionOptions;
    this.session = session;
    this.turns = new Semaphore(options.runsAtATime(), true);
    this.inputs = ports(session.getInputInfo().values());
    this.outputs = ports(session.getOutputInfo().values());
  }

  private static List<Port> ports(Collection<NodeInfo> nodes) {
    return nodes.stream().map(Port::of).toList();
  }

  /**
   * Loads a graph, by its path, so that weights in files beside it are found.
   *
   * @param file the graph
   * @param options how it will be run
   * @return the graph, to be closed
   * @throws ModelException if the file is no graph that ONNX Runtime can run, or the execution
   *     provider is not there
   */
  public static OnnxGraph open(Path file, OnnxOptions options) {
    OnnxFile content = OnnxFile.read(file);
    Set<Path> weights = content.weightsOf(file);
    OrtEnvironment environment = OnnxEnvironment.get();
    OrtSession.SessionOptions sessionOptions = new OrtSession.SessionOptions();
    @Nullable OrtSession session = null;
    try {
      configure(sessionOptions, options);
      session = load(environment, file, sessionOptions);
      return new OnnxGraph(file, options, content.operators(), weights, sessionOptions, session);
    } catch (ModelException e) {
      close(session, sessionOptions);
      throw e;
    } catch (OrtException | RuntimeException e) {
      close(session, sessionOptions);
      throw new ModelException("ONNX Runtime cannot load " + file + ": " + e.getMessage(), e);
    }
  }

  private static OrtSession load(
      OrtEnvironment environment, Path file, OrtSession.SessionOptions options)
      throws OrtException {
    CallsUnderWay.begin();
    try {
      return environment.createSession(file.toString(), options);
    } finally {
      CallsUnderWay.end();
    }
  }

  private static void configure(OrtSession.SessionOptions session, OnnxOptions options)
      throws OrtException {
    session.setIntraOpNumThreads(options.threads());
    session.setInterOpNumThreads(1);
    session.setDeterministicCompute(true);
    session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    session.addConfigEntry("session.intra_op.allow_spinning", options.spinning() ? "1" : "0");
    options.provider().addTo(session);
  }

  /** {@return the file that was loaded} */
  public Path file() {
    return file;
  }

  /**
   * {@return the inputs, each with type and shape, such as {@code pixel_values float[n, 3, 224,
   * 224]}}
   */
  public List<String> inputs() {
    return inputs.stream().map(Port::toString).toList();
  }

  /** {@return the outputs, each with type and shape} */
  public List<String> outputs() {
    return outputs.stream().map(Port::toString).toList();
  }

  /**
   * {@return whether the graph quantises activations by their range over the whole batch, so that
   * inputs run together change each other's results}
   */
  public boolean isDynamicallyQuantized() {
    return dynamicallyQuantized;
  }

  /** {@return the files beside the graph in which its weights lie} */
  public Set<Path> weights() {
    return weights;
  }

  List<Port> inputPorts() {
    return inputs;
  }

  List<Port> outputPorts() {
    return outputs;
  }

  OnnxOptions options() {
    return options;
  }

  /** Whether inputs must be run one by one. */
  boolean runsSingly() {
    return dynamicallyQuantized && !options.batchQuantized();
  }

  OnnxGraph retain() {
    lifetime.writeLock().lock();
    try {
      checkOpen();
      users++;
      return this;
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  void release() {
    lifetime.writeLock().lock();
    try {
      users--;
      if (users == 0) {
        close(session, sessionOptions);
      }
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (!openerClosed) {
        openerClosed = true;
        release();
      }
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  /** The session first: it uses its options until it is gone. */
  private static void close(@Nullable OrtSession session, OrtSession.SessionOptions options) {
    CallsUnderWay.begin();
    try {
      if (session != null) {
        session.close();
      }
    } catch (OrtException e) {
      throw new ModelException("ONNX Runtime cannot close a session: " + e.getMessage(), e);
    } finally {
      try {
        options.close();
      } finally {
        CallsUnderWay.end();
      }
    }
  }

  private void checkOpen() {
    if (users == 0) {
      throw new IllegalStateException("the model " + file + " is closed");
    }
  }

  /** Runs the graph and reads one output of it, {@code [rows, columns]}, row by row. */
  float[][] run(Feeds feeds, Port output) {
    return inTurn(
        () -> {
          Map<String, OnnxTensor> inputs = feeds.tensors();
          try (OrtSession.Result result = session.run(inputs, Set.of(output.name()))) {
            return rows((OnnxTensor) result.get(0));
          }
        });
  }

  /**
   * Runs the graph and has it write one float output into a direct buffer.
   *
   * @param result {@code [rows, columns]}, from its position to its limit
   */
  void run(Feeds feeds, Port output, FloatBuffer result, int rows, int columns) {
    inTurn(
        () -> {
          try (OnnxTensor written =
                  OnnxTensor.createTensor(
                      OnnxEnvironment.get(), result, new long[] {rows, columns});
              OrtSession.Result none =
                  session.run(feeds.tensors(), Set.of(), Map.of(output.name(), written))) {
            return none.size();
          }
        });
  }

  private interface Run<T> {
    T get() throws OrtException;
  }

  private <T> T inTurn(Run<T> run) {
    turns.acquireUninterruptibly();
    lifetime.readLock().lock();
    CallsUnderWay.begin();
    try {
      checkOpen();
      return run.get();
    } catch (OrtException e) {
      throw new ModelException("ONNX Runtime cannot run " + file + ": " + e.getMessage(), e);
    } finally {
      CallsUnderWay.end();
      lifetime.readLock().unlock();
      turns.release();
    }
  }

  private static float[][] rows(OnnxTensor tensor) {
    long[] shape = tensor.getInfo().getShape();
    FloatBuffer values = tensor.getFloatBuffer();
    float[][] rows = new float[Math.toIntExact(shape[0])][Math.toIntExact(shape[1])];
    for (float[] row : rows) {
      values.get(row);
    }
    return rows;
  }
}
