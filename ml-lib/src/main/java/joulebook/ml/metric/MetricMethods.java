package joulebook.ml.metric;

import java.util.List;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.train.Monitor;

/** The names of what watches a training. */
public final class MetricMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                Monitor.class,
                "gwa",
                "gradient-weight alignment; brings back the weights of its best epoch",
                "restore=yes",
                settings -> new GwaMonitor(settings.word("restore", "yes", "no").equals("yes"))));
    }
}
