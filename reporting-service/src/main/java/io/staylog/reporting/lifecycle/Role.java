package io.staylog.reporting.lifecycle;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What a process does for the others. All of them answer over HTTP. */
public enum Role {
    /** Folds the log into rows, and renders documents. */
    ALL,
    /** Folds the log into rows, and renders nothing. */
    PROJECTION,
    /** Renders documents from the rows that another process folds. */
    RENDERER;

    /** Whether it folds the log into rows. */
    public boolean projects() {
        return this != RENDERER;
    }

    /** Whether it renders documents. */
    public boolean renders() {
        return this != PROJECTION;
    }

    /**
     * Which role this process has.
     *
     * @param role all, projection or renderer
     */
    @ConfigurationProperties("staylog.reporting")
    public record Settings(@DefaultValue("all") Role role) {}
}
