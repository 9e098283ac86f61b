package io.cfa.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.cfa.kit.rule.Bounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.RestController;

/** How the code of a module hangs together; a test in the module's own root package extends this one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServiceArchitecture {

    private static final int MOST_IN_A_PACKAGE = 15;
    private static final String CONDITION =
            "org[.]springframework[.](boot[.].*[.]ConditionalOn.*|context[.]annotation[.](Conditional|Profile))";

    /** By their place: to look for the package would open every jar of the class path. */
    private final JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final DescribedPredicate<JavaClass> API = DescribedPredicate.describe(
            "a controller or a request of one", type -> outermost(type).isAnnotatedWith(RestController.class));

    private static final DescribedPredicate<JavaClass> REPOSITORY =
            DescribedPredicate.describe("a repository", type -> outermost(type).isAnnotatedWith(Repository.class));

    @Test
    void noPackagesImportEachOtherInACircle() {
        assertThat(classes).isNotEmpty();
        slices().assignedFrom(by("package", JavaClass::getPackageName))
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void noClassesImportEachOtherInACircle() {
        slices().assignedFrom(by("class", type -> outermost(type).getName()))
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void noRuleKnowsARequestOfTheWeb() {
        noClasses()
                .that(DescribedPredicate.not(API))
                .should()
                .dependOnClassesThat(API)
                .allowEmptyShould(true)
                .check(classes);
    }

    /** A controller asks a service, and that a repository, which alone knows SQL; the kit, which has tables of its own, apart. */
    @Test
    void onlyRepositoriesKnowSql() {
        noClasses()
                .that(DescribedPredicate.not(REPOSITORY))
                .and()
                .resideOutsideOfPackage("io.cfa.kit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void noControllerKnowsARepositoryOrHowMuchIsTooMuch() {
        noClasses()
                .that(API)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "a repository, or the bounds of a rule",
                        type -> type.isAnnotatedWith(Repository.class) || type.isEquivalentTo(Bounds.class)))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void noServiceKnowsTheWeb() {
        noClasses()
                .that()
                .areAnnotatedWith(Service.class)
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAnyPackage("jakarta.servlet..", "org.springframework.web..")
                                .or(JavaClass.Predicates.type(ResponseEntity.class)))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void aPackageHasAFewFiles() {
        Map<String, List<String>> files = classes.stream()
                .filter(type ->
                        type.equals(outermost(type)) && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName, Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
        assertThat(files)
                .allSatisfy((name, types) -> assertThat(types).as(name).hasSizeLessThanOrEqualTo(MOST_IN_A_PACKAGE));
    }

    /** Conditions may be decided when an image is built; what the compose file passes must work in the image that is there (decision 112). */
    @Test
    void noSettingOfTheComposeFileIsTheConditionOfABean() {
        Stream<JavaAnnotation<?>> all = classes.stream()
                .flatMap(type -> Stream.concat(Stream.of(type), type.getMethods().stream())
                        .flatMap(place -> ((HasAnnotations<?>) place).getAnnotations().stream()));
        assertThat(all.filter(each -> each.getRawType().getName().matches(CONDITION))
                        .map(ServiceArchitecture::inWords))
                .isSubsetOf("ConditionalOnProperty [spring.datasource.url]", "ConditionalOnMissingBean");
    }

    private static String inWords(JavaAnnotation<?> condition) {
        String values = Stream.of("prefix", "name", "value")
                .flatMap(name -> condition.get(name).stream())
                .flatMap(value -> value instanceof Object[] several ? Stream.of(several) : Stream.of(value))
                .filter(String.class::isInstance)
                .filter(value -> !value.equals(""))
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return condition.getRawType().getSimpleName() + (values.isEmpty() ? "" : " [" + values + "]");
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private static SliceAssignment by(String what, Function<JavaClass, String> name) {
        return new SliceAssignment() {
            @Override
            public String getDescription() {
                return "each " + what;
            }

            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(name.apply(type));
            }
        };
    }
}
