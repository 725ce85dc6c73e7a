package joulebook;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Who may know whom: between the modules, and inside each. */
@AnalyzeClasses(packages = "joulebook", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule kernelKnowsNoMachineLearning = noClasses()
            .that()
            .resideInAPackage("joulebook.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("joulebook.ml..", "joulebook.magics..", "joulebook.install..", "ai.djl..");

    @ArchTest
    static final ArchRule theLibraryKnowsNoNotebook = noClasses()
            .that()
            .resideInAPackage("joulebook.ml..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "joulebook.kernel..",
                    "joulebook.magics..",
                    "joulebook.install..",
                    "org.dflib.jjava..",
                    "org.zeromq..",
                    "jdk.jshell..",
                    "picocli..");

    @ArchTest
    static final ArchRule magicsDoNotKnowWhoDistributesThem = noClasses()
            .that()
            .resideInAPackage("joulebook.magics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("joulebook.install..");

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("joulebook.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlySocketsKnowZeroMq = noClasses()
            .that()
            .resideOutsideOfPackages("joulebook.kernel.channel..", "joulebook.install.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.zeromq..");

    @ArchTest
    static final ArchRule onlyTheSessionKnowsJShell = noClasses()
            .that()
            .resideOutsideOfPackages("joulebook.kernel.session..", "joulebook.install.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jdk.jshell..", "org.objectweb.asm..");

    @ArchTest
    static final ArchRule theSessionKnowsNoMessage = noClasses()
            .that()
            .resideInAPackage("joulebook.kernel.session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "joulebook.kernel.protocol..",
                    "joulebook.kernel.channel..",
                    "joulebook.kernel.display..",
                    "joulebook.kernel.magic..",
                    "org.dflib.jjava..");

    @ArchTest
    static final ArchRule theProtocolStandsAlone = classes()
            .that()
            .resideInAPackage("joulebook.kernel.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.google.gson..",
                    "org.dflib.jjava.jupyter.messages..",
                    "joulebook.kernel.protocol..",
                    "joulebook.kernel.error..");

    @ArchTest
    static final ArchRule plotsAreFreeOfResults = noClasses()
            .that()
            .resideInAPackage("joulebook.magics.plot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("joulebook.ml..");

    @ArchTest
    static final ArchRule theBaseLibraryIsForMessagesAndDisplays = noClasses()
            .that()
            .resideInAnyPackage(
                    "joulebook.kernel.cell..",
                    "joulebook.kernel.channel..",
                    "joulebook.kernel.error..",
                    "joulebook.kernel.session..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.dflib.jjava..");

    /** All packages of the library are topics but these. */
    private static final List<String> GROUND =
            List.of("autograd", "data", "energy", "math", "method", "model", "paper", "train", "trial");

    @ArchTest
    static final ArchRule topicsDoNotUseEachOther = slices().matching("joulebook.ml.(*)..")
            .that(describe("are topics", slice -> !GROUND.contains(slice.getNamePart(1))))
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theLibrarysGroundKnowsNoTopic = noClasses()
            .that()
            .resideInAnyPackage(groundPackages())
            .should()
            .dependOnClassesThat(resideInAPackage("joulebook.ml.*..").and(not(resideInAnyPackage(groundPackages()))));

    /** It gives the array the memory of a Java buffer, which may be freed while PyTorch uses it: NoGrad.copy does not. */
    @ArchTest
    static final ArchRule noCopyTo = noClasses().should().callMethod(NDArray.class, "copyTo", NDArray.class);

    /** A number goes to PyTorch in a Java buffer that may be freed before the backward pass reads it: Scalar's does not. */
    @ArchTest
    static final ArchRule noNumbersInLosses = noClasses()
            .that()
            .areAssignableTo(Loss.class)
            .or()
            .areAssignableTo(Block.class)
            .should()
            .callMethod(NDArray.class, "mul", Number.class)
            .orShould()
            .callMethod(NDArray.class, "div", Number.class)
            .orShould()
            .callMethod(NDArray.class, "pow", Number.class)
            .orShould()
            .callMethod(NDArray.class, "maximum", Number.class)
            .orShould()
            .callMethod(NDArray.class, "minimum", Number.class);

    private static String[] groundPackages() {
        return GROUND.stream().map(name -> "joulebook.ml." + name + "..").toArray(String[]::new);
    }
}
