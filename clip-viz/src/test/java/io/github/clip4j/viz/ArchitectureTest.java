package io.github.clip4j.viz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.clip4j.viz.report.ReportPage;

/** Drawing knows results and images, not models; and opens no window. */
@AnalyzeClasses(packages = "io.github.clip4j.viz", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule DRAWING_NEEDS_THE_CORE_GSON_AND_THE_JDK_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.github.clip4j",
              "io.github.clip4j.viz..",
              "io.github.clip4j.text",
              "io.github.clip4j.embedding",
              "io.github.clip4j.error",
              "io.github.clip4j.image",
              "org.jspecify.annotations",
              "com.google.gson..",
              "java..",
              "javax.imageio..");

  @ArchTest
  static final ArchRule THE_PAGE_HAS_ONE_DOOR =
      noClasses()
          .that()
          .doNotBelongToAnyOf(HtmlReport.class, ReportPage.class)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ReportPage.class);

  @ArchTest
  static final ArchRule NO_WINDOW_IS_OPENED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javax.swing..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.awt.Component.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.awt.Toolkit.class);
}
