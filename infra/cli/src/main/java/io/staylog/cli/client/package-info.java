/** The ways out: Kafka, the schema registry, the services' HTTP interfaces. */
@NullMarked
package io.staylog.cli.client;

import org.jspecify.annotations.NullMarked;
