package io.github.clip4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of clip-core. */
@AnalyzeClasses(
    packages = "io.github.clip4j",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  /** Leaves the tests of clip-linalg out, which run here too. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule dataGoesOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("front door")
          .definedBy("io.github.clip4j")
          .layer("embedding")
          .definedBy("io.github.clip4j.embedding")
          .layer("journal")
          .definedBy("io.github.clip4j.journal")
          .layer("model")
          .definedBy("io.github.clip4j.model")
          .layer("hub")
          .definedBy("io.github.clip4j.hub")
          .layer("web")
          .definedBy("io.github.clip4j.web")
          .layer("onnx")
          .definedBy("io.github.clip4j.onnx")
          .layer("encoder")
          .definedBy("io.github.clip4j.encoder")
          .layer("image")
          .definedBy("io.github.clip4j.image")
          .layer("image formats")
          .definedBy("io.github.clip4j.image.codec")
          .layer("VP8")
          .definedBy("io.github.clip4j.image.codec.vp8")
          .layer("JPEG")
          .definedBy("io.github.clip4j.image.codec.jpeg")
          .layer("text")
          .definedBy("io.github.clip4j.text")
          .whereLayer("front door")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("hub", "front door")
          .whereLayer("hub")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("hub", "image")
          .whereLayer("journal")
          .mayOnlyBeAccessedByLayers("front door")
          .whereLayer("embedding")
          .mayOnlyBeAccessedByLayers("journal", "front door")
          .whereLayer("onnx")
          .mayOnlyBeAccessedByLayers("model")
          .whereLayer("encoder")
          .mayOnlyBeAccessedByLayers("onnx", "model", "embedding", "journal", "front door")
          .whereLayer("image formats")
          .mayOnlyBeAccessedByLayers("image")
          .whereLayer("VP8")
          .mayOnlyBeAccessedByLayers("image formats")
          .whereLayer("JPEG")
          .mayOnlyBeAccessedByLayers("image formats", "image")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers("onnx", "model", "embedding", "front door");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.github.clip4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheBackendKnowsOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.clip4j.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule onlyTheTokenizerKnowsDjl =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.clip4j.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule socketsAreOpenedInOneRoomOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.clip4j.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.URL")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.Socket")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.DatagramSocket")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.channels.SocketChannel");

  @ArchTest
  static final ArchRule linearAlgebraKnowsNothingOfCore =
      noClasses()
          .that()
          .resideInAnyPackage("io.github.clip4j.linalg..", "io.github.clip4j.npy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.clip4j",
              "io.github.clip4j.embedding..",
              "io.github.clip4j.encoder..",
              "io.github.clip4j.error..",
              "io.github.clip4j.hub..",
              "io.github.clip4j.image..",
              "io.github.clip4j.journal..",
              "io.github.clip4j.model..",
              "io.github.clip4j.onnx..",
              "io.github.clip4j.text..",
              "io.github.clip4j.thread..",
              "io.github.clip4j.web..");
}
