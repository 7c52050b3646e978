/** The engine that runs pure deciders on Kafka, in one transaction per batch. */
@NullMarked
package io.staylog.eventsourcing;

import org.jspecify.annotations.NullMarked;
