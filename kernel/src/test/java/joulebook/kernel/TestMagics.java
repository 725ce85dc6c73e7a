package joulebook.kernel;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.magic.Magics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Magics that the tests of this package run. */
final class TestMagics {
    private TestMagics() {}

    static Magics all() {
        Magics magics = new Magics();
        magics.register(Say::new);
        magics.register(Java::new);
        magics.register(Refuse::new);
        magics.register(Next::new);
        magics.register(Echo::new);
        return magics;
    }

    static <T> Callable<T> unchanged(Callable<T> task) {
        return task;
    }

    /** Returns its words. */
    @Command(name = "say", description = "Say something.")
    static final class Say implements Magic {
        @Option(names = "--times")
        private int times = 1;

        @Parameters
        private String words = "";

        @Override
        public Object run(MagicContext context) {
            return words.isEmpty() ? null : words.repeat(times);
        }
    }

    /** Runs its body as Java, displays its value and defines it. */
    @Command(name = "java", description = "Run Java.")
    static final class Java implements Magic {
        @Override
        public Object run(MagicContext context) throws Exception {
            Optional<Object> value = context.evaluateBody();
            context.display("shown " + value.orElse("nothing"), "id");
            context.define("fromMagic", Object.class, value.orElse(null));
            return value.orElse(null);
        }
    }

    /** Asks for a next cell with its word as text. */
    @Command(name = "next", description = "Ask for a cell.")
    static final class Next implements Magic {
        @Parameters
        private String text;

        @Override
        public Object run(MagicContext context) {
            JsonObject payload = new JsonObject();
            payload.addProperty("text", text);
            context.payload(payload);
            return null;
        }
    }

    /** Returns the Java that it is given. */
    @Command(name = "echo", description = "Say Java.")
    static final class Echo implements Magic {
        @Option(names = "--loud")
        private boolean loud;

        @Parameters
        private String code;

        @Override
        public Object run(MagicContext context) {
            return loud ? code + "!" : code;
        }

        @Override
        public boolean takesCode() {
            return true;
        }
    }

    /** Has a complaint. */
    @Command(name = "refuse", description = "Refuse.")
    static final class Refuse implements Magic {
        @Override
        public Object run(MagicContext context) {
            throw new UserError("This cannot be done.", "Do something else.");
        }
    }
}
