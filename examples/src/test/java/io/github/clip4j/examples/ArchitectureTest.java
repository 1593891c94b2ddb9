package io.github.clip4j.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Examples stay what a reader can copy: they know the library, not the command. */
@AnalyzeClasses(packages = "io.github.clip4j.examples", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule EXAMPLES_DO_NOT_USE_THE_COMMAND =
      noClasses()
          .that()
          .resideInAPackage("io.github.clip4j.examples")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.clip4j.examples.command");

  @ArchTest
  static final ArchRule THE_COMMAND_DOES_NOT_USE_THE_EXAMPLES =
      noClasses()
          .that()
          .resideInAPackage("io.github.clip4j.examples.command")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.clip4j.examples");
}
