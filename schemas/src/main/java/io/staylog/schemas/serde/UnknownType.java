package io.staylog.schemas.serde;

/**
 * Stands for a well-formed record of a type that this reader has no use for. Producers may add types at any time, so a
 * reader counts it and goes on.
 *
 * @param fullName the writer's record name
 */
public record UnknownType(String fullName) {}
