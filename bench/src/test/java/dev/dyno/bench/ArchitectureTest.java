package dev.dyno.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each rule holds for the project, and fails on a violation that is planted in `dev.dyno.planted`:
/// a rule that cannot fail would hold nothing.
class ArchitectureTest {

  private static final String OURS = "dev.dyno";
  private static final String PLANTED = "dev.dyno.planted";

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("jmh_generated"))
          .importPackages(OURS);

  private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

  @Test
  void arrows_point_down_and_never_sideways() {
    for (var module : List.of("engine", "profiles", "reports")) {
      holds(arrow(OURS, module), PROJECT);
    }
    fails(arrow(PLANTED, "engine"), "Up");
    fails(arrow(PLANTED, "reports"), "Sideways");
  }

  @Test
  void packages_have_no_cycles() {
    holds(cycles(OURS), PROJECT);
    fails(cycles(PLANTED), "Cycle detected");
  }

  @Test
  void only_the_command_line_touches_standard_streams_and_exits() {
    holds(quiet(OURS), PROJECT);
    fails(quiet(PLANTED), "Loud");
  }

  @Test
  void no_name_says_nothing() {
    holds(telling(), PROJECT);
    fails(telling(), "StringUtil");
  }

  @Test
  void the_engine_proper_never_imports_its_embedded_servers() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.dyno.engine..")
            .and()
            .resideOutsideOfPackage("dev.dyno.engine.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.dyno.engine.embedded.."),
        PROJECT);
  }

  private static ArchRule arrow(String root, String module) {
    var others =
        List.of("engine", "profiles", "reports", "bench").stream()
            .filter(other -> !other.equals(module))
            .map(other -> root + "." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  private static ArchRule cycles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  private static ArchRule quiet(String root) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".bench.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class);
  }

  private static ArchRule telling() {
    return classes()
        .should()
        .haveSimpleNameNotEndingWith("Util")
        .andShould()
        .haveSimpleNameNotEndingWith("Helper")
        .andShould()
        .haveSimpleNameNotEndingWith("Manager");
  }

  private static void holds(ArchRule rule, JavaClasses classes) {
    assertThat(rule.evaluate(classes).getFailureReport().getDetails()).isEmpty();
  }

  private static void fails(ArchRule rule, String because) {
    assertThat(String.join("\n", rule.evaluate(VIOLATIONS).getFailureReport().getDetails()))
        .contains(because);
  }
}
