package io.staylog.edge.web;

import java.time.Duration;
import java.util.Set;

/**
 * Whom and what the edge lets in.
 *
 * @param allowedHosts names besides those of loopback under which the service may be called
 * @param bodyTimeout how long a body may take to arrive
 */
public record EdgeLimits(Set<String> allowedHosts, Duration bodyTimeout) {}
