package io.delist;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dependencies point down the list of packages; there are no circles. */
class PackageOrderTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.delist");

  @Test
  void eachPackageUsesOnlyThoseBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("net")
        .definedBy("io.delist.net")
        .layer("trie")
        .definedBy("io.delist.trie")
        .layer("blocklist")
        .definedBy("io.delist.blocklist")
        .layer("feed")
        .definedBy("io.delist.feed")
        .layer("fetch")
        .definedBy("io.delist.fetch")
        .layer("mailbox")
        .definedBy("io.delist.mailbox")
        .layer("token")
        .definedBy("io.delist.token")
        .layer("bounce")
        .definedBy("io.delist.bounce")
        .layer("store")
        .definedBy("io.delist.store..")
        .layer("request")
        .definedBy("io.delist.request")
        .layer("limit")
        .definedBy("io.delist.limit")
        .layer("workflow")
        .definedBy("io.delist.workflow")
        .layer("replica")
        .definedBy("io.delist.replica")
        .layer("audit")
        .definedBy("io.delist.audit")
        .layer("retention")
        .definedBy("io.delist.retention")
        .layer("mail")
        .definedBy("io.delist.mail")
        .whereLayer("mail")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("audit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("audit")
        .mayOnlyAccessLayers("net", "token", "store")
        .whereLayer("retention")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("retention")
        .mayOnlyAccessLayers("mailbox", "token", "store")
        .whereLayer("replica")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("workflow")
        .mayOnlyBeAccessedByLayers("replica", "mail")
        .whereLayer("request")
        .mayOnlyBeAccessedByLayers("workflow", "mail")
        .whereLayer("request")
        .mayOnlyAccessLayers("net", "mailbox", "token", "store")
        .whereLayer("limit")
        .mayOnlyBeAccessedByLayers("workflow", "replica", "mail")
        .whereLayer("limit")
        .mayOnlyAccessLayers("net", "mailbox", "token", "store")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers(
            "request", "limit", "workflow", "replica", "mail", "audit", "retention")
        .whereLayer("token")
        .mayOnlyBeAccessedByLayers(
            "bounce",
            "store",
            "request",
            "limit",
            "workflow",
            "replica",
            "mail",
            "audit",
            "retention")
        .whereLayer("bounce")
        .mayOnlyBeAccessedByLayers("store", "workflow", "replica", "mail")
        .whereLayer("bounce")
        .mayOnlyAccessLayers("net", "blocklist", "mailbox", "token")
        .whereLayer("feed")
        .mayOnlyBeAccessedByLayers("store", "workflow", "replica", "mail")
        .whereLayer("fetch")
        .mayOnlyBeAccessedByLayers("workflow", "replica", "mail")
        .whereLayer("fetch")
        .mayNotAccessAnyLayer()
        .whereLayer("mailbox")
        .mayOnlyBeAccessedByLayers(
            "token",
            "bounce",
            "store",
            "request",
            "limit",
            "workflow",
            "replica",
            "mail",
            "retention")
        .whereLayer("blocklist")
        .mayOnlyAccessLayers("net", "trie")
        .whereLayer("trie")
        .mayOnlyAccessLayers("net")
        .whereLayer("net")
        .mayNotAccessAnyLayer()
        .whereLayer("mailbox")
        .mayNotAccessAnyLayer()
        .check(CLASSES);
  }

  @Test
  void thereAreNoCirclesBetweenPackages() {
    SlicesRuleDefinition.slices()
        .matching("io.delist.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void publicSignaturesHoldNoTypeOfGuavaOrSlf4j() {
    List<String> foreign =
        CLASSES.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(
                unit ->
                    isForeign(unit.getRawReturnType())
                        || unit.getRawParameterTypes().stream()
                            .anyMatch(PackageOrderTest::isForeign))
            .map(JavaCodeUnit::getFullName)
            .toList();

    assertThat(foreign).isEmpty();
  }

  @Test
  void jakartaMailStaysInThePackagesThatReadOrWriteMail() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackages("io.delist.mail", "io.delist.bounce")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.mail..")
        .check(CLASSES);
  }

  @Test
  void publicClassesAreFinalOrSealedOrPorts() {
    ArchRuleDefinition.classes()
        .that()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  private static boolean isForeign(JavaClass type) {
    return type.getPackageName().startsWith("com.google.common")
        || type.getPackageName().startsWith("org.slf4j");
  }
}
