package io.github.clip4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.clip4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule linearAlgebraNeedsTheJdkAndEjmlOnly =
      classes()
          .that()
          .doNotHaveFullyQualifiedName("io.github.clip4j.linalg.products.VectorKernel")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.ejml..",
              "org.slf4j..",
              "org.jspecify..",
              "io.github.clip4j.linalg..",
              "io.github.clip4j.npy..");

  @ArchTest
  static final ArchRule algorithmsKnowNothingOfFiles =
      noClasses()
          .that()
          .resideInAPackage("io.github.clip4j.linalg..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.clip4j.npy..");

  @ArchTest
  static final ArchRule nobodyTouchesSystemOutput =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
