package io.staylog.edge.guard;

import io.staylog.guard.ServiceSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A service's settings as Spring has gathered them. */
final class SpringSettings implements ServiceSettings {
    private static final String ATTACHED = "configurationProperties";

    private final ConfigurableEnvironment environment;

    SpringSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String value(String name) {
        return environment.getProperty(name);
    }

    @Override
    public Map<String, String> below(String prefix) {
        return Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
    }

    /** A value that only says where another one is does not count, nor does one from a directory of secrets. */
    @Override
    public Set<String> namesInTheOpen() {
        var names = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed
                    && !(source instanceof ConfigTreePropertySource)
                    && !source.getName().equals(ATTACHED)) {
                for (var name : listed.getPropertyNames()) {
                    if (!String.valueOf(listed.getProperty(name)).contains("${")) {
                        names.add(
                                source instanceof SystemEnvironmentPropertySource
                                        ? name.toLowerCase(Locale.ROOT).replace('_', '.')
                                        : name);
                    }
                }
            }
        }
        return names;
    }
}
