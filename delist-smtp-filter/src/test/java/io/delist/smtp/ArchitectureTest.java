package io.delist.smtp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.delist.smtp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_GATE_KNOWS_NO_SERVER =
      noClasses()
          .that()
          .resideInAPackage("io.delist.smtp")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.delist.smtp.*..", "org.subethamail..", "org.apache.james..", "io.netty..");

  @ArchTest
  static final ArchRule LISTENERS_ARE_SEEN_WITHOUT_NETTY =
      noClasses()
          .that()
          .resideInAPackage("io.delist.smtp.listener")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "io.delist.smtp.netty..");

  @ArchTest
  static final ArchRule ADAPTERS_KNOW_PUBLIC_PARTS_OF_THEIR_SERVER_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.subethamail.smtp.internal..");

  @ArchTest
  static final ArchRule ONLY_WHAT_IT_NEEDS_OF_THE_CORE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.delist.store..", "io.delist.workflow..", "io.delist.trie..");

  @ArchTest
  static final ArchRule NO_LIBRARY_IN_A_PUBLIC_METHOD =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .arePublic()
          // What the servers share among them is not for applications.
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("io.delist.smtp.netty")
          .should(showOnlyOurTypes());

  @ArchTest
  static final ArchRule NO_LIBRARY_IN_A_PUBLIC_CONSTRUCTOR =
      ArchRuleDefinition.constructors()
          .that()
          .areDeclaredInClassesThat()
          .arePublic()
          .should(showOnlyOurTypes());

  private static <T extends JavaCodeUnit> ArchCondition<T> showOnlyOurTypes() {
    DescribedPredicate<JavaClass> library =
        JavaClass.Predicates.resideInAnyPackage("org.slf4j..", "com.google..", "io.netty..");
    return new ArchCondition<>("show no type of Guava, SLF4J or Netty") {
      @Override
      public void check(T unit, ConditionEvents events) {
        boolean visible =
            unit.getModifiers().contains(JavaModifier.PUBLIC)
                || unit.getModifiers().contains(JavaModifier.PROTECTED);
        boolean shows =
            Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                .anyMatch(library);
        events.add(
            new SimpleConditionEvent(
                unit, !(visible && shows), unit.getFullName() + " shows a library's type"));
      }
    };
  }
}
