package io.staylog.guard;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings that a service starts with, wherever they come from. */
public interface ServiceSettings {
    /** The value of a name such as {@code staylog.token-file}; null where it is not set. */
    @Nullable
    String value(String name);

    /** Everything below a name, by the rest of its name. */
    Map<String, String> below(String prefix);

    /** Names that have their value in the open, among other settings or in the environment, and not in a file of their own. */
    Set<String> namesInTheOpen();
}
