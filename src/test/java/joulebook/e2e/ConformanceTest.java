package joulebook.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The installed kernel against the Jupyter message specification: {@code conformance/} drives it by Jupyter's own client
 * and holds each message to a schema.
 */
class ConformanceTest {
    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> theMessageSpecification() {
        Python.assume("jupyter_client", "jsonschema");
        return Python.checks(new InstalledKernel(folder), "conformance/specification.py", List.of());
    }
}
