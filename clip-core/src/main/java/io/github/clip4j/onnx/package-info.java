/**
 * Encoders that run ONNX graphs: a graph file, preprocessed images and token ids in, vectors out.
 *
 * <p>Inputs and outputs are found by looking at the graph, never assumed; an output that is not an
 * embedding is refused, never taken for one. Nothing here normalises a vector, and the process-wide
 * settings of ONNX Runtime are left as they are but for its telemetry, which is turned off.
 */
@NullMarked
package io.github.clip4j.onnx;

import org.jspecify.annotations.NullMarked;
